-- Version 2. Every table is built anew: a check of JSON lets an empty column pass in so many words, which sqlite3
-- before 3.41 needs; the columns of a primary key come first where a table has no row number of its own. With it come
-- the redacted fields of a record, the salt of a change set, legal holds as rows, the register's own redactions, and
-- the proof of a disposal. Foreign keys are off while this runs, so that a table can be dropped and take its name again.

DROP VIEW IF EXISTS eea_countries;
DROP VIEW IF EXISTS records;
DROP VIEW IF EXISTS activities;
DROP VIEW IF EXISTS recipient_countries;
DROP VIEW IF EXISTS recipients_outside_eea;
DROP VIEW IF EXISTS transfers_by_country;
DROP VIEW IF EXISTS retention_rules;
DROP VIEW IF EXISTS rules_without_period;
DROP VIEW IF EXISTS processors;
DROP VIEW IF EXISTS history;

CREATE TABLE new_register (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    register_id TEXT,
    title TEXT,
    language TEXT,
    default_review_interval TEXT,
    reasons TEXT CHECK (reasons IN ('ask', 'require')),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_register (id, ref, register_id, title, language, default_review_interval, notes, none)
SELECT id, ref, register_id, title, language, default_review_interval, notes, none FROM register;
DROP TABLE register;
ALTER TABLE new_register RENAME TO register;

CREATE TABLE redaction (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    change INTEGER,
    places TEXT CHECK (places IS NULL OR json_valid(places)),
    hash TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE new_organisation (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    trading_names TEXT CHECK (trading_names IS NULL OR json_valid(trading_names)),
    registration_number TEXT,
    vat_number TEXT,
    phone TEXT,
    email TEXT,
    website TEXT,
    addresses TEXT CHECK (addresses IS NULL OR json_valid(addresses)),
    country TEXT,
    ours INTEGER CHECK (ours IN (0, 1)),
    parent INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    public_authority INTEGER CHECK (public_authority IN (0, 1)),
    employees INTEGER,
    supervisory_authority TEXT CHECK (supervisory_authority IS NULL OR json_valid(supervisory_authority)),
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_organisation (
    id, ref, name, trading_names, registration_number, vat_number, phone, email, website, addresses, country,
    ours, parent, public_authority, employees, supervisory_authority, category, notes, none)
SELECT
    id, ref, name, trading_names, registration_number, vat_number, phone, email, website, addresses, country,
    ours, parent, public_authority, employees, supervisory_authority, category, notes, none
FROM organisation;
DROP TABLE organisation;
ALTER TABLE new_organisation RENAME TO organisation;

CREATE TABLE new_contact (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    role TEXT CHECK (role IN ('dpo', 'representative', 'privacy', 'security', 'other')),
    title TEXT,
    name TEXT,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT,
    country TEXT,
    email TEXT,
    phone TEXT,
    external INTEGER CHECK (external IN (0, 1)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_contact (
    id, parent, position, ref, role, title, name, organisation, address, country, email, phone, external,
    as_stated, notes, none)
SELECT
    id, parent, position, ref, role, title, name, organisation, address, country, email, phone, external,
    as_stated, notes, none
FROM contact;
DROP TABLE contact;
ALTER TABLE new_contact RENAME TO contact;

CREATE TABLE new_time_limit (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    subject TEXT,
    period TEXT,
    start TEXT,
    provision TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_time_limit (id, parent, position, ref, subject, period, start, provision, as_stated, notes, none)
SELECT id, parent, position, ref, subject, period, start, provision, as_stated, notes, none FROM time_limit;
DROP TABLE time_limit;
ALTER TABLE new_time_limit RENAME TO time_limit;

CREATE TABLE new_agreement (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    our_party INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    our_role TEXT CHECK (our_role IN ('controller', 'processor', 'joint_controller')),
    kind TEXT CHECK (kind IN ('processor_contract', 'joint_arrangement', 'clauses', 'bcr', 'certification', 'other')),
    status TEXT CHECK (status IN ('signed', 'in_terms', 'unsigned')),
    version TEXT,
    instrument TEXT,
    modules TEXT CHECK (modules IS NULL OR json_valid(modules)),
    signed_on TEXT,
    valid_until TEXT,
    review_on TEXT,
    covers_all INTEGER CHECK (covers_all IN (0, 1)),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_agreement (
    id, ref, organisation, category, our_party, our_role, kind, status, version, instrument, modules, signed_on,
    valid_until, review_on, covers_all, notes, none)
SELECT
    id, ref, organisation, category, our_party, our_role, kind, status, version, instrument, modules, signed_on,
    valid_until, review_on, covers_all, notes, none
FROM agreement;
DROP TABLE agreement;
ALTER TABLE new_agreement RENAME TO agreement;

CREATE TABLE new_agreement_documents (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_agreement_documents (holder, position, title, address)
SELECT holder, position, title, address FROM agreement_documents;
DROP TABLE agreement_documents;
ALTER TABLE new_agreement_documents RENAME TO agreement_documents;

CREATE TABLE new_agreement_covers (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_agreement_covers (holder, target, position)
SELECT holder, target, position FROM agreement_covers;
DROP TABLE agreement_covers;
ALTER TABLE new_agreement_covers RENAME TO agreement_covers;

CREATE TABLE new_sub_processor (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    service TEXT,
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    authorisation TEXT CHECK (authorisation IN ('specific', 'general')),
    authorised_on TEXT,
    objection_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_sub_processor (
    id, parent, position, ref, organisation, name, service, countries, authorisation, authorised_on,
    objection_until, as_stated, notes, none)
SELECT
    id, parent, position, ref, organisation, name, service, countries, authorisation, authorised_on,
    objection_until, as_stated, notes, none
FROM sub_processor;
DROP TABLE sub_processor;
ALTER TABLE new_sub_processor RENAME TO sub_processor;

CREATE TABLE new_measure (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    description TEXT,
    kind TEXT CHECK (kind IN ('pseudonymisation', 'encryption', 'access_control', 'logging', 'availability', 'restoring', 'integrity', 'testing', 'physical', 'minimisation', 'supplier_control', 'organisational')),
    planned INTEGER CHECK (planned IN (0, 1)),
    implemented_on TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_measure (id, ref, name, description, kind, planned, implemented_on, notes, none)
SELECT id, ref, name, description, kind, planned, implemented_on, notes, none FROM measure;
DROP TABLE measure;
ALTER TABLE new_measure RENAME TO measure;

CREATE TABLE new_measure_organisations (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_measure_organisations (holder, target, position)
SELECT holder, target, position FROM measure_organisations;
DROP TABLE measure_organisations;
ALTER TABLE new_measure_organisations RENAME TO measure_organisations;

CREATE TABLE new_measure_documents (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_measure_documents (holder, position, title, address)
SELECT holder, position, title, address FROM measure_documents;
DROP TABLE measure_documents;
ALTER TABLE new_measure_documents RENAME TO measure_documents;

CREATE TABLE new_schedule (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (start IS NULL OR json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (ends_on IS NULL OR json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (law IS NULL OR json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_schedule (
    id, ref, name, kind, period, period_max, direction, start, rounding, ends_on, ends_when, criterion, law,
    law_sets, disposition, disposal_decided_on, responsible, notes, none)
SELECT
    id, ref, name, kind, period, period_max, direction, start, rounding, ends_on, ends_when, criterion, law,
    law_sets, disposition, disposal_decided_on, responsible, notes, none
FROM schedule;
DROP TABLE schedule;
ALTER TABLE new_schedule RENAME TO schedule;

CREATE TABLE new_schedule_disposal_decision (
    holder INTEGER NOT NULL REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_schedule_disposal_decision (holder, position, title, address)
SELECT holder, position, title, address FROM schedule_disposal_decision;
DROP TABLE schedule_disposal_decision;
ALTER TABLE new_schedule_disposal_decision RENAME TO schedule_disposal_decision;

CREATE TABLE new_activity (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    role TEXT CHECK (role IN ('controller', 'processor')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    regime TEXT CHECK (regime IN ('gdpr', 'led', 'other')),
    regime_note TEXT,
    department TEXT,
    owner TEXT,
    record_status TEXT CHECK (record_status IN ('draft', 'in_review', 'approved')),
    approved_by TEXT,
    approved_on TEXT,
    state TEXT CHECK (state IN ('planned', 'running', 'paused', 'ended')),
    started_on TEXT,
    ended_on TEXT,
    description TEXT,
    joint_arrangement TEXT,
    systems TEXT CHECK (systems IS NULL OR json_valid(systems)),
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    source TEXT CHECK (source IS NULL OR json_valid(source)),
    automated_decisions INTEGER CHECK (automated_decisions IN (0, 1)),
    profiling INTEGER CHECK (profiling IN (0, 1)),
    automated_decisions_logic TEXT,
    automated_decisions_effects TEXT,
    age_limit INTEGER,
    online_service INTEGER CHECK (online_service IN (0, 1)),
    dpia_criteria TEXT CHECK (dpia_criteria IS NULL OR json_valid(dpia_criteria)),
    dpia_required TEXT CHECK (dpia_required IN ('yes', 'no', 'unclear')),
    dpia_status TEXT CHECK (dpia_status IN ('not_started', 'ongoing', 'done')),
    dpia_done_on TEXT,
    dpia_review_on TEXT,
    dpia_residual_risk TEXT CHECK (dpia_residual_risk IN ('low', 'medium', 'high')),
    prior_consultation_on TEXT,
    opt_out TEXT CHECK (opt_out IS NULL OR json_valid(opt_out)),
    rights_restricted TEXT,
    measures_text TEXT,
    review_interval TEXT,
    last_reviewed_on TEXT,
    next_review_on TEXT,
    provenance TEXT,
    tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_activity (
    id, ref, name, role, organisation, regime, regime_note, department, owner, record_status, approved_by,
    approved_on, state, started_on, ended_on, description, joint_arrangement, systems, countries, source,
    automated_decisions, profiling, automated_decisions_logic, automated_decisions_effects, age_limit,
    online_service, dpia_criteria, dpia_required, dpia_status, dpia_done_on, dpia_review_on, dpia_residual_risk,
    prior_consultation_on, opt_out, rights_restricted, measures_text, review_interval, last_reviewed_on,
    next_review_on, provenance, tags, as_stated, notes, none)
SELECT
    id, ref, name, role, organisation, regime, regime_note, department, owner, record_status, approved_by,
    approved_on, state, started_on, ended_on, description, joint_arrangement, systems, countries, source,
    automated_decisions, profiling, automated_decisions_logic, automated_decisions_effects, age_limit,
    online_service, dpia_criteria, dpia_required, dpia_status, dpia_done_on, dpia_review_on, dpia_residual_risk,
    prior_consultation_on, opt_out, rights_restricted, measures_text, review_interval, last_reviewed_on,
    next_review_on, provenance, tags, as_stated, notes, none
FROM activity;
DROP TABLE activity;
ALTER TABLE new_activity RENAME TO activity;

CREATE TABLE new_activity_dpia_documents (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_activity_dpia_documents (holder, position, title, address)
SELECT holder, position, title, address FROM activity_dpia_documents;
DROP TABLE activity_dpia_documents;
ALTER TABLE new_activity_dpia_documents RENAME TO activity_dpia_documents;

CREATE TABLE new_activity_notices (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_activity_notices (holder, position, title, address)
SELECT holder, position, title, address FROM activity_notices;
DROP TABLE activity_notices;
ALTER TABLE new_activity_notices RENAME TO activity_notices;

CREATE TABLE new_activity_measures (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_activity_measures (holder, target, position)
SELECT holder, target, position FROM activity_measures;
DROP TABLE activity_measures;
ALTER TABLE new_activity_measures RENAME TO activity_measures;

CREATE TABLE new_activity_documents (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_activity_documents (holder, position, title, address)
SELECT holder, position, title, address FROM activity_documents;
DROP TABLE activity_documents;
ALTER TABLE new_activity_documents RENAME TO activity_documents;

CREATE TABLE new_activity_related (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_activity_related (holder, target, position)
SELECT holder, target, position FROM activity_related;
DROP TABLE activity_related;
ALTER TABLE new_activity_related RENAME TO activity_related;

CREATE TABLE new_client (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    list_held_at TEXT,
    number INTEGER,
    via INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    processing_categories TEXT,
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_client (
    id, parent, position, ref, organisation, category, list_held_at, number, via, processing_categories,
    agreement, as_stated, notes, none)
SELECT
    id, parent, position, ref, organisation, category, list_held_at, number, via, processing_categories,
    agreement, as_stated, notes, none
FROM client;
DROP TABLE client;
ALTER TABLE new_client RENAME TO client;

CREATE TABLE new_purpose (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    text TEXT,
    legal_bases TEXT CHECK (legal_bases IS NULL OR json_valid(legal_bases)),
    laws TEXT CHECK (laws IS NULL OR json_valid(laws)),
    legitimate_interest TEXT,
    lia_reference TEXT,
    lia_on TEXT,
    consent_proof TEXT,
    consent_withdrawal TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_purpose (
    id, parent, position, ref, text, legal_bases, laws, legitimate_interest, lia_reference, lia_on,
    consent_proof, consent_withdrawal, as_stated, notes, none)
SELECT
    id, parent, position, ref, text, legal_bases, laws, legitimate_interest, lia_reference, lia_on,
    consent_proof, consent_withdrawal, as_stated, notes, none
FROM purpose;
DROP TABLE purpose;
ALTER TABLE new_purpose RENAME TO purpose;

CREATE TABLE new_data_subject (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    children INTEGER CHECK (children IN (0, 1)),
    vulnerable INTEGER CHECK (vulnerable IN (0, 1)),
    number TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_data_subject (id, parent, position, ref, category, children, vulnerable, number, as_stated, notes, none)
SELECT id, parent, position, ref, category, children, vulnerable, number, as_stated, notes, none FROM data_subject;
DROP TABLE data_subject;
ALTER TABLE new_data_subject RENAME TO data_subject;

CREATE TABLE new_data_category (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    items TEXT,
    kind TEXT CHECK (kind IN ('ordinary', 'special', 'may_be_special', 'criminal', 'national_id', 'anonymous')),
    special_kinds TEXT CHECK (special_kinds IS NULL OR json_valid(special_kinds)),
    art9_conditions TEXT CHECK (art9_conditions IS NULL OR json_valid(art9_conditions)),
    laws TEXT CHECK (laws IS NULL OR json_valid(laws)),
    only_if TEXT,
    secrecy TEXT,
    protected_identity INTEGER CHECK (protected_identity IN (0, 1)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_data_category (
    id, parent, position, ref, category, items, kind, special_kinds, art9_conditions, laws, only_if, secrecy,
    protected_identity, as_stated, notes, none)
SELECT
    id, parent, position, ref, category, items, kind, special_kinds, art9_conditions, laws, only_if, secrecy,
    protected_identity, as_stated, notes, none
FROM data_category;
DROP TABLE data_category;
ALTER TABLE new_data_category RENAME TO data_category;

CREATE TABLE new_data_category_subjects (
    holder INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_data_category_subjects (holder, target, position)
SELECT holder, target, position FROM data_category_subjects;
DROP TABLE data_category_subjects;
ALTER TABLE new_data_category_subjects RENAME TO data_category_subjects;

CREATE TABLE new_recipient (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    role TEXT CHECK (role IN ('processor', 'sub_processor', 'controller', 'joint_controller', 'authority', 'group_company', 'internal', 'customer', 'public', 'data_subject', 'acquirer', 'other')),
    service TEXT,
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    purpose TEXT,
    only_if TEXT,
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_recipient (
    id, parent, position, ref, organisation, category, role, service, countries, purpose, only_if, agreement,
    as_stated, notes, none)
SELECT
    id, parent, position, ref, organisation, category, role, service, countries, purpose, only_if, agreement,
    as_stated, notes, none
FROM recipient;
DROP TABLE recipient;
ALTER TABLE new_recipient RENAME TO recipient;

CREATE TABLE new_recipient_data_categories (
    holder INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_recipient_data_categories (holder, target, position)
SELECT holder, target, position FROM recipient_data_categories;
DROP TABLE recipient_data_categories;
ALTER TABLE new_recipient_data_categories RENAME TO recipient_data_categories;

CREATE TABLE new_transfer (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    state TEXT CHECK (state IN ('actual', 'possible', 'planned', 'denied')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    country TEXT,
    international_organisation TEXT,
    mechanisms TEXT CHECK (mechanisms IS NULL OR json_valid(mechanisms)),
    instrument TEXT,
    modules TEXT CHECK (modules IS NULL OR json_valid(modules)),
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    assessed_on TEXT,
    supplementary_measures TEXT,
    art49_assessment TEXT,
    art49_safeguards TEXT,
    valid_from TEXT,
    valid_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_transfer (
    id, parent, position, ref, state, organisation, country, international_organisation, mechanisms, instrument,
    modules, agreement, assessed_on, supplementary_measures, art49_assessment, art49_safeguards, valid_from,
    valid_until, as_stated, notes, none)
SELECT
    id, parent, position, ref, state, organisation, country, international_organisation, mechanisms, instrument,
    modules, agreement, assessed_on, supplementary_measures, art49_assessment, art49_safeguards, valid_from,
    valid_until, as_stated, notes, none
FROM transfer;
DROP TABLE transfer;
ALTER TABLE new_transfer RENAME TO transfer;

CREATE TABLE new_transfer_recipients (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_transfer_recipients (holder, target, position)
SELECT holder, target, position FROM transfer_recipients;
DROP TABLE transfer_recipients;
ALTER TABLE new_transfer_recipients RENAME TO transfer_recipients;

CREATE TABLE new_transfer_data_categories (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_transfer_data_categories (holder, target, position)
SELECT holder, target, position FROM transfer_data_categories;
DROP TABLE transfer_data_categories;
ALTER TABLE new_transfer_data_categories RENAME TO transfer_data_categories;

CREATE TABLE new_transfer_conditions (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    condition TEXT,
    answer TEXT CHECK (answer IN ('yes', 'no')),
    checked_on TEXT,
    note TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_transfer_conditions (holder, position, condition, answer, checked_on, note)
SELECT holder, position, condition, answer, checked_on, note FROM transfer_conditions;
DROP TABLE transfer_conditions;
ALTER TABLE new_transfer_conditions RENAME TO transfer_conditions;

CREATE TABLE new_transfer_assessment (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_transfer_assessment (holder, position, title, address)
SELECT holder, position, title, address FROM transfer_assessment;
DROP TABLE transfer_assessment;
ALTER TABLE new_transfer_assessment RENAME TO transfer_assessment;

CREATE TABLE new_retention (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    scope TEXT CHECK (scope IN ('data', 'cookies', 'logs', 'backups')),
    purpose TEXT,
    schedule INTEGER REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    only_if TEXT,
    follows INTEGER REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    approximate INTEGER CHECK (approximate IN (0, 1)),
    planned INTEGER CHECK (planned IN (0, 1)),
    places TEXT CHECK (places IS NULL OR json_valid(places)),
    provider INTEGER REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    provider_stated TEXT,
    declared_type TEXT,
    mode TEXT CHECK (mode IN ('batch', 'rolling')),
    check_interval TEXT,
    last_checked_on TEXT,
    check_results TEXT,
    kept_longer_if TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (start IS NULL OR json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (ends_on IS NULL OR json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (law IS NULL OR json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_retention (
    id, parent, position, ref, name, scope, purpose, schedule, only_if, follows, approximate, planned, places,
    provider, provider_stated, declared_type, mode, check_interval, last_checked_on, check_results, kind,
    period, period_max, direction, start, rounding, ends_on, ends_when, criterion, law, law_sets, disposition,
    disposal_decided_on, responsible, as_stated, notes, none)
SELECT
    id, parent, position, ref, name, scope, purpose, schedule, only_if, follows, approximate, planned, places,
    provider, provider_stated, declared_type, mode, check_interval, last_checked_on, check_results, kind,
    period, period_max, direction, start, rounding, ends_on, ends_when, criterion, law, law_sets, disposition,
    disposal_decided_on, responsible, as_stated, notes, none
FROM retention;
DROP TABLE retention;
ALTER TABLE new_retention RENAME TO retention;

CREATE TABLE retention_hold (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    reason TEXT,
    "case" TEXT,
    since TEXT,
    review_on TEXT,
    lifted_on TEXT,
    lifted_because TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE new_retention_data_categories (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_retention_data_categories (holder, target, position)
SELECT holder, target, position FROM retention_data_categories;
DROP TABLE retention_data_categories;
ALTER TABLE new_retention_data_categories RENAME TO retention_data_categories;

CREATE TABLE new_retention_subjects (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_retention_subjects (holder, target, position)
SELECT holder, target, position FROM retention_subjects;
DROP TABLE retention_subjects;
ALTER TABLE new_retention_subjects RENAME TO retention_subjects;

CREATE TABLE new_retention_disposal_decision (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_retention_disposal_decision (holder, position, title, address)
SELECT holder, position, title, address FROM retention_disposal_decision;
DROP TABLE retention_disposal_decision;
ALTER TABLE new_retention_disposal_decision RENAME TO retention_disposal_decision;

CREATE TABLE new_holding (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    started_on TEXT,
    extended_until TEXT,
    extended_because TEXT,
    extended_law TEXT CHECK (extended_law IS NULL OR json_valid(extended_law)),
    disposed_on TEXT,
    disposed_by TEXT,
    method TEXT,
    evidence TEXT,
    early_because TEXT,
    extent TEXT,
    decision TEXT,
    decision_on TEXT,
    witness TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO new_holding (
    id, parent, position, ref, name, started_on, extended_until, extended_because, extended_law, disposed_on,
    disposed_by, method, evidence, as_stated, notes, none)
SELECT
    id, parent, position, ref, name, started_on, extended_until, extended_because, extended_law, disposed_on,
    disposed_by, method, evidence, as_stated, notes, none
FROM holding;
DROP TABLE holding;
ALTER TABLE new_holding RENAME TO holding;

CREATE TABLE holding_hold (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    reason TEXT,
    "case" TEXT,
    since TEXT,
    review_on TEXT,
    lifted_on TEXT,
    lifted_because TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE new_waiver (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    rule TEXT,
    record INTEGER,
    key TEXT,
    words TEXT,
    reason TEXT,
    until TEXT,
    "by" TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO new_waiver (id, ref, rule, record, key, words, reason, until, "by", notes, none)
SELECT id, ref, rule, record, key, words, reason, until, "by", notes, none FROM waiver;
DROP TABLE waiver;
ALTER TABLE new_waiver RENAME TO waiver;

-- The journal: what was changed, by whom, when, before and after. It is only added to.
CREATE TABLE new_change_set (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES change_set (number),
    salt TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO new_change_set (number, at, author, label, undoes, previous_hash, hash)
SELECT number, at, author, label, undoes, previous_hash, hash FROM change_set;
DROP TABLE change_set;
ALTER TABLE new_change_set RENAME TO change_set;

CREATE TABLE new_change (
    change_set INTEGER NOT NULL REFERENCES change_set (number),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    ref TEXT NOT NULL,
    field TEXT,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    PRIMARY KEY (change_set, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_change (change_set, position, kind, id, ref, field, before, after)
SELECT change_set, position, kind, id, ref, field, before, after FROM change;
DROP TABLE change;
ALTER TABLE new_change RENAME TO change;

-- The highest number that a reference no longer in use had, by parent (0 for records) and prefix.
CREATE TABLE new_retired (
    parent INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (parent, prefix)
) STRICT, WITHOUT ROWID;
INSERT INTO new_retired (parent, prefix, number)
SELECT parent, prefix, number FROM retired;
DROP TABLE retired;
ALTER TABLE new_retired RENAME TO retired;

-- What stands in forms that are not saved yet; not journalled.
CREATE TABLE new_draft (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
INSERT INTO new_draft (name, at, author, kind, record, content)
SELECT name, at, author, kind, record, content FROM draft;
DROP TABLE draft;
ALTER TABLE new_draft RENAME TO draft;

CREATE INDEX organisation_parent ON organisation (parent) WHERE parent IS NOT NULL;
CREATE INDEX contact_organisation ON contact (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX agreement_organisation ON agreement (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX agreement_our_party ON agreement (our_party) WHERE our_party IS NOT NULL;
CREATE INDEX agreement_covers_target ON agreement_covers (target);
CREATE INDEX sub_processor_organisation ON sub_processor (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX measure_organisations_target ON measure_organisations (target);
CREATE INDEX activity_organisation ON activity (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX activity_measures_target ON activity_measures (target);
CREATE INDEX activity_related_target ON activity_related (target);
CREATE INDEX client_organisation ON client (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX client_via ON client (via) WHERE via IS NOT NULL;
CREATE INDEX client_agreement ON client (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX data_category_subjects_target ON data_category_subjects (target);
CREATE INDEX recipient_organisation ON recipient (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX recipient_data_categories_target ON recipient_data_categories (target);
CREATE INDEX recipient_agreement ON recipient (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX transfer_recipients_target ON transfer_recipients (target);
CREATE INDEX transfer_organisation ON transfer (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX transfer_data_categories_target ON transfer_data_categories (target);
CREATE INDEX transfer_agreement ON transfer (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX retention_data_categories_target ON retention_data_categories (target);
CREATE INDEX retention_subjects_target ON retention_subjects (target);
CREATE INDEX retention_schedule ON retention (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX retention_follows ON retention (follows) WHERE follows IS NOT NULL;
CREATE INDEX retention_provider ON retention (provider) WHERE provider IS NOT NULL;
CREATE INDEX change_set_undoes ON change_set (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_id ON change (id);
CREATE INDEX change_parent ON change (json_extract(after, '$.parent')) WHERE field IS NULL AND after IS NOT NULL;

CREATE TRIGGER change_set_is_never_updated BEFORE UPDATE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER change_set_is_never_deleted BEFORE DELETE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER change_set_is_never_replaced BEFORE INSERT ON change_set
WHEN EXISTS (SELECT 1 FROM change_set WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER change_is_never_replaced BEFORE INSERT ON change
WHEN EXISTS (SELECT 1 FROM change WHERE change_set = NEW.change_set AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

-- Views for people with any SQLite tool, 3.37 or later.

-- The European Economic Area, with the parts of member states that have country codes of their own.
CREATE VIEW eea_countries (country) AS
VALUES ('AT'), ('BE'), ('BG'), ('CY'), ('CZ'), ('DE'), ('DK'), ('EE'), ('ES'), ('FI'), ('FR'), ('GR'), ('HR'), ('HU'),
    ('IE'), ('IT'), ('LT'), ('LU'), ('LV'), ('MT'), ('NL'), ('PL'), ('PT'), ('RO'), ('SE'), ('SI'), ('SK'),
    ('IS'), ('LI'), ('NO'), ('AX'), ('GF'), ('GP'), ('MF'), ('MQ'), ('RE'), ('YT'), ('EU'), ('EEA');

-- Every record by its reference and name.
CREATE VIEW records (reference, kind, name) AS
SELECT ref, 'organisation', name FROM organisation
UNION ALL SELECT g.ref, 'agreement', o.name FROM agreement g LEFT JOIN organisation o ON o.id = g.organisation
UNION ALL SELECT ref, 'measure', name FROM measure
UNION ALL SELECT ref, 'schedule', name FROM schedule
UNION ALL SELECT ref, 'activity', name FROM activity
UNION ALL SELECT ref, 'waiver', rule FROM waiver;

-- The processing activities, one line each.
CREATE VIEW activities (activity, name, role, organisation, department, state, purposes, data_subjects, data_categories,
    recipients, transfers, retention_rules, last_reviewed_on, next_review_on) AS
SELECT a.ref, a.name, a.role, o.name, a.department, a.state,
    (SELECT group_concat(text, '; ') FROM (SELECT text FROM purpose WHERE parent = a.id ORDER BY position)),
    (SELECT group_concat(value, ', ') FROM data_subject u, json_each(u.category) WHERE u.parent = a.id),
    (SELECT group_concat(value, ', ') FROM data_category d, json_each(d.category) WHERE d.parent = a.id),
    (SELECT count(*) FROM recipient WHERE parent = a.id),
    (SELECT count(*) FROM transfer WHERE parent = a.id),
    (SELECT count(*) FROM retention WHERE parent = a.id),
    a.last_reviewed_on, a.next_review_on
FROM activity a LEFT JOIN organisation o ON o.id = a.organisation;

-- Every recipient, with the countries recorded of it; where none are, that of its organisation.
CREATE VIEW recipient_countries (activity, activity_name, recipient, name, role, country, recorded_in) AS
SELECT a.ref, a.name, c.ref, coalesce(o.name, c.category), c.role, json_each.value, 'recipient'
FROM recipient c JOIN activity a ON a.id = c.parent LEFT JOIN organisation o ON o.id = c.organisation,
    json_each(c.countries)
UNION ALL
SELECT a.ref, a.name, c.ref, o.name, c.role, o.country, 'organisation'
FROM recipient c JOIN activity a ON a.id = c.parent JOIN organisation o ON o.id = c.organisation
WHERE c.countries IS NULL AND o.country IS NOT NULL
UNION ALL
SELECT a.ref, a.name, t.ref,
    coalesce(o.name, t.international_organisation, (SELECT group_concat(coalesce(ro.name, r.category), ', ')
        FROM transfer_recipients l JOIN recipient r ON r.id = l.target LEFT JOIN organisation ro ON ro.id = r.organisation
        WHERE l.holder = t.id)),
    NULL, coalesce(t.country, t.international_organisation), 'transfer'
FROM transfer t JOIN activity a ON a.id = t.parent LEFT JOIN organisation o ON o.id = t.organisation
WHERE coalesce(t.country, t.international_organisation) IS NOT NULL AND t.state IS NOT 'denied'
UNION ALL
SELECT DISTINCT a.ref, a.name, c.ref, coalesce(qo.name, q.name), 'sub_processor', place.value, 'agreement ' || g.ref
FROM recipient c JOIN activity a ON a.id = c.parent JOIN agreement g ON g.id = c.agreement
    JOIN sub_processor q ON q.parent = g.id LEFT JOIN organisation qo ON qo.id = q.organisation,
    json_each(coalesce(q.countries, json_array(qo.country))) place
WHERE place.value IS NOT NULL;

-- Who receives data outside the EEA.
CREATE VIEW recipients_outside_eea AS
SELECT * FROM recipient_countries WHERE country NOT IN (SELECT country FROM eea_countries);

-- Transfers by the country or the international organisation they go to.
CREATE VIEW transfers_by_country (country, activity, activity_name, transfer, state, recipients, mechanisms, instrument,
    valid_until) AS
SELECT coalesce(t.country, t.international_organisation), a.ref, a.name, t.ref, t.state,
    (SELECT group_concat(coalesce(ro.name, r.category), ', ')
        FROM transfer_recipients l JOIN recipient r ON r.id = l.target LEFT JOIN organisation ro ON ro.id = r.organisation
        WHERE l.holder = t.id),
    (SELECT group_concat(value, ', ') FROM json_each(t.mechanisms)), t.instrument, t.valid_until
FROM transfer t JOIN activity a ON a.id = t.parent
ORDER BY 1, 2, 4;

-- Every retention rule as it takes effect: a field of its own wins over that of its schedule.
CREATE VIEW retention_rules (activity, activity_name, rule, name, scope, kind, period, period_max, starts_from, rounding,
    criterion, disposition, schedule, period_none) AS
SELECT a.ref, a.name, r.ref, coalesce(r.name, s.name), r.scope,
    CASE WHEN r.kind IS NULL AND json_type(r.none, '$.kind') IS NULL THEN s.kind ELSE r.kind END,
    CASE WHEN r.period IS NULL AND json_type(r.none, '$.period') IS NULL THEN s.period ELSE r.period END,
    CASE WHEN r.period_max IS NULL AND json_type(r.none, '$.period_max') IS NULL THEN s.period_max ELSE r.period_max END,
    (SELECT group_concat(value, ', ') FROM json_each(
        CASE WHEN r.start IS NULL AND json_type(r.none, '$.start') IS NULL THEN s.start ELSE r.start END)),
    CASE WHEN r.rounding IS NULL AND json_type(r.none, '$.rounding') IS NULL THEN s.rounding ELSE r.rounding END,
    CASE WHEN r.criterion IS NULL AND json_type(r.none, '$.criterion') IS NULL THEN s.criterion ELSE r.criterion END,
    CASE WHEN r.disposition IS NULL AND json_type(r.none, '$.disposition') IS NULL THEN s.disposition
        ELSE r.disposition END,
    s.ref,
    CASE WHEN r.period IS NULL AND (s.period IS NULL OR json_type(r.none, '$.period') IS NOT NULL)
        THEN coalesce(json_extract(r.none, '$.period'), json_extract(s.none, '$.period')) END
FROM retention r JOIN activity a ON a.id = r.parent LEFT JOIN schedule s ON s.id = r.schedule;

-- Rules that ought to have a period and have none, neither of their own nor of a schedule.
CREATE VIEW rules_without_period AS
SELECT activity, activity_name, rule, name, scope, kind, criterion, schedule, period_none
FROM retention_rules
WHERE period IS NULL AND period_max IS NULL
    AND (kind IS NULL OR kind NOT IN ('event', 'criterion', 'permanent', 'not_stored'));

-- Processors and their processors, with the activities they work in and the contract.
CREATE VIEW processors (organisation, name, country, role, service, activity, activity_name, agreement, agreement_status,
    agreement_valid_until) AS
SELECT o.ref, coalesce(o.name, c.category), o.country, c.role, c.service, a.ref, a.name, g.ref, g.status, g.valid_until
FROM recipient c JOIN activity a ON a.id = c.parent LEFT JOIN organisation o ON o.id = c.organisation
    LEFT JOIN agreement g ON g.id = c.agreement
WHERE c.role IN ('processor', 'sub_processor');

-- The journal, one line for each change.
CREATE VIEW history (number, at, author, label, undoes, kind, reference, field, before, after) AS
SELECT s.number, s.at, s.author, s.label, s.undoes, c.kind, c.ref, c.field, c.before, c.after
FROM change_set s JOIN change c ON c.change_set = s.number;

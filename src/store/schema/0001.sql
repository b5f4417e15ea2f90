-- The register, version 1. Every statement here stands for good: a later version adds its own file.
-- A table for each kind of record or row; a column for each field. Lists of plain words are JSON arrays, references
-- are the numbers of their records, "none" says which fields are none on purpose and why.
-- Foreign keys are checked at the end of a save, so that a save may write in any order.

CREATE TABLE register (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    register_id TEXT,
    title TEXT,
    language TEXT CHECK (language IN ('en', 'sv')),
    default_review_interval TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    trading_names TEXT CHECK (json_valid(trading_names)),
    registration_number TEXT,
    vat_number TEXT,
    phone TEXT,
    email TEXT,
    website TEXT,
    addresses TEXT CHECK (json_valid(addresses)),
    country TEXT,
    ours INTEGER CHECK (ours IN (0, 1)),
    parent INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    public_authority INTEGER CHECK (public_authority IN (0, 1)),
    employees INTEGER,
    supervisory_authority TEXT CHECK (json_valid(supervisory_authority)),
    category TEXT CHECK (json_valid(category)),
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE INDEX organisation_parent ON organisation (parent) WHERE parent IS NOT NULL;

CREATE TABLE contact (
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
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE INDEX contact_organisation ON contact (organisation) WHERE organisation IS NOT NULL;

CREATE TABLE time_limit (
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
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE agreement (
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
    modules TEXT CHECK (json_valid(modules)),
    signed_on TEXT,
    valid_until TEXT,
    review_on TEXT,
    covers_all INTEGER CHECK (covers_all IN (0, 1)),
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE INDEX agreement_organisation ON agreement (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX agreement_our_party ON agreement (our_party) WHERE our_party IS NOT NULL;
CREATE TABLE agreement_documents (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_covers (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_covers_target ON agreement_covers (target);

CREATE TABLE sub_processor (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    service TEXT,
    countries TEXT CHECK (json_valid(countries)),
    authorisation TEXT CHECK (authorisation IN ('specific', 'general')),
    authorised_on TEXT,
    objection_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE INDEX sub_processor_organisation ON sub_processor (organisation) WHERE organisation IS NOT NULL;

CREATE TABLE measure (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    description TEXT,
    kind TEXT CHECK (kind IN ('pseudonymisation', 'encryption', 'access_control', 'logging', 'availability', 'restoring', 'integrity', 'testing', 'physical', 'minimisation', 'supplier_control', 'organisational')),
    planned INTEGER CHECK (planned IN (0, 1)),
    implemented_on TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE TABLE measure_organisations (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX measure_organisations_target ON measure_organisations (target);

CREATE TABLE measure_documents (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE TABLE schedule_disposal_decision (
    holder INTEGER NOT NULL REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
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
    systems TEXT CHECK (json_valid(systems)),
    countries TEXT CHECK (json_valid(countries)),
    source TEXT CHECK (json_valid(source)),
    automated_decisions INTEGER CHECK (automated_decisions IN (0, 1)),
    profiling INTEGER CHECK (profiling IN (0, 1)),
    automated_decisions_logic TEXT,
    automated_decisions_effects TEXT,
    age_limit INTEGER,
    online_service INTEGER CHECK (online_service IN (0, 1)),
    dpia_criteria TEXT CHECK (json_valid(dpia_criteria)),
    dpia_required TEXT CHECK (dpia_required IN ('yes', 'no', 'unclear')),
    dpia_status TEXT CHECK (dpia_status IN ('not_started', 'ongoing', 'done')),
    dpia_done_on TEXT,
    dpia_review_on TEXT,
    dpia_residual_risk TEXT CHECK (dpia_residual_risk IN ('low', 'medium', 'high')),
    prior_consultation_on TEXT,
    opt_out TEXT CHECK (json_valid(opt_out)),
    rights_restricted TEXT,
    measures_text TEXT,
    review_interval TEXT,
    last_reviewed_on TEXT,
    next_review_on TEXT,
    provenance TEXT,
    tags TEXT CHECK (json_valid(tags)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;

CREATE INDEX activity_organisation ON activity (organisation) WHERE organisation IS NOT NULL;
CREATE TABLE activity_dpia_documents (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity_notices (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity_measures (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_measures_target ON activity_measures (target);

CREATE TABLE activity_documents (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity_related (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_related_target ON activity_related (target);

CREATE TABLE client (
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
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE INDEX client_organisation ON client (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX client_via ON client (via) WHERE via IS NOT NULL;
CREATE INDEX client_agreement ON client (agreement) WHERE agreement IS NOT NULL;

CREATE TABLE purpose (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    text TEXT,
    legal_bases TEXT CHECK (json_valid(legal_bases)),
    laws TEXT CHECK (json_valid(laws)),
    legitimate_interest TEXT,
    lia_reference TEXT,
    lia_on TEXT,
    consent_proof TEXT,
    consent_withdrawal TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE data_subject (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (json_valid(category)),
    children INTEGER CHECK (children IN (0, 1)),
    vulnerable INTEGER CHECK (vulnerable IN (0, 1)),
    number TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE data_category (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (json_valid(category)),
    items TEXT,
    kind TEXT CHECK (kind IN ('ordinary', 'special', 'may_be_special', 'criminal', 'national_id', 'anonymous')),
    special_kinds TEXT CHECK (json_valid(special_kinds)),
    art9_conditions TEXT CHECK (json_valid(art9_conditions)),
    laws TEXT CHECK (json_valid(laws)),
    only_if TEXT,
    secrecy TEXT,
    protected_identity INTEGER CHECK (protected_identity IN (0, 1)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE data_category_subjects (
    holder INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX data_category_subjects_target ON data_category_subjects (target);

CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    role TEXT CHECK (role IN ('processor', 'sub_processor', 'controller', 'joint_controller', 'authority', 'group_company', 'internal', 'customer', 'public', 'data_subject', 'acquirer', 'other')),
    service TEXT,
    countries TEXT CHECK (json_valid(countries)),
    purpose TEXT,
    only_if TEXT,
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE INDEX recipient_organisation ON recipient (organisation) WHERE organisation IS NOT NULL;
CREATE TABLE recipient_data_categories (
    holder INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_data_categories_target ON recipient_data_categories (target);

CREATE INDEX recipient_agreement ON recipient (agreement) WHERE agreement IS NOT NULL;

CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    state TEXT CHECK (state IN ('actual', 'possible', 'planned', 'denied')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    country TEXT,
    international_organisation TEXT,
    mechanisms TEXT CHECK (json_valid(mechanisms)),
    instrument TEXT,
    modules TEXT CHECK (json_valid(modules)),
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    assessed_on TEXT,
    supplementary_measures TEXT,
    art49_assessment TEXT,
    art49_safeguards TEXT,
    valid_from TEXT,
    valid_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE transfer_recipients (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_recipients_target ON transfer_recipients (target);

CREATE INDEX transfer_organisation ON transfer (organisation) WHERE organisation IS NOT NULL;
CREATE TABLE transfer_data_categories (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_data_categories_target ON transfer_data_categories (target);

CREATE INDEX transfer_agreement ON transfer (agreement) WHERE agreement IS NOT NULL;
CREATE TABLE transfer_conditions (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    condition TEXT,
    answer TEXT CHECK (answer IN ('yes', 'no')),
    checked_on TEXT,
    note TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer_assessment (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention (
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
    places TEXT CHECK (json_valid(places)),
    provider INTEGER REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    provider_stated TEXT,
    declared_type TEXT,
    mode TEXT CHECK (mode IN ('batch', 'rolling')),
    check_interval TEXT,
    last_checked_on TEXT,
    check_results TEXT,
    hold_reason TEXT,
    hold_since TEXT,
    hold_review_on TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE retention_data_categories (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_data_categories_target ON retention_data_categories (target);

CREATE TABLE retention_subjects (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_subjects_target ON retention_subjects (target);

CREATE INDEX retention_schedule ON retention (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX retention_follows ON retention (follows) WHERE follows IS NOT NULL;
CREATE INDEX retention_provider ON retention (provider) WHERE provider IS NOT NULL;
CREATE TABLE retention_disposal_decision (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE holding (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    started_on TEXT,
    hold_reason TEXT,
    hold_since TEXT,
    hold_review_on TEXT,
    extended_until TEXT,
    extended_because TEXT,
    extended_law TEXT CHECK (json_valid(extended_law)),
    disposed_on TEXT,
    disposed_by TEXT,
    method TEXT,
    evidence TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (json_valid(none)),
    UNIQUE (parent, ref)
) STRICT;

CREATE TABLE waiver (
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
    none TEXT CHECK (json_valid(none)),
    UNIQUE (ref)
) STRICT;


-- The journal: what was changed, by whom, when, before and after. It is only added to.

CREATE TABLE change_set (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES change_set (number),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX change_set_undoes ON change_set (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
    change_set INTEGER NOT NULL REFERENCES change_set (number),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    ref TEXT NOT NULL,
    field TEXT,
    before TEXT CHECK (json_valid(before)),
    after TEXT CHECK (json_valid(after)),
    PRIMARY KEY (change_set, position)
) STRICT, WITHOUT ROWID;

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

-- The highest number that a reference no longer in use had, by parent (0 for records) and prefix.
CREATE TABLE retired (
    parent INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (parent, prefix)
) STRICT, WITHOUT ROWID;

-- What stands in forms that are not saved yet; not journalled.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

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

-- Version 3. How records are called elsewhere, notices of an organisation, a condition of Art. 9(2) for a whole activity,
-- safeguards in words, an assessment without a day and the ground behind the first for a transfer, the first of two
-- phases of a retention period. The table of activities is built anew for the laws of the Union's institutions and of the
-- United Kingdom; foreign keys are off while this runs, so that a table can be dropped and take its name again.

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

CREATE TABLE new_activity (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    role TEXT CHECK (role IN ('controller', 'processor')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    regime TEXT CHECK (regime IN ('gdpr', 'led', 'eudpr', 'ukgdpr', 'other')),
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
    art9_conditions TEXT CHECK (art9_conditions IS NULL OR json_valid(art9_conditions)),
    art9_laws TEXT CHECK (art9_laws IS NULL OR json_valid(art9_laws)),
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
    next_review_on, provenance, tags, as_stated, notes, none, redacted)
SELECT
    id, ref, name, role, organisation, regime, regime_note, department, owner, record_status, approved_by,
    approved_on, state, started_on, ended_on, description, joint_arrangement, systems, countries, source,
    automated_decisions, profiling, automated_decisions_logic, automated_decisions_effects, age_limit,
    online_service, dpia_criteria, dpia_required, dpia_status, dpia_done_on, dpia_review_on, dpia_residual_risk,
    prior_consultation_on, opt_out, rights_restricted, measures_text, review_interval, last_reviewed_on,
    next_review_on, provenance, tags, as_stated, notes, none, redacted
FROM activity;
DROP TABLE activity;
ALTER TABLE new_activity RENAME TO activity;
CREATE INDEX activity_organisation ON activity (organisation) WHERE organisation IS NOT NULL;

ALTER TABLE transfer ADD COLUMN safeguards TEXT;
ALTER TABLE transfer ADD COLUMN fallback TEXT CHECK (fallback IS NULL OR json_valid(fallback));
ALTER TABLE transfer ADD COLUMN assessed INTEGER CHECK (assessed IN (0, 1));

ALTER TABLE retention ADD COLUMN active_period TEXT;
ALTER TABLE schedule ADD COLUMN active_period TEXT;

CREATE TABLE organisation_notices (
    holder INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation_external_ids (
    holder INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_external_ids (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_external_ids (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_external_ids (
    holder INTEGER NOT NULL REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity_external_ids (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiver_external_ids (
    holder INTEGER NOT NULL REFERENCES waiver (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;

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

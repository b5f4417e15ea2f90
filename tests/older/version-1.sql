-- A register as version 1 of the file had it, with the holds that its program recorded: the output of sqlite3's .dump.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO register VALUES(1,'register','0b6f3a58-6f51-4a0e-9a51-0d6c1a6b8a10','Register of Exempel AB','en',NULL,NULL,NULL);
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
INSERT INTO organisation VALUES(2,'O1','Exempel AB',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'SE',1,NULL,NULL,NULL,NULL,NULL,NULL,'{"contacts.dpo":"No officer is needed."}');
INSERT INTO organisation VALUES(3,'O2','Exempel Norge AS',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'NO',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO organisation VALUES(4,'O3','Löneprogram Inc.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'US',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO schedule VALUES(5,'S1','Bookkeeping','fixed','P7Y',NULL,NULL,NULL,'end_of_calendar_year',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO activity VALUES(6,'A1','Payroll','controller',2,NULL,NULL,NULL,'Head of HR',NULL,NULL,NULL,'running',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,replace('Locked cabinets\nand encrypted disks','\n',char(10)),NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"systems":"All on paper."}');
INSERT INTO activity VALUES(12,'A2','Newsletter','controller',3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO purpose VALUES(7,6,1,'P1','Pay salaries','["6-1-b","6-1-c"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO recipient VALUES(8,6,1,'C1',4,NULL,'processor',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE recipient_data_categories (
    holder INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
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
INSERT INTO transfer VALUES(9,6,1,'T1','actual',NULL,'US',NULL,'["art46-2-c"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE transfer_recipients (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_recipients VALUES(9,8,1);
CREATE TABLE transfer_data_categories (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
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
INSERT INTO retention VALUES(10,6,1,'R1','Ledgers',NULL,NULL,5,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'batch',NULL,NULL,NULL,'Dispute about pay','2026-02-15','2027-03',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(18,12,1,'R1','Subscribers',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Unless a dispute arises',NULL,NULL,'event',NULL,NULL,NULL,NULL,NULL,'["withdrawal"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"hold_since":"Not stated."}');
CREATE TABLE retention_data_categories (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE retention_subjects (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
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
INSERT INTO holding VALUES(11,10,1,'H1','2019','2019-03-01',replace('Tax audit\n2026-04-01: The audit goes on','\n',char(10)),'2026-02-02','2026-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(13,10,2,'H2','2015','2015-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,replace('Claim of a supplier\n2026-05-04: Settled','\n',char(10)),NULL);
INSERT INTO holding VALUES(14,10,3,'H3','2016','2016-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"hold_reason":"No dispute is known."}');
INSERT INTO holding VALUES(15,10,4,'H4','2017','2017-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(16,10,5,'H5','2018','2018-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(17,10,6,'H6','2019','2019-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
CREATE TABLE change_set (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES change_set (number),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO change_set VALUES(1,'2026-01-05T09:00:00+01:00','Privacy office','New register',NULL,'','4d6399ad934d4c93128dd5edc9a920a33d8f1286d44701fd6e2bcba39f859edd');
INSERT INTO change_set VALUES(2,'2026-01-05T09:00:00+01:00','Privacy office','Import of small.json',NULL,'4d6399ad934d4c93128dd5edc9a920a33d8f1286d44701fd6e2bcba39f859edd','10412d9244963e6a731e6447bfcfa8ef532aecc5a26bf831c8e03b07c1d77007');
INSERT INTO change_set VALUES(3,'2026-01-06T09:00:00+01:00','Privacy office','Holdings under Ledgers (A1/R1): 2015 – 2019',NULL,'10412d9244963e6a731e6447bfcfa8ef532aecc5a26bf831c8e03b07c1d77007','4094ee121b9a9f0eabc8a0c90a1e8ac47179d3feff0a4585f02bda13f00a0381');
INSERT INTO change_set VALUES(4,'2026-02-02T09:00:00+01:00','Privacy office','Legal hold on 2019 (A1/R1/H1)',NULL,'4094ee121b9a9f0eabc8a0c90a1e8ac47179d3feff0a4585f02bda13f00a0381','cd67c043f585d10a4eaa6a3244d2571d8b173266db655fd7fffaca39d3391a27');
INSERT INTO change_set VALUES(5,'2026-02-03T09:00:00+01:00','Privacy office','Legal hold on 2015 (A1/R1/H2)',NULL,'cd67c043f585d10a4eaa6a3244d2571d8b173266db655fd7fffaca39d3391a27','901a605eb61b672a992cbf75e1164e34f123f68cfd6c5203eb77ea13c9fe4f4f');
INSERT INTO change_set VALUES(6,'2026-03-02T09:00:00+01:00','Privacy office','Legal hold on Ledgers (A1/R1)',NULL,'901a605eb61b672a992cbf75e1164e34f123f68cfd6c5203eb77ea13c9fe4f4f','aeda5d17aa113eb9536798cb5b0e827f8af40cd9216d0ad54bd4bbe755fc2fbc');
INSERT INTO change_set VALUES(7,'2026-04-01T09:00:00+01:00','Privacy office','Legal hold on 2019 (A1/R1/H1)',NULL,'aeda5d17aa113eb9536798cb5b0e827f8af40cd9216d0ad54bd4bbe755fc2fbc','158b476036243e200bc6e1b4b68657b3c700124e70f602a8341d2b0556742463');
INSERT INTO change_set VALUES(8,'2026-05-04T09:00:00+01:00','Privacy office','Legal hold lifted from 2015 (A1/R1/H2)',NULL,'158b476036243e200bc6e1b4b68657b3c700124e70f602a8341d2b0556742463','cac1b2cdd253501705826b707059642370e1f34c7002704e8600200991b82438');
INSERT INTO change_set VALUES(9,'2026-06-02T09:00:00+01:00','Privacy office','Import of e2.json',NULL,'cac1b2cdd253501705826b707059642370e1f34c7002704e8600200991b82438','7cf53c063cf096b2cafda3ed20105a0c35ac0d4066abccd5ff78144f3ff9f57a');
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
INSERT INTO change VALUES(1,1,'register',1,'register',NULL,NULL,'{"ref":"register","id":"8fdd3848-f7c1-4ee7-ab78-6306e2c24e10","title":"Record of processing activities, Exempel AB","language":"en","default_review_interval":"P1Y"}');
INSERT INTO change VALUES(1,2,'organisation',2,'O1',NULL,NULL,'{"ref":"O1","name":"Exempel AB","country":"SE","ours":true}');
INSERT INTO change VALUES(2,1,'organisation',3,'O2',NULL,NULL,'{"ref":"O2","name":"Exempel Norge AS","country":"NO","ours":true}');
INSERT INTO change VALUES(2,2,'organisation',4,'O3',NULL,NULL,'{"ref":"O3","name":"Löneprogram Inc.","country":"US"}');
INSERT INTO change VALUES(2,3,'schedule',5,'S1',NULL,NULL,'{"ref":"S1","name":"Bookkeeping","kind":"fixed","period":"P7Y","rounding":"end_of_calendar_year"}');
INSERT INTO change VALUES(2,4,'activity',6,'A1',NULL,NULL,'{"ref":"A1","name":"Payroll","role":"controller","organisation":"O1","owner":"Head of HR","state":"running","measures_text":"Locked cabinets\nand encrypted disks","systems":{"none":"All on paper."}}');
INSERT INTO change VALUES(2,5,'purpose',7,'A1/P1',NULL,NULL,'{"ref":"P1","parent":6,"position":1,"text":"Pay salaries","legal_bases":["6-1-b","6-1-c"]}');
INSERT INTO change VALUES(2,6,'recipient',8,'A1/C1',NULL,NULL,'{"ref":"C1","parent":6,"position":1,"organisation":"O3","role":"processor"}');
INSERT INTO change VALUES(2,7,'transfer',9,'A1/T1',NULL,NULL,'{"ref":"T1","parent":6,"position":1,"state":"actual","recipients":["C1"],"country":"US","mechanisms":["art46-2-c"]}');
INSERT INTO change VALUES(2,8,'retention',10,'A1/R1',NULL,NULL,'{"ref":"R1","parent":6,"position":1,"name":"Ledgers","schedule":"S1","mode":"batch"}');
INSERT INTO change VALUES(2,9,'holding',11,'A1/R1/H1',NULL,NULL,'{"ref":"H1","parent":10,"position":1,"name":"2019","started_on":"2019-03-01"}');
INSERT INTO change VALUES(2,10,'activity',12,'A2',NULL,NULL,'{"ref":"A2","name":"Newsletter","role":"controller","organisation":"O2"}');
INSERT INTO change VALUES(2,11,'register',1,'register','default_review_interval','"P1Y"',NULL);
INSERT INTO change VALUES(2,12,'register',1,'register','id','"8fdd3848-f7c1-4ee7-ab78-6306e2c24e10"','"0b6f3a58-6f51-4a0e-9a51-0d6c1a6b8a10"');
INSERT INTO change VALUES(2,13,'register',1,'register','title','"Record of processing activities, Exempel AB"','"Register of Exempel AB"');
INSERT INTO change VALUES(2,14,'organisation',2,'O1','contacts.dpo',NULL,'{"none":"No officer is needed."}');
INSERT INTO change VALUES(3,1,'holding',13,'A1/R1/H2',NULL,NULL,'{"ref":"H2","parent":10,"position":2,"name":"2015","started_on":"2015-12-31"}');
INSERT INTO change VALUES(3,2,'holding',14,'A1/R1/H3',NULL,NULL,'{"ref":"H3","parent":10,"position":3,"name":"2016","started_on":"2016-12-31"}');
INSERT INTO change VALUES(3,3,'holding',15,'A1/R1/H4',NULL,NULL,'{"ref":"H4","parent":10,"position":4,"name":"2017","started_on":"2017-12-31"}');
INSERT INTO change VALUES(3,4,'holding',16,'A1/R1/H5',NULL,NULL,'{"ref":"H5","parent":10,"position":5,"name":"2018","started_on":"2018-12-31"}');
INSERT INTO change VALUES(3,5,'holding',17,'A1/R1/H6',NULL,NULL,'{"ref":"H6","parent":10,"position":6,"name":"2019","started_on":"2019-12-31"}');
INSERT INTO change VALUES(4,1,'holding',11,'A1/R1/H1','hold_reason',NULL,'"Tax audit"');
INSERT INTO change VALUES(4,2,'holding',11,'A1/R1/H1','hold_since',NULL,'"2026-02-02"');
INSERT INTO change VALUES(4,3,'holding',11,'A1/R1/H1','hold_review_on',NULL,'"2026-08-31"');
INSERT INTO change VALUES(5,1,'holding',13,'A1/R1/H2','hold_reason',NULL,'"Claim of a supplier"');
INSERT INTO change VALUES(5,2,'holding',13,'A1/R1/H2','hold_since',NULL,'"2026-02-03"');
INSERT INTO change VALUES(5,3,'holding',13,'A1/R1/H2','hold_review_on',NULL,'"2026-06-30"');
INSERT INTO change VALUES(6,1,'retention',10,'A1/R1','hold_reason',NULL,'"Dispute about pay"');
INSERT INTO change VALUES(6,2,'retention',10,'A1/R1','hold_since',NULL,'"2026-02-15"');
INSERT INTO change VALUES(6,3,'retention',10,'A1/R1','hold_review_on',NULL,'"2027-03"');
INSERT INTO change VALUES(7,1,'holding',11,'A1/R1/H1','hold_reason','"Tax audit"','"Tax audit\n2026-04-01: The audit goes on"');
INSERT INTO change VALUES(7,2,'holding',11,'A1/R1/H1','hold_review_on','"2026-08-31"','"2026-12-31"');
INSERT INTO change VALUES(8,1,'holding',13,'A1/R1/H2','hold_reason','"Claim of a supplier"',NULL);
INSERT INTO change VALUES(8,2,'holding',13,'A1/R1/H2','hold_since','"2026-02-03"',NULL);
INSERT INTO change VALUES(8,3,'holding',13,'A1/R1/H2','hold_review_on','"2026-06-30"',NULL);
INSERT INTO change VALUES(8,4,'holding',13,'A1/R1/H2','notes',NULL,'"Claim of a supplier\n2026-05-04: Settled"');
INSERT INTO change VALUES(9,1,'retention',18,'A2/R1',NULL,NULL,'{"ref":"R1","parent":12,"position":1,"name":"Subscribers","hold_reason":"Unless a dispute arises","kind":"event","ends_on":["withdrawal"],"hold_since":{"none":"Not stated."}}');
INSERT INTO change VALUES(9,2,'holding',14,'A1/R1/H3','hold_reason',NULL,'{"none":"No dispute is known."}');
CREATE TABLE retired (
    parent INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (parent, prefix)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
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
CREATE VIEW eea_countries (country) AS
VALUES ('AT'), ('BE'), ('BG'), ('CY'), ('CZ'), ('DE'), ('DK'), ('EE'), ('ES'), ('FI'), ('FR'), ('GR'), ('HR'), ('HU'),
    ('IE'), ('IT'), ('LT'), ('LU'), ('LV'), ('MT'), ('NL'), ('PL'), ('PT'), ('RO'), ('SE'), ('SI'), ('SK'),
    ('IS'), ('LI'), ('NO'), ('AX'), ('GF'), ('GP'), ('MF'), ('MQ'), ('RE'), ('YT'), ('EU'), ('EEA');
CREATE VIEW records (reference, kind, name) AS
SELECT ref, 'organisation', name FROM organisation
UNION ALL SELECT g.ref, 'agreement', o.name FROM agreement g LEFT JOIN organisation o ON o.id = g.organisation
UNION ALL SELECT ref, 'measure', name FROM measure
UNION ALL SELECT ref, 'schedule', name FROM schedule
UNION ALL SELECT ref, 'activity', name FROM activity
UNION ALL SELECT ref, 'waiver', rule FROM waiver;
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
CREATE VIEW recipients_outside_eea AS
SELECT * FROM recipient_countries WHERE country NOT IN (SELECT country FROM eea_countries);
CREATE VIEW transfers_by_country (country, activity, activity_name, transfer, state, recipients, mechanisms, instrument,
    valid_until) AS
SELECT coalesce(t.country, t.international_organisation), a.ref, a.name, t.ref, t.state,
    (SELECT group_concat(coalesce(ro.name, r.category), ', ')
        FROM transfer_recipients l JOIN recipient r ON r.id = l.target LEFT JOIN organisation ro ON ro.id = r.organisation
        WHERE l.holder = t.id),
    (SELECT group_concat(value, ', ') FROM json_each(t.mechanisms)), t.instrument, t.valid_until
FROM transfer t JOIN activity a ON a.id = t.parent
ORDER BY 1, 2, 4;
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
CREATE VIEW rules_without_period AS
SELECT activity, activity_name, rule, name, scope, kind, criterion, schedule, period_none
FROM retention_rules
WHERE period IS NULL AND period_max IS NULL
    AND (kind IS NULL OR kind NOT IN ('event', 'criterion', 'permanent', 'not_stored'));
CREATE VIEW processors (organisation, name, country, role, service, activity, activity_name, agreement, agreement_status,
    agreement_valid_until) AS
SELECT o.ref, coalesce(o.name, c.category), o.country, c.role, c.service, a.ref, a.name, g.ref, g.status, g.valid_until
FROM recipient c JOIN activity a ON a.id = c.parent LEFT JOIN organisation o ON o.id = c.organisation
    LEFT JOIN agreement g ON g.id = c.agreement
WHERE c.role IN ('processor', 'sub_processor');
CREATE VIEW history (number, at, author, label, undoes, kind, reference, field, before, after) AS
SELECT s.number, s.at, s.author, s.label, s.undoes, c.kind, c.ref, c.field, c.before, c.after
FROM change_set s JOIN change c ON c.change_set = s.number;
COMMIT;
PRAGMA application_id = 1919905889;
PRAGMA user_version = 1;

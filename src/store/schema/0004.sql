-- Version 4. Questionnaires that are out and named states, as rows of the register's own data; the activity that one was
-- copied from, and in which state.

CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    department TEXT,
    owner TEXT,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    sent_on TEXT,
    due_on TEXT,
    answered_on TEXT,
    by TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
CREATE INDEX request_organisation ON request (organisation) WHERE organisation IS NOT NULL;

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    change INTEGER,
    hash TEXT,
    made_on TEXT,
    by TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;

ALTER TABLE activity ADD COLUMN origin INTEGER REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE activity ADD COLUMN origin_state TEXT;
CREATE INDEX activity_origin ON activity (origin) WHERE origin IS NOT NULL;

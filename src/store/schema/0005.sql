-- Version 5. What the imports of each source read, record by record: the state that both sides go back to when the source
-- comes again. A change set is null where an import changed nothing.

CREATE TABLE source_reading (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    change_set INTEGER REFERENCES change_set (number) DEFERRABLE INITIALLY DEFERRED,
    record INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX source_reading_record ON source_reading (source, record);

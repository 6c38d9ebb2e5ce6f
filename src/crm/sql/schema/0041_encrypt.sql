-- Encrypted fields: which they are, the marks by which whole values are found, and how far a change of keys has come.

ALTER TABLE field ADD COLUMN encrypted BOOLEAN NOT NULL DEFAULT FALSE;

-- An HMAC of the value, so that a filter finds it by index and nobody reads it.
CREATE TABLE field_mark (
    module    TEXT NOT NULL,
    field     TEXT NOT NULL,
    mark      TEXT COLLATE "C" NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (module, field, mark, record_id)
);
CREATE INDEX field_mark_by_record ON field_mark (record_id);

-- One row for each place whose values are being sealed anew: under which key, and what was done last.
CREATE TABLE reseal (
    place    TEXT PRIMARY KEY,
    key_id   TEXT NOT NULL,
    after_id BIGINT NOT NULL DEFAULT 0,
    done     BIGINT NOT NULL DEFAULT 0,
    ended_at TIMESTAMPTZ
);

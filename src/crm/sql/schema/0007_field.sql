-- Fields that an administrator adds to a module.

CREATE TABLE field (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    module        TEXT NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    label_zh      TEXT,
    label_en      TEXT,
    help_zh       TEXT,
    help_en       TEXT,
    required      BOOLEAN NOT NULL DEFAULT FALSE,
    is_unique     BOOLEAN NOT NULL DEFAULT FALSE,
    searched      BOOLEAN NOT NULL DEFAULT FALSE,
    listed        BOOLEAN NOT NULL DEFAULT FALSE,
    indexed       BOOLEAN NOT NULL DEFAULT FALSE,
    fallback      TEXT,
    choices       JSONB NOT NULL DEFAULT '[]',
    target        TEXT,
    currency      TEXT,
    places        INTEGER,
    longest       INTEGER,
    formula       TEXT,
    result        TEXT,
    position      INTEGER NOT NULL DEFAULT 0,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
-- A removed field keeps its name: its values are still there.
CREATE UNIQUE INDEX field_name ON field (module, name);
CREATE INDEX field_by_position ON field (position, id);
CREATE INDEX field_by_sort_key ON field (sort_key, id);
CREATE INDEX field_by_updated ON field (updated_at, id);
CREATE INDEX field_by_created ON field (created_at, id);

-- Values of unique fields: who comes second at the same moment is stopped by the key.
CREATE TABLE field_key (
    module    TEXT NOT NULL,
    field     TEXT NOT NULL,
    value     TEXT COLLATE "C" NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (module, field, value)
);
CREATE INDEX field_key_by_record ON field_key (record_id);

-- Which records have a value of a field of several choices, kept beside the list in the record itself so that lists filter by index.
CREATE TABLE field_choice (
    module    TEXT NOT NULL,
    field     TEXT NOT NULL,
    value     TEXT COLLATE "C" NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (module, field, value, record_id)
);
CREATE INDEX field_choice_by_record ON field_choice (record_id, field, value);

-- The next number of a field that counts, and of each of its periods (202611).
CREATE TABLE field_number (
    module TEXT NOT NULL,
    field  TEXT NOT NULL,
    period TEXT NOT NULL DEFAULT '',
    next   BIGINT NOT NULL,
    PRIMARY KEY (module, field, period)
);

-- :only postgresql
-- Immutable, so that an index can be made of them; ISO days and moments in UTC, as they are stored.
CREATE FUNCTION added_day(value TEXT) RETURNS DATE LANGUAGE SQL IMMUTABLE PARALLEL SAFE
RETURN make_date(CAST(substr(value, 1, 4) AS INTEGER), CAST(substr(value, 6, 2) AS INTEGER), CAST(substr(value, 9, 2) AS INTEGER));
CREATE FUNCTION added_moment(value TEXT) RETURNS TIMESTAMPTZ LANGUAGE SQL IMMUTABLE PARALLEL SAFE
RETURN make_timestamp(CAST(substr(value, 1, 4) AS INTEGER), CAST(substr(value, 6, 2) AS INTEGER), CAST(substr(value, 9, 2) AS INTEGER),
    CAST(substr(value, 12, 2) AS INTEGER), CAST(substr(value, 15, 2) AS INTEGER), CAST(substr(value, 18, 9) AS DOUBLE PRECISION)) AT TIME ZONE 'UTC';
-- :end

-- The configuration as a document, and what an installation comes to: its storage, its statements, its use.

-- Documents that somebody read in, until he has compared them.
CREATE TABLE configuration_file (
    token      TEXT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    document   JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX configuration_file_by_created ON configuration_file (created_at);
CREATE INDEX configuration_file_by_user ON configuration_file (user_id);

-- The change sets of a few modules among millions of others: the history of the configuration.
CREATE INDEX change_set_by_module ON change_set (module, id);

-- How large what was on the evening of a day; kind: table, index, file, database.
CREATE TABLE storage_sample (
    day   DATE NOT NULL,
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (day, kind, name)
);

-- What statements took, added up by day and by how long they took: bucket n holds those below 2^n tenths of a millisecond.
CREATE TABLE statement_load (
    day     DATE NOT NULL,
    label   TEXT NOT NULL,
    bucket  INTEGER NOT NULL,
    calls   BIGINT NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    slowest DOUBLE PRECISION NOT NULL,
    rows    BIGINT NOT NULL,
    PRIMARY KEY (day, label, bucket)
);

-- How much whom: requests of people and of their programs; token_id 0 is a browser.
CREATE TABLE usage_day (
    day      DATE NOT NULL,
    user_id  BIGINT NOT NULL,
    token_id BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    PRIMARY KEY (day, user_id, token_id)
);

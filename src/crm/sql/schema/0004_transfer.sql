-- Imports: the uploaded file, how it is read, how far it got, and what was wrong with which line.

CREATE TABLE import_run (
    id         BIGINT PRIMARY KEY,
    module     TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    path       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    encoding   TEXT,
    delimiter  TEXT,
    sheet      TEXT,
    sheets     JSONB NOT NULL DEFAULT '[]',
    header     JSONB NOT NULL,
    mapping    JSONB NOT NULL,
    options    JSONB NOT NULL DEFAULT '{}',
    fixes      JSONB NOT NULL DEFAULT '{}',
    state      TEXT NOT NULL DEFAULT 'draft',
    estimated  BIGINT NOT NULL DEFAULT 0,
    position   BIGINT NOT NULL DEFAULT 0,
    created    BIGINT NOT NULL DEFAULT 0,
    updated    BIGINT NOT NULL DEFAULT 0,
    skipped    BIGINT NOT NULL DEFAULT 0,
    failed     BIGINT NOT NULL DEFAULT 0,
    companies  BIGINT NOT NULL DEFAULT 0,
    group_id   BIGINT,
    actor_id   BIGINT NOT NULL,
    error      JSONB,
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    ended_at   TIMESTAMPTZ
);
CREATE INDEX import_run_by_actor ON import_run (actor_id, id);

CREATE TABLE import_problem (
    run_id    BIGINT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    line      BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    outcome   TEXT NOT NULL,
    header    TEXT NOT NULL DEFAULT '',
    value     TEXT NOT NULL DEFAULT '',
    reason    JSONB NOT NULL,
    record_id BIGINT,
    PRIMARY KEY (run_id, line, position)
);

-- :only sqlite
-- A batch of an import is indexed in one piece of up to 16 MB, and pieces are merged less often: a third faster. They are merged bit by
-- bit with what is written later: all of a level at once would hold up whoever just writes, and fill the WAL with 150 MB.
INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 16777216);
INSERT INTO search_text (search_text, rank) VALUES ('automerge', 16);
INSERT INTO search_text (search_text, rank) VALUES ('crisismerge', 64);
-- :end

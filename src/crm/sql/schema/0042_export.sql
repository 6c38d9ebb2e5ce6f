-- Large exports: who asked for which records, what for, and whether they may be taken away.
CREATE TABLE export_request (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    module        TEXT NOT NULL,
    form          TEXT NOT NULL,
    found         BIGINT NOT NULL,
    reason        TEXT,
    state         TEXT NOT NULL,
    wanted        JSONB NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX export_request_by_sort_key ON export_request (sort_key, id);
CREATE INDEX export_request_by_found ON export_request (found, id);
CREATE INDEX export_request_by_state ON export_request (state, created_at, id);
CREATE INDEX export_request_by_created ON export_request (created_at, id);
CREATE INDEX export_request_by_updated ON export_request (updated_at, id);
CREATE INDEX export_request_by_owner ON export_request (owner_id, created_at, id);
CREATE INDEX export_request_by_department ON export_request (department_id, created_at, id);

-- Name and time of whoever looks at it stand across every page.
ALTER TABLE role ADD COLUMN screen_mark BOOLEAN NOT NULL DEFAULT FALSE;

-- Files: contents by hash, and the records that they are attached to.

CREATE TABLE file (
    id             BIGINT PRIMARY KEY,
    version        INTEGER NOT NULL DEFAULT 1,
    sort_key       TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    remark         TEXT,
    subject_module TEXT,
    subject_id     BIGINT,
    entry_id       BIGINT, -- the activity that it came with
    digest         TEXT NOT NULL,
    size           BIGINT NOT NULL,
    media          TEXT NOT NULL,
    owner_id       BIGINT,
    department_id  BIGINT,
    created_at     TIMESTAMPTZ NOT NULL,
    created_by     BIGINT,
    updated_at     TIMESTAMPTZ NOT NULL,
    updated_by     BIGINT,
    touched_at     TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX file_by_created ON file (created_at, id);
CREATE INDEX file_by_updated ON file (updated_at, id);
CREATE INDEX file_by_sort_key ON file (sort_key, id);
CREATE INDEX file_by_owner ON file (owner_id, created_at, id);
CREATE INDEX file_by_department ON file (department_id, created_at, id);
CREATE INDEX file_by_subject ON file (subject_module, subject_id, created_at, id);
CREATE INDEX file_by_entry ON file (entry_id, created_at, id) WHERE entry_id IS NOT NULL;
CREATE INDEX file_by_nowhere ON file (created_at, id) WHERE subject_id IS NULL;
CREATE INDEX file_by_digest ON file (digest);

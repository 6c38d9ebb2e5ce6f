-- The record page: followers, stars, drafts of what is being typed, lists one walks along, layouts by module and role.

-- What one person wants to hear of (kind follow) or find again (kind star).
CREATE TABLE follow (
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    record_id  BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    module     TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, kind, record_id)
);
CREATE INDEX follow_by_record ON follow (record_id, kind, user_id);

-- What a merge moved to the record that stays, for its undo.
CREATE TABLE follow_moved (
    group_id BIGINT NOT NULL,
    user_id  BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    kept_id  BIGINT NOT NULL,
    gone_id  BIGINT NOT NULL,
    PRIMARY KEY (group_id, user_id, kind)
);
CREATE INDEX follow_moved_by_gone ON follow_moved (gone_id);

-- What somebody is typing and has not sent: one form of one record each.
CREATE TABLE draft (
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    record_id  BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    data       JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, record_id, kind)
);
CREATE INDEX draft_by_updated ON draft (updated_at);

-- The list somebody came from, as it stood then: editing a record must not change what comes next.
CREATE TABLE walk (
    user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    module  TEXT NOT NULL,
    query   TEXT NOT NULL,
    ids     JSONB NOT NULL,
    total   INTEGER NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, module)
);

-- How the record page of a module is laid out, for everybody or for the holders of one role.
CREATE TABLE layout (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    target        TEXT NOT NULL,
    role_id       BIGINT REFERENCES role (id),
    sections      TEXT NOT NULL,
    cards         TEXT,
    tiles         TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX layout_of_role ON layout (target, role_id) WHERE role_id IS NOT NULL AND removed_at IS NULL;
CREATE UNIQUE INDEX layout_of_all ON layout (target) WHERE role_id IS NULL AND removed_at IS NULL;
CREATE INDEX layout_by_sort_key ON layout (sort_key, id);
CREATE INDEX layout_by_updated ON layout (updated_at, id);

-- A pinned activity stands above the story. A task that waits says until when nothing is to be done.
ALTER TABLE activity ADD COLUMN pinned_at TIMESTAMPTZ;
ALTER TABLE activity ADD COLUMN waiting BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX activity_top_by_account ON activity (account_id, due_at, id)
 WHERE removed_at IS NULL AND (pinned_at IS NOT NULL OR (kind = 'task' AND done_at IS NULL));
CREATE INDEX activity_top_by_subject ON activity (subject_module, subject_id, due_at, id)
 WHERE removed_at IS NULL AND (pinned_at IS NOT NULL OR (kind = 'task' AND done_at IS NULL));

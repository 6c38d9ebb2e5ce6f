-- The platform: who works here, what they may do, and what they did.
-- Written for PostgreSQL; dao/kit/migration.py says how the words are read for SQLite.

-- :only sqlite
CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO sequence (name, next) VALUES ('record_id', 1);
-- :end
-- :only postgresql
CREATE SEQUENCE record_id;
-- :end

CREATE TABLE stamp (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO stamp (name, value) VALUES ('access', 1);

CREATE TABLE department (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    parent_id     BIGINT REFERENCES department (id),
    manager_id    BIGINT,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX department_by_parent ON department (parent_id);
CREATE INDEX department_by_sort_key ON department (sort_key, id);
CREATE INDEX department_by_updated ON department (updated_at, id);

-- Every department with everything above it, itself included.
CREATE TABLE department_tree (
    above_id BIGINT NOT NULL,
    below_id BIGINT NOT NULL,
    depth    INTEGER NOT NULL,
    PRIMARY KEY (above_id, below_id)
);
CREATE INDEX department_tree_by_below ON department_tree (below_id, above_id);

CREATE TABLE app_user (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    account       TEXT NOT NULL,
    mail          TEXT,
    phone         TEXT,
    title         TEXT,
    roles         JSONB NOT NULL DEFAULT '[]',
    state         TEXT NOT NULL DEFAULT 'active',
    language      TEXT NOT NULL DEFAULT 'zh',
    timezone      TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    theme         TEXT NOT NULL DEFAULT 'auto',
    density       TEXT NOT NULL DEFAULT 'comfortable',
    keys          JSONB NOT NULL DEFAULT '{}',
    owner_id      BIGINT,
    department_id BIGINT REFERENCES department (id),
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX app_user_account ON app_user (lower(account)) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX app_user_mail ON app_user (lower(mail)) WHERE mail IS NOT NULL AND removed_at IS NULL;
CREATE INDEX app_user_by_department ON app_user (department_id, id);
CREATE INDEX app_user_by_sort_key ON app_user (sort_key, id);
CREATE INDEX app_user_by_updated ON app_user (updated_at, id);

-- Never journalled, never shown: apart from the user's row on purpose.
CREATE TABLE credential (
    user_id       BIGINT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    password_hash TEXT NOT NULL,
    changed_at    TIMESTAMPTZ NOT NULL,
    must_change   BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE role (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    remark        TEXT,
    administrator BOOLEAN NOT NULL DEFAULT FALSE,
    grants        JSONB NOT NULL DEFAULT '{}',
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX role_name ON role (name) WHERE removed_at IS NULL;
CREATE INDEX role_by_sort_key ON role (sort_key, id);
CREATE INDEX role_by_updated ON role (updated_at, id);

CREATE TABLE user_role (
    user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    role_id BIGINT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, role_id)
);
CREATE INDEX user_role_by_role ON user_role (role_id, user_id);

-- Who sees what lies in a public pool: people, roles, and departments with all below them.
CREATE TABLE pool_door (
    pool_id   BIGINT NOT NULL,
    module    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    holder_id BIGINT NOT NULL,
    PRIMARY KEY (pool_id, kind, holder_id)
);
CREATE INDEX pool_door_by_holder ON pool_door (kind, holder_id);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at    TIMESTAMPTZ NOT NULL,
    proven_at  TIMESTAMPTZ NOT NULL,
    address    TEXT,
    agent      TEXT
);
CREATE INDEX session_by_user ON session (user_id, seen_at);
CREATE INDEX session_by_seen ON session (seen_at);

CREATE TABLE sign_in_failure (
    id      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    subject TEXT NOT NULL,
    at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_failure_by_subject ON sign_in_failure (subject, at);
CREATE INDEX sign_in_failure_by_at ON sign_in_failure (at);

CREATE TABLE password_reset (
    token_hash TEXT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ
);

CREATE TABLE security_event (
    id      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at      TIMESTAMPTZ NOT NULL,
    kind    TEXT NOT NULL,
    user_id BIGINT,
    address TEXT,
    detail  JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX security_event_by_at ON security_event (at, id);

-- What somebody typed while his session ran out; given back after sign-in.
CREATE TABLE held_form (
    token_hash TEXT PRIMARY KEY,
    user_id    BIGINT NOT NULL,
    path       TEXT NOT NULL,
    data       JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX held_form_by_created ON held_form (created_at);

-- One create per key: a double click or a retried request finds the record already made.
CREATE TABLE once_key (
    key        TEXT NOT NULL,
    user_id    BIGINT NOT NULL,
    module     TEXT NOT NULL,
    record_id  BIGINT NOT NULL,
    digest     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX once_key_by_created ON once_key (created_at);

CREATE TABLE api_token (
    id           BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    user_id      BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    scopes       JSONB NOT NULL DEFAULT '[]',
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ
);
CREATE INDEX api_token_by_user ON api_token (user_id, id);

CREATE TABLE change_set (
    id         BIGINT PRIMARY KEY,
    at         TIMESTAMPTZ NOT NULL,
    actor_id   BIGINT NOT NULL,
    source     TEXT NOT NULL,
    verb       TEXT NOT NULL,
    module     TEXT NOT NULL,
    title      TEXT NOT NULL,
    count      INTEGER NOT NULL,
    reason     TEXT,
    request_id TEXT,
    undoes_id  BIGINT REFERENCES change_set (id),
    group_id   BIGINT,
    digest     TEXT NOT NULL,
    hash       TEXT NOT NULL
);
CREATE INDEX change_set_by_at ON change_set (at, id);
CREATE INDEX change_set_by_actor ON change_set (actor_id, id);
CREATE INDEX change_set_by_undoes ON change_set (undoes_id);
CREATE INDEX change_set_by_group ON change_set (group_id, id);

-- field NULL: the whole row, as it was before (removed) or as it is after (created).
CREATE TABLE change_item (
    change_set_id BIGINT NOT NULL REFERENCES change_set (id),
    position      INTEGER NOT NULL,
    module        TEXT NOT NULL,
    record_id     BIGINT NOT NULL,
    version       INTEGER NOT NULL,
    field         TEXT,
    before        JSONB,
    after         JSONB,
    PRIMARY KEY (change_set_id, position)
);
CREATE INDEX change_item_by_record ON change_item (module, record_id, change_set_id);

-- The end of the chain. Its one row is what two writers wait for.
CREATE TABLE journal_head (
    id            INTEGER PRIMARY KEY,
    change_set_id BIGINT NOT NULL,
    hash          TEXT NOT NULL
);
INSERT INTO journal_head (id, change_set_id, hash) VALUES (1, 0, '');

CREATE TABLE setting (
    name       TEXT PRIMARY KEY,
    value      JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by BIGINT
);

-- Customers, the people there, what they are marked with, and what was done with them.

CREATE TABLE account (
    id             BIGINT PRIMARY KEY,
    version        INTEGER NOT NULL DEFAULT 1,
    sort_key       TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    grade          TEXT,
    stage          TEXT,
    stage_at       TIMESTAMPTZ,
    source         TEXT,
    industry       TEXT,
    phone          TEXT,
    mail           TEXT,
    website        TEXT,
    province       TEXT,
    city           TEXT,
    district       TEXT,
    address        TEXT,
    tax_id         TEXT,
    legal_person   TEXT,
    employees      BIGINT,
    founded        INTEGER,
    revenue        NUMERIC(18, 2),
    id_number      TEXT,
    gender         TEXT,
    birthday       DATE,
    parent_id      BIGINT REFERENCES account (id),
    next_follow_at DATE,
    tags           JSONB NOT NULL DEFAULT '[]',
    remark         TEXT,
    owner_id       BIGINT,
    department_id  BIGINT,
    pool_id        BIGINT,
    created_at     TIMESTAMPTZ NOT NULL,
    created_by     BIGINT,
    updated_at     TIMESTAMPTZ NOT NULL,
    updated_by     BIGINT,
    touched_at     TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX account_untagged ON account (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX account_by_tags ON account USING gin (tags) WITH (fastupdate = off);
-- :end
-- With the department and the removal in them: whoever sees many departments walks along the order by the index alone.
CREATE INDEX account_by_updated ON account (updated_at, id, department_id, removed_at);
CREATE INDEX account_by_created ON account (created_at, id, department_id, removed_at);
CREATE INDEX account_by_sort_key ON account (sort_key, id, department_id, removed_at);
-- With the other orders of a list in it: what somebody has of his own is put in any of them by the index alone.
CREATE INDEX account_by_owner ON account (owner_id, updated_at, id, removed_at, sort_key, created_at);
CREATE INDEX account_by_department ON account (department_id, updated_at, id, removed_at);
CREATE INDEX account_by_department_created ON account (department_id, created_at, id, removed_at);
CREATE INDEX account_by_department_name ON account (department_id, sort_key, id, removed_at);
CREATE INDEX account_by_grade ON account (grade, updated_at, id);
CREATE INDEX account_by_stage ON account (stage, updated_at, id);
CREATE INDEX account_by_city ON account (city, updated_at, id);
CREATE INDEX account_by_follow ON account (next_follow_at, id);
CREATE INDEX account_by_pool ON account (pool_id, updated_at, id) WHERE pool_id IS NOT NULL;
CREATE INDEX account_by_parent ON account (parent_id, updated_at, id) WHERE parent_id IS NOT NULL;

CREATE TABLE contact (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    account_id    BIGINT REFERENCES account (id),
    title         TEXT,
    role          TEXT,
    weight        INTEGER,
    gender        TEXT,
    birthday      DATE,
    phones        JSONB NOT NULL DEFAULT '[]',
    mails         JSONB NOT NULL DEFAULT '[]',
    wechat        TEXT,
    province      TEXT,
    city          TEXT,
    district      TEXT,
    address       TEXT,
    tags          JSONB NOT NULL DEFAULT '[]',
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE INDEX contact_untagged ON contact (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX contact_by_tags ON contact USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX contact_by_updated ON contact (updated_at, id, department_id, removed_at);
CREATE INDEX contact_by_created ON contact (created_at, id, department_id, removed_at);
CREATE INDEX contact_by_sort_key ON contact (sort_key, id, department_id, removed_at);
CREATE INDEX contact_by_owner ON contact (owner_id, updated_at, id, removed_at, sort_key, created_at);
CREATE INDEX contact_by_department ON contact (department_id, updated_at, id, removed_at);
CREATE INDEX contact_by_department_created ON contact (department_id, created_at, id, removed_at);
CREATE INDEX contact_by_department_name ON contact (department_id, sort_key, id, removed_at);
CREATE INDEX contact_by_account ON contact (account_id, updated_at, id) WHERE account_id IS NOT NULL;

CREATE TABLE tag (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    category      TEXT,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX tag_name ON tag (name) WHERE removed_at IS NULL;
CREATE INDEX tag_by_sort_key ON tag (sort_key, id);
CREATE INDEX tag_by_updated ON tag (updated_at, id);

CREATE TABLE activity (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    body          TEXT,
    subject_module TEXT,
    subject_id    BIGINT,
    account_id    BIGINT REFERENCES account (id),
    at            TIMESTAMPTZ NOT NULL,
    due_at        TIMESTAMPTZ,
    remind_at     TIMESTAMPTZ,
    reminded_at   TIMESTAMPTZ,
    done_at       TIMESTAMPTZ,
    result        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE INDEX activity_by_updated ON activity (updated_at, id);
CREATE INDEX activity_by_created ON activity (created_at, id);
CREATE INDEX activity_by_at ON activity (at, id);
CREATE INDEX activity_by_sort_key ON activity (sort_key, id);
CREATE INDEX activity_by_owner ON activity (owner_id, due_at, id);
CREATE INDEX activity_by_department ON activity (department_id, updated_at, id, removed_at);
CREATE INDEX activity_by_subject ON activity (subject_module, subject_id, at, id);
CREATE INDEX activity_by_account ON activity (account_id, at, id);
CREATE INDEX activity_by_due ON activity (due_at, id) WHERE done_at IS NULL;
CREATE INDEX activity_by_reminder ON activity (remind_at, id)
 WHERE done_at IS NULL AND (reminded_at IS NULL OR reminded_at < remind_at);

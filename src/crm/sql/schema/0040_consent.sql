-- Consents of people, rules of how long records are kept, and the tie between what was erased of the journal and its erasure.

CREATE TABLE consent_purpose (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    contacts      BOOLEAN NOT NULL,
    position      INTEGER NOT NULL,
    active        BOOLEAN NOT NULL,
    months        INTEGER,
    text_zh       TEXT,
    text_en       TEXT,
    edition       TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX consent_purpose_by_position ON consent_purpose (position, id);
CREATE INDEX consent_purpose_by_name ON consent_purpose (sort_key, id);
CREATE INDEX consent_purpose_by_updated ON consent_purpose (updated_at, id);
CREATE INDEX consent_purpose_by_created ON consent_purpose (created_at, id);

-- What one person agreed to or withdrew: one row a consent, given again it is another row. Its owner is the person's.
CREATE TABLE consent (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    account_id    BIGINT REFERENCES account (id),
    contact_id    BIGINT REFERENCES contact (id),
    lead_id       BIGINT REFERENCES lead (id),
    purpose_id    BIGINT NOT NULL REFERENCES consent_purpose (id),
    state         TEXT NOT NULL,
    ground        TEXT NOT NULL,
    given_on      DATE,
    way           TEXT NOT NULL,
    valid_until   DATE,
    withdrawn_on  DATE,
    text_shown    TEXT,
    edition       TEXT,
    proof         BIGINT,
    remark        TEXT,
    custom        JSONB NOT NULL DEFAULT '{}',
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX consent_by_account ON consent (account_id, purpose_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX consent_by_contact ON consent (contact_id, purpose_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX consent_by_lead ON consent (lead_id, purpose_id, id) WHERE lead_id IS NOT NULL;
CREATE INDEX consent_by_purpose ON consent (purpose_id, state, id);
CREATE INDEX consent_by_valid ON consent (valid_until, id);
CREATE INDEX consent_by_given ON consent (given_on, id);
CREATE INDEX consent_by_updated ON consent (updated_at, id);
CREATE INDEX consent_by_created ON consent (created_at, id);
CREATE INDEX consent_by_sort_key ON consent (sort_key, id);
CREATE INDEX consent_by_owner ON consent (owner_id, updated_at, id);
CREATE INDEX consent_by_department ON consent (department_id, updated_at, id);
CREATE INDEX consent_ending ON consent (owner_id, valid_until, id) WHERE state = 'given' AND valid_until IS NOT NULL;

ALTER TABLE lead_form ADD COLUMN purpose_id BIGINT REFERENCES consent_purpose (id);

-- How long records of a module are kept, and what becomes of them then.
CREATE TABLE retention_rule (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    position      INTEGER NOT NULL,
    active        BOOLEAN NOT NULL,
    days          INTEGER NOT NULL,
    since         TEXT NOT NULL,
    action        TEXT NOT NULL,
    condition     TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX retention_rule_by_position ON retention_rule (position, id);
CREATE INDEX retention_rule_by_name ON retention_rule (sort_key, id);
CREATE INDEX retention_rule_by_updated ON retention_rule (updated_at, id);
CREATE INDEX retention_rule_by_created ON retention_rule (created_at, id);

-- One night of a rule: how far it came, and what became of the records. `id` is the group of its change sets.
CREATE TABLE retention_run (
    id       BIGINT PRIMARY KEY,
    rule_id  BIGINT NOT NULL REFERENCES retention_rule (id),
    name     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    action   TEXT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    after_id BIGINT NOT NULL DEFAULT 0,
    done     INTEGER NOT NULL DEFAULT 0,
    held     INTEGER NOT NULL DEFAULT 0,
    refused  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX retention_run_by_rule ON retention_run (rule_id, id);

-- Records whose texts went and that stay themselves: no rule takes them a second time.
CREATE TABLE anonymised (
    record_id  BIGINT PRIMARY KEY,
    erasure_id BIGINT NOT NULL
);

-- Of which erasure a mark in the journal is; the erasure keeps a digest over all of its marks, and so does the journal itself.
ALTER TABLE change_item ADD COLUMN erasure_id BIGINT;
ALTER TABLE change_set ADD COLUMN erasure_id BIGINT;
CREATE INDEX change_item_by_erasure ON change_item (erasure_id, change_set_id, position) WHERE erased IS NOT NULL;
CREATE INDEX change_set_by_erasure ON change_set (erasure_id, id) WHERE erased IS NOT NULL;

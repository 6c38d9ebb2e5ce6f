-- Households, relations between people, preference cards, life-cycle history, care plans.

CREATE TABLE household (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    phone         TEXT,
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
    custom        JSONB NOT NULL DEFAULT '{}',
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX household_untagged ON household (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX household_by_tags ON household USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX household_by_updated ON household (updated_at, id);
CREATE INDEX household_by_created ON household (created_at, id);
CREATE INDEX household_by_sort_key ON household (sort_key, id);
CREATE INDEX household_by_owner ON household (owner_id, updated_at, id);
CREATE INDEX household_by_department ON household (department_id, updated_at, id);
CREATE INDEX household_by_city ON household (city, updated_at, id);

-- A member is a customer, a contact, or somebody known by name only.
CREATE TABLE household_member (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    household_id  BIGINT NOT NULL REFERENCES household (id),
    account_id    BIGINT REFERENCES account (id),
    contact_id    BIGINT REFERENCES contact (id),
    name          TEXT NOT NULL,
    relation      TEXT NOT NULL,
    birthday      DATE,
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
CREATE UNIQUE INDEX household_member_account ON household_member (household_id, account_id) WHERE removed_at IS NULL AND account_id IS NOT NULL;
CREATE UNIQUE INDEX household_member_contact ON household_member (household_id, contact_id) WHERE removed_at IS NULL AND contact_id IS NOT NULL;
CREATE UNIQUE INDEX household_member_head ON household_member (household_id) WHERE removed_at IS NULL AND relation = 'head';
CREATE INDEX household_member_by_updated ON household_member (updated_at, id);
CREATE INDEX household_member_by_created ON household_member (created_at, id);
CREATE INDEX household_member_by_sort_key ON household_member (sort_key, id);
CREATE INDEX household_member_by_owner ON household_member (owner_id, updated_at, id);
CREATE INDEX household_member_by_department ON household_member (department_id, updated_at, id);
CREATE INDEX household_member_by_household ON household_member (household_id, updated_at, id);
CREATE INDEX household_member_by_account ON household_member (account_id, updated_at, id) WHERE account_id IS NOT NULL;
CREATE INDEX household_member_by_contact ON household_member (contact_id, updated_at, id) WHERE contact_id IS NOT NULL;

-- Preference cards: the house says what is asked for; each answer is a record of its own.
CREATE TABLE preference_card (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    pack          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    position      INTEGER NOT NULL DEFAULT 0,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX preference_card_by_position ON preference_card (position, id);
CREATE INDEX preference_card_by_sort_key ON preference_card (sort_key, id);
CREATE INDEX preference_card_by_updated ON preference_card (updated_at, id);
CREATE INDEX preference_card_by_created ON preference_card (created_at, id);

CREATE TABLE preference_field (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    card_id       BIGINT NOT NULL REFERENCES preference_card (id),
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    options       TEXT,
    unit          TEXT,
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
CREATE UNIQUE INDEX preference_field_name ON preference_field (card_id, name) WHERE removed_at IS NULL;
CREATE INDEX preference_field_by_card ON preference_field (card_id, position, id);
CREATE INDEX preference_field_by_position ON preference_field (position, id);
CREATE INDEX preference_field_by_sort_key ON preference_field (sort_key, id);
CREATE INDEX preference_field_by_updated ON preference_field (updated_at, id);
CREATE INDEX preference_field_by_created ON preference_field (created_at, id);

CREATE TABLE preference (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    field_id      BIGINT NOT NULL REFERENCES preference_field (id),
    value         TEXT NOT NULL,
    account_id    BIGINT REFERENCES account (id),
    contact_id    BIGINT REFERENCES contact (id),
    source        TEXT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX preference_account ON preference (account_id, field_id) WHERE removed_at IS NULL AND account_id IS NOT NULL;
CREATE UNIQUE INDEX preference_contact ON preference (contact_id, field_id) WHERE removed_at IS NULL AND contact_id IS NOT NULL;
CREATE INDEX preference_by_field ON preference (field_id, value, id);
CREATE INDEX preference_by_updated ON preference (updated_at, id);
CREATE INDEX preference_by_created ON preference (created_at, id);
CREATE INDEX preference_by_owner ON preference (owner_id, updated_at, id);
CREATE INDEX preference_by_department ON preference (department_id, updated_at, id);

-- Relations between contacts: from one to the other.
CREATE TABLE relation (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    contact_id    BIGINT NOT NULL REFERENCES contact (id),
    kind          TEXT NOT NULL,
    other_id      BIGINT NOT NULL REFERENCES contact (id),
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    custom        JSONB NOT NULL DEFAULT '{}',
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX relation_once ON relation (contact_id, other_id, kind) WHERE removed_at IS NULL;
CREATE INDEX relation_by_other ON relation (other_id, updated_at, id);
CREATE INDEX relation_by_contact ON relation (contact_id, updated_at, id);
CREATE INDEX relation_by_updated ON relation (updated_at, id);
CREATE INDEX relation_by_created ON relation (created_at, id);
CREATE INDEX relation_by_owner ON relation (owner_id, updated_at, id);
CREATE INDEX relation_by_department ON relation (department_id, updated_at, id);

-- How often customers of a grade are to be touched.
CREATE TABLE care_plan (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    grade         TEXT NOT NULL,
    ideal_days    INTEGER NOT NULL,
    longest_days  INTEGER NOT NULL,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX care_plan_grade ON care_plan (grade) WHERE removed_at IS NULL;
CREATE INDEX care_plan_by_grade ON care_plan (grade, id);
CREATE INDEX care_plan_by_sort_key ON care_plan (sort_key, id);
CREATE INDEX care_plan_by_updated ON care_plan (updated_at, id);
CREATE INDEX care_plan_by_created ON care_plan (created_at, id);

-- Rules that grade, stage or tag customers; the condition is a filter as JSON.
CREATE TABLE grade_rule (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    target        TEXT NOT NULL,
    value         TEXT NOT NULL,
    position      INTEGER NOT NULL DEFAULT 0,
    active        BOOLEAN NOT NULL,
    daily         BOOLEAN NOT NULL,
    condition     TEXT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX grade_rule_by_position ON grade_rule (position, id);
CREATE INDEX grade_rule_by_sort_key ON grade_rule (sort_key, id);
CREATE INDEX grade_rule_by_updated ON grade_rule (updated_at, id);
CREATE INDEX grade_rule_by_created ON grade_rule (created_at, id);

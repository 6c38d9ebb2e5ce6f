-- Deals: the ways of selling with their stages, the deals themselves, and what is kept of them to look back on.

CREATE TABLE pipeline (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    active        BOOLEAN NOT NULL,
    remark        TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX pipeline_by_position ON pipeline (position, id);
CREATE INDEX pipeline_by_name ON pipeline (sort_key, id);
CREATE INDEX pipeline_by_updated ON pipeline (updated_at, id);
CREATE INDEX pipeline_by_created ON pipeline (created_at, id);

CREATE TABLE stage (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    pipeline_id   BIGINT NOT NULL REFERENCES pipeline (id),
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    chance        INTEGER NOT NULL,
    forecast      TEXT,
    norm_days     INTEGER,
    needed        JSONB NOT NULL DEFAULT '[]',
    condition     TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX stage_by_position ON stage (position, id);
CREATE INDEX stage_by_name ON stage (sort_key, id);
CREATE INDEX stage_by_updated ON stage (updated_at, id);
CREATE INDEX stage_by_created ON stage (created_at, id);
CREATE INDEX stage_by_pipeline ON stage (pipeline_id, position, id);

CREATE TABLE reason (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    detailed      BOOLEAN NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX reason_by_position ON reason (position, id);
CREATE INDEX reason_by_name ON reason (sort_key, id);
CREATE INDEX reason_by_updated ON reason (updated_at, id);
CREATE INDEX reason_by_created ON reason (created_at, id);

CREATE TABLE playbook (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    stage_id      BIGINT NOT NULL REFERENCES stage (id),
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    needed        BOOLEAN NOT NULL,
    hint          TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX playbook_by_position ON playbook (position, id);
CREATE INDEX playbook_by_name ON playbook (sort_key, id);
CREATE INDEX playbook_by_updated ON playbook (updated_at, id);
CREATE INDEX playbook_by_created ON playbook (created_at, id);
CREATE INDEX playbook_by_stage ON playbook (stage_id, position, id);

CREATE TABLE opportunity (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    account_id     BIGINT REFERENCES account (id),
    contact_id     BIGINT REFERENCES contact (id),
    pipeline_id    BIGINT NOT NULL REFERENCES pipeline (id),
    stage_id       BIGINT NOT NULL REFERENCES stage (id),
    amount         BIGINT,
    currency       TEXT,
    chance         INTEGER NOT NULL,
    forecast       TEXT NOT NULL,
    close_on       DATE,
    source         TEXT,
    seller         TEXT,
    campaign       TEXT,
    product_id     BIGINT,
    lead_id        BIGINT,
    reason_id      BIGINT REFERENCES reason (id),
    reason_text    TEXT,
    next_step      TEXT,
    next_follow_at DATE,
    waiting_until  DATE,
    tags           JSONB NOT NULL DEFAULT '[]',
    remark         TEXT,
    stage_at       TIMESTAMPTZ NOT NULL,
    state          TEXT NOT NULL,
    amount_base    BIGINT,
    weighted       BIGINT,
    closed_at      TIMESTAMPTZ,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX opportunity_untagged ON opportunity (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX opportunity_by_tags ON opportunity USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX opportunity_by_updated ON opportunity (updated_at, id);
CREATE INDEX opportunity_by_created ON opportunity (created_at, id);
CREATE INDEX opportunity_by_name ON opportunity (sort_key, id);
CREATE INDEX opportunity_by_close_on ON opportunity (close_on, id);
CREATE INDEX opportunity_by_amount_base ON opportunity (amount_base, id);
CREATE INDEX opportunity_by_stage_at ON opportunity (stage_at, id);
CREATE INDEX opportunity_by_next_follow ON opportunity (next_follow_at, id);
CREATE INDEX opportunity_by_owner ON opportunity (owner_id, updated_at, id);
CREATE INDEX opportunity_by_department ON opportunity (department_id, updated_at, id, removed_at);
CREATE INDEX opportunity_by_owner_stage ON opportunity (owner_id, stage_id, updated_at, id);
CREATE INDEX opportunity_by_department_stage ON opportunity (department_id, stage_id, updated_at, id);
CREATE INDEX opportunity_by_state ON opportunity (state, updated_at, id);
CREATE INDEX opportunity_by_lead ON opportunity (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX opportunity_by_account ON opportunity (account_id, updated_at, id);
CREATE INDEX opportunity_by_contact ON opportunity (contact_id, updated_at, id);
CREATE INDEX opportunity_by_stage ON opportunity (stage_id, updated_at, id);
CREATE INDEX opportunity_by_product ON opportunity (product_id, updated_at, id);
CREATE INDEX opportunity_by_reason ON opportunity (reason_id, updated_at, id) WHERE reason_id IS NOT NULL;

CREATE TABLE opportunity_tick (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    playbook_id    BIGINT NOT NULL REFERENCES playbook (id),
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX opportunity_tick_by_updated ON opportunity_tick (updated_at, id);
CREATE INDEX opportunity_tick_by_created ON opportunity_tick (created_at, id);
CREATE INDEX opportunity_tick_by_sort_key ON opportunity_tick (sort_key, id);
CREATE INDEX opportunity_tick_by_opportunity ON opportunity_tick (opportunity_id, updated_at, id);
CREATE INDEX opportunity_tick_by_playbook ON opportunity_tick (playbook_id, updated_at, id);

CREATE TABLE opportunity_member (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    user_id        BIGINT NOT NULL,
    part           TEXT NOT NULL,
    share          INTEGER NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX opportunity_member_by_updated ON opportunity_member (updated_at, id);
CREATE INDEX opportunity_member_by_created ON opportunity_member (created_at, id);
CREATE INDEX opportunity_member_by_sort_key ON opportunity_member (sort_key, id);
CREATE INDEX opportunity_member_by_opportunity ON opportunity_member (opportunity_id, updated_at, id);
CREATE INDEX opportunity_member_by_user ON opportunity_member (user_id, updated_at, id);

CREATE TABLE opportunity_contact (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    contact_id     BIGINT NOT NULL REFERENCES contact (id),
    role           TEXT NOT NULL,
    stance         TEXT,
    remark         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX opportunity_contact_by_updated ON opportunity_contact (updated_at, id);
CREATE INDEX opportunity_contact_by_created ON opportunity_contact (created_at, id);
CREATE INDEX opportunity_contact_by_sort_key ON opportunity_contact (sort_key, id);
CREATE INDEX opportunity_contact_by_opportunity ON opportunity_contact (opportunity_id, updated_at, id);
CREATE INDEX opportunity_contact_by_contact ON opportunity_contact (contact_id, updated_at, id);

CREATE TABLE opportunity_competitor (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    competitor_id  BIGINT NOT NULL,
    threat         TEXT,
    winner         BOOLEAN NOT NULL,
    remark         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX opportunity_competitor_by_updated ON opportunity_competitor (updated_at, id);
CREATE INDEX opportunity_competitor_by_created ON opportunity_competitor (created_at, id);
CREATE INDEX opportunity_competitor_by_sort_key ON opportunity_competitor (sort_key, id);
CREATE INDEX opportunity_competitor_by_opportunity ON opportunity_competitor (opportunity_id, updated_at, id);
CREATE INDEX opportunity_competitor_by_competitor ON opportunity_competitor (competitor_id, updated_at, id);

-- How long a deal was in a stage. The one without an end is where it is now.
CREATE TABLE opportunity_stage (
    id             BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    stage_id       BIGINT NOT NULL REFERENCES stage (id),
    entered_at     TIMESTAMPTZ NOT NULL,
    left_at        TIMESTAMPTZ,
    amount_base    BIGINT
);
CREATE INDEX opportunity_stage_by_deal ON opportunity_stage (opportunity_id, entered_at, id);
CREATE INDEX opportunity_stage_by_stage ON opportunity_stage (stage_id, entered_at);
CREATE UNIQUE INDEX opportunity_stage_now ON opportunity_stage (opportunity_id) WHERE left_at IS NULL;

-- What a deal was worth and when it was to be closed, from one moment to the next: what a forecast of that day counted.
CREATE TABLE opportunity_past (
    id             BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    opportunity_id BIGINT NOT NULL REFERENCES opportunity (id),
    from_at        TIMESTAMPTZ NOT NULL,
    until_at       TIMESTAMPTZ,
    pipeline_id    BIGINT NOT NULL,
    stage_id       BIGINT NOT NULL,
    state          TEXT NOT NULL,
    forecast       TEXT NOT NULL,
    chance         INTEGER NOT NULL,
    amount_base    BIGINT,
    close_on       DATE,
    owner_id       BIGINT,
    department_id  BIGINT,
    removed        BOOLEAN NOT NULL
);
CREATE INDEX opportunity_past_by_deal ON opportunity_past (opportunity_id, from_at);
CREATE INDEX opportunity_past_by_until ON opportunity_past (until_at, from_at);
CREATE INDEX opportunity_past_by_from ON opportunity_past (from_at);
CREATE UNIQUE INDEX opportunity_past_now ON opportunity_past (opportunity_id) WHERE until_at IS NULL;

-- The sums above the columns of the board, and what each deal adds to them. Nobody's is 0.
CREATE TABLE opportunity_counted (
    opportunity_id BIGINT PRIMARY KEY,
    pipeline_id    BIGINT NOT NULL,
    stage_id       BIGINT NOT NULL,
    owner_id       BIGINT NOT NULL,
    department_id  BIGINT NOT NULL,
    amount_base    BIGINT NOT NULL,
    weighted       BIGINT NOT NULL
);
CREATE TABLE opportunity_tally (
    stage_id       BIGINT NOT NULL,
    owner_id       BIGINT NOT NULL,
    department_id  BIGINT NOT NULL,
    pipeline_id    BIGINT NOT NULL,
    deals          BIGINT NOT NULL,
    amount_base    BIGINT NOT NULL,
    weighted       BIGINT NOT NULL,
    PRIMARY KEY (stage_id, owner_id, department_id)
);

-- Leads: who may become a customer, the rules that hand them out and score them.

CREATE TABLE lead (
    id                       BIGINT PRIMARY KEY,
    version                  INTEGER NOT NULL DEFAULT 1,
    sort_key                 TEXT COLLATE "C" NOT NULL,
    name                     TEXT NOT NULL,
    company                  TEXT,
    title                    TEXT,
    phone                    TEXT,
    mail                     TEXT,
    wechat                   TEXT,
    website                  TEXT,
    source                   TEXT,
    campaign                 TEXT,
    interest                 TEXT,
    industry                 TEXT,
    province                 TEXT,
    city                     TEXT,
    district                 TEXT,
    address                  TEXT,
    state                    TEXT NOT NULL,
    stage_at                 TIMESTAMPTZ,
    reason                   TEXT,
    recycle_on               DATE,
    next_follow_at           DATE,
    score                    INTEGER NOT NULL DEFAULT 0,
    grade                    TEXT,
    pool_id                  BIGINT,
    converted_at             TIMESTAMPTZ,
    converted_account_id     BIGINT REFERENCES account (id),
    converted_contact_id     BIGINT REFERENCES contact (id),
    converted_opportunity_id BIGINT REFERENCES opportunity (id),
    tags                     JSONB NOT NULL DEFAULT '[]',
    remark                   TEXT,
    owner_id                 BIGINT,
    department_id            BIGINT,
    created_at               TIMESTAMPTZ NOT NULL,
    created_by               BIGINT,
    updated_at               TIMESTAMPTZ NOT NULL,
    updated_by               BIGINT,
    touched_at               TIMESTAMPTZ,
    custom                   JSONB NOT NULL DEFAULT '{}',
    removed_at               TIMESTAMPTZ
);
CREATE INDEX lead_untagged ON lead (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX lead_by_tags ON lead USING gin (tags) WITH (fastupdate = off);
-- :end
-- With the department and the removal in them: whoever sees many departments walks along the order by the index alone.
CREATE INDEX lead_by_updated ON lead (updated_at, id, department_id, removed_at);
CREATE INDEX lead_by_created ON lead (created_at, id, department_id, removed_at);
CREATE INDEX lead_by_sort_key ON lead (sort_key, id, department_id, removed_at);
CREATE INDEX lead_by_owner ON lead (owner_id, updated_at, id, removed_at, sort_key, created_at);
CREATE INDEX lead_by_department ON lead (department_id, updated_at, id, removed_at);
CREATE INDEX lead_by_department_created ON lead (department_id, created_at, id, removed_at);
CREATE INDEX lead_by_department_name ON lead (department_id, sort_key, id, removed_at);
CREATE INDEX lead_by_state ON lead (state, updated_at, id);
CREATE INDEX lead_by_score ON lead (score, id);
CREATE INDEX lead_by_grade ON lead (grade, updated_at, id);
CREATE INDEX lead_by_city ON lead (city, updated_at, id);
CREATE INDEX lead_by_campaign ON lead (campaign, updated_at, id) WHERE campaign IS NOT NULL;
CREATE INDEX lead_by_follow ON lead (next_follow_at, id);
CREATE INDEX lead_by_recycling ON lead (recycle_on, id) WHERE recycle_on IS NOT NULL;
CREATE INDEX lead_by_pool ON lead (pool_id, updated_at, id) WHERE pool_id IS NOT NULL;
CREATE INDEX lead_by_account ON lead (converted_account_id, updated_at, id) WHERE converted_account_id IS NOT NULL;
CREATE INDEX lead_by_contact ON lead (converted_contact_id, updated_at, id) WHERE converted_contact_id IS NOT NULL;
CREATE INDEX lead_by_opportunity ON lead (converted_opportunity_id, updated_at, id) WHERE converted_opportunity_id IS NOT NULL;
CREATE INDEX lead_open ON lead (owner_id) WHERE state IN ('new', 'working') AND removed_at IS NULL;

-- Who receives what: the first rule that fits hands a lead out.
CREATE TABLE lead_rule (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    active        BOOLEAN NOT NULL,
    condition     TEXT,
    ways          JSONB NOT NULL DEFAULT '[]',
    target        TEXT NOT NULL,
    person_id     BIGINT,
    team_id       BIGINT,
    into_pool_id  BIGINT,
    at_work       BOOLEAN NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX lead_rule_by_position ON lead_rule (position, id);
CREATE INDEX lead_rule_by_updated ON lead_rule (updated_at, id);
CREATE INDEX lead_rule_by_created ON lead_rule (created_at, id);
CREATE INDEX lead_rule_by_sort_key ON lead_rule (sort_key, id);

-- How much somebody takes, and when: without a row the weight is 1 and there is no limit.
CREATE TABLE lead_receiver (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    user_id       BIGINT NOT NULL,
    weight        INTEGER NOT NULL,
    most          INTEGER,
    works_from    TEXT,
    works_until   TEXT,
    away_from     DATE,
    away_until    DATE,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX lead_receiver_user ON lead_receiver (user_id) WHERE removed_at IS NULL;
CREATE INDEX lead_receiver_by_updated ON lead_receiver (updated_at, id);
CREATE INDEX lead_receiver_by_created ON lead_receiver (created_at, id);
CREATE INDEX lead_receiver_by_sort_key ON lead_receiver (sort_key, id);

-- A line for each lead that a rule handed out: which rule, to whom, and why.
CREATE TABLE lead_assignment (
    id       BIGINT PRIMARY KEY,
    lead_id  BIGINT NOT NULL REFERENCES lead (id),
    rule_id  BIGINT NOT NULL REFERENCES lead_rule (id),
    user_id  BIGINT,
    pool_id  BIGINT,
    at       TIMESTAMPTZ NOT NULL,
    why      JSONB NOT NULL
);
CREATE INDEX lead_assignment_by_lead ON lead_assignment (lead_id, id);
CREATE INDEX lead_assignment_by_user ON lead_assignment (user_id, id);
CREATE INDEX lead_assignment_by_rule ON lead_assignment (rule_id, id);

-- What makes a lead promising: points for each condition that it meets.
CREATE TABLE lead_score (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    points        INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    active        BOOLEAN NOT NULL,
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
CREATE INDEX lead_score_by_position ON lead_score (position, id);
CREATE INDEX lead_score_by_updated ON lead_score (updated_at, id);
CREATE INDEX lead_score_by_created ON lead_score (created_at, id);
CREATE INDEX lead_score_by_sort_key ON lead_score (sort_key, id);

-- A form on the web that takes leads, under an address that nobody guesses.
CREATE TABLE lead_form (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    active        BOOLEAN NOT NULL,
    receiver_id   BIGINT NOT NULL,
    asked         JSONB NOT NULL DEFAULT '[]',
    needed        JSONB NOT NULL DEFAULT '[]',
    source        TEXT,
    campaign      TEXT,
    title_zh      TEXT,
    title_en      TEXT,
    intro_zh      TEXT,
    intro_en      TEXT,
    consent_zh    TEXT,
    consent_en    TEXT,
    thanks_zh     TEXT,
    thanks_en     TEXT,
    return_to     TEXT,
    site          TEXT,
    token         TEXT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX lead_form_token ON lead_form (token);
CREATE INDEX lead_form_by_updated ON lead_form (updated_at, id);
CREATE INDEX lead_form_by_created ON lead_form (created_at, id);
CREATE INDEX lead_form_by_sort_key ON lead_form (sort_key, id);

-- What came in with the forms: the words that were agreed to, and of what was refused the reason.
CREATE TABLE lead_submission (
    id       BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    form_id  BIGINT NOT NULL REFERENCES lead_form (id),
    at       TIMESTAMPTZ NOT NULL,
    network  TEXT NOT NULL,
    language TEXT NOT NULL,
    given    JSONB NOT NULL,
    consent  TEXT,
    reason   TEXT,
    detail   TEXT,
    lead_id  BIGINT REFERENCES lead (id)
);
CREATE UNIQUE INDEX lead_submission_lead ON lead_submission (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX lead_submission_by_form ON lead_submission (form_id, id);
CREATE INDEX lead_submission_by_day ON lead_submission (at) WHERE lead_id IS NULL;

-- Approvals: flows with their steps, what was asked for, and who decides or decided.

CREATE TABLE approval_flow (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    position      INTEGER NOT NULL DEFAULT 0,
    active        BOOLEAN NOT NULL DEFAULT TRUE,
    allow_own     BOOLEAN NOT NULL DEFAULT FALSE,
    condition     TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ, removed_at TIMESTAMPTZ
);
CREATE INDEX approval_flow_by_position ON approval_flow (position, id);
CREATE INDEX approval_flow_by_name ON approval_flow (sort_key, id);
CREATE INDEX approval_flow_by_updated ON approval_flow (updated_at, id);
CREATE INDEX approval_flow_by_created ON approval_flow (created_at, id);

CREATE TABLE approval_step (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    flow_id       BIGINT NOT NULL REFERENCES approval_flow (id),
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL DEFAULT 1,
    kind          TEXT NOT NULL,
    user_id       BIGINT,
    role_id       BIGINT,
    team_id       BIGINT,
    levels        INTEGER,
    need          TEXT NOT NULL,
    hours         INTEGER,
    late          TEXT NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ, removed_at TIMESTAMPTZ
);
CREATE INDEX approval_step_by_flow ON approval_step (flow_id, position, id);
CREATE INDEX approval_step_by_position ON approval_step (position, id);
CREATE INDEX approval_step_by_name ON approval_step (sort_key, id);
CREATE INDEX approval_step_by_updated ON approval_step (updated_at, id);
CREATE INDEX approval_step_by_created ON approval_step (created_at, id);

-- `plan` are the steps as they were when the request began; later edits of the flow do not move it.
CREATE TABLE approval_request (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    module        TEXT NOT NULL,
    record_id     BIGINT NOT NULL,
    flow_id       BIGINT,
    state         TEXT NOT NULL,
    rank          INTEGER NOT NULL DEFAULT 0,
    decisions     INTEGER NOT NULL DEFAULT 0,
    decided_by    BIGINT,
    answer        TEXT,
    comment       TEXT,
    summary       TEXT,
    plan          JSONB NOT NULL DEFAULT '[]',
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ, removed_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX approval_request_open ON approval_request (module, record_id) WHERE state = 'open' AND removed_at IS NULL;
CREATE INDEX approval_request_by_record ON approval_request (module, record_id, id);
CREATE INDEX approval_request_by_state ON approval_request (state, updated_at, id);
CREATE INDEX approval_request_by_flow ON approval_request (flow_id, id);
CREATE INDEX approval_request_by_name ON approval_request (sort_key, id);
CREATE INDEX approval_request_by_updated ON approval_request (updated_at, id);
CREATE INDEX approval_request_by_created ON approval_request (created_at, id);
CREATE INDEX approval_request_by_owner ON approval_request (owner_id, id);
CREATE INDEX approval_request_by_department ON approval_request (department_id, updated_at, id);

-- One person's part in a step of a request: comes later, waits, or what he decided.
CREATE TABLE approval_decision (
    id          BIGINT PRIMARY KEY,
    request_id  BIGINT NOT NULL REFERENCES approval_request (id),
    step        INTEGER NOT NULL,
    user_id     BIGINT NOT NULL,
    state       TEXT NOT NULL,
    since       TIMESTAMPTZ,
    due_at      TIMESTAMPTZ,
    at          TIMESTAMPTZ,
    comment     TEXT,
    why         TEXT NOT NULL DEFAULT '',
    via_id      BIGINT
);
CREATE INDEX approval_decision_by_request ON approval_decision (request_id, id);
CREATE INDEX approval_decision_by_user ON approval_decision (user_id, state, request_id);
CREATE INDEX approval_decision_by_due ON approval_decision (due_at) WHERE state = 'waits' AND due_at IS NOT NULL;

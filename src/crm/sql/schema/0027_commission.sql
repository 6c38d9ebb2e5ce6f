-- Closed months of the books, and what people earn by what they sell: plans, runs, and each line of every statement.

-- A month of the company's books; one that nobody wrote down is open.
CREATE TABLE period (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    month          TEXT NOT NULL,
    state          TEXT NOT NULL,
    reason         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX period_month ON period (month) WHERE removed_at IS NULL;
CREATE INDEX period_by_updated ON period (updated_at, id);
CREATE INDEX period_by_created ON period (created_at, id);
CREATE INDEX period_by_name ON period (sort_key, id);
CREATE INDEX period_by_month ON period (month, id);

CREATE TABLE commission_plan (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    active         BOOLEAN NOT NULL,
    from_month     TEXT NOT NULL,
    to_month       TEXT,
    basis          TEXT NOT NULL,
    way            TEXT NOT NULL,
    measure        TEXT NOT NULL,
    tiers          TEXT,
    piece          BIGINT,
    cap            BIGINT,
    floor          BIGINT,
    split          BOOLEAN NOT NULL,
    category_id    BIGINT REFERENCES product_category (id),
    condition      TEXT,
    remark         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX commission_plan_by_updated ON commission_plan (updated_at, id);
CREATE INDEX commission_plan_by_created ON commission_plan (created_at, id);
CREATE INDEX commission_plan_by_name ON commission_plan (sort_key, id);

CREATE TABLE commission_member (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    plan_id        BIGINT NOT NULL REFERENCES commission_plan (id),
    person_id      BIGINT REFERENCES app_user (id),
    role_id        BIGINT REFERENCES role (id),
    unit_id        BIGINT REFERENCES department (id),
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX commission_member_by_plan ON commission_member (plan_id, id);
CREATE INDEX commission_member_by_updated ON commission_member (updated_at, id);
CREATE INDEX commission_member_by_created ON commission_member (created_at, id);

-- The commission of one month. `terms`: what each plan said when it was worked out, so that it can be worked out again.
CREATE TABLE commission_run (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    month          TEXT NOT NULL,
    state          TEXT NOT NULL,
    paid_on        DATE,
    remark         TEXT,
    total          BIGINT NOT NULL DEFAULT 0,
    people         INTEGER NOT NULL DEFAULT 0,
    entries        INTEGER NOT NULL DEFAULT 0,
    taken_at       TIMESTAMPTZ,
    terms          JSONB NOT NULL DEFAULT '{}',
    problems       JSONB NOT NULL DEFAULT '[]',
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX commission_run_month ON commission_run (month) WHERE removed_at IS NULL;
CREATE INDEX commission_run_by_month ON commission_run (month, id);
CREATE INDEX commission_run_by_updated ON commission_run (updated_at, id);
CREATE INDEX commission_run_by_created ON commission_run (created_at, id);
CREATE INDEX commission_run_by_name ON commission_run (sort_key, id);

-- A line of a statement: its owner is who earns it. It follows from the run, which alone writes it.
CREATE TABLE commission_line (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    run_id         BIGINT NOT NULL REFERENCES commission_run (id),
    plan_id        BIGINT NOT NULL REFERENCES commission_plan (id),
    month          TEXT NOT NULL,
    origin         TEXT NOT NULL,
    kind           TEXT NOT NULL,
    source_module  TEXT,
    source_id      BIGINT,
    source_name    TEXT,
    account_id     BIGINT,
    opportunity_id BIGINT,
    booked_on      DATE,
    source_amount  BIGINT,
    currency       TEXT,
    rate           NUMERIC(20, 8),
    source_base    BIGINT,
    share          INTEGER,
    base           BIGINT NOT NULL,
    pieces         INTEGER NOT NULL,
    before         BIGINT NOT NULL,
    target         BIGINT,
    formula        TEXT NOT NULL,
    amount         BIGINT NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX commission_line_by_run ON commission_line (run_id, id);
CREATE INDEX commission_line_by_source ON commission_line (source_id, plan_id, source_module);
CREATE INDEX commission_line_by_origin ON commission_line (plan_id, origin, owner_id);
CREATE INDEX commission_line_by_owner ON commission_line (owner_id, month, id);
CREATE INDEX commission_line_by_department ON commission_line (department_id, month, id);
CREATE INDEX commission_line_by_month ON commission_line (month, id);
CREATE INDEX commission_line_by_amount ON commission_line (amount, id);
CREATE INDEX commission_line_by_booked ON commission_line (booked_on, id);
CREATE INDEX commission_line_by_account ON commission_line (account_id, id);
CREATE INDEX commission_line_by_opportunity ON commission_line (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX commission_line_by_updated ON commission_line (updated_at, id);
CREATE INDEX commission_line_by_created ON commission_line (created_at, id);

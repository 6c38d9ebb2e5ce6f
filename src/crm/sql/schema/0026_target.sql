-- What is aimed at, how people are measured by it, and the indexes from which that is added up.

-- A year's target of a person, a department or (neither) the company, month by month. `total` is the sum of the months.
CREATE TABLE target (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    person_id     BIGINT REFERENCES app_user (id),
    team_id       BIGINT REFERENCES department (id),
    measure       TEXT NOT NULL,
    year          INTEGER NOT NULL,
    product_id    BIGINT REFERENCES product (id),
    category_id   BIGINT REFERENCES product_category (id),
    total         BIGINT NOT NULL,
    m01 BIGINT NOT NULL, m02 BIGINT NOT NULL, m03 BIGINT NOT NULL, m04 BIGINT NOT NULL, m05 BIGINT NOT NULL, m06 BIGINT NOT NULL,
    m07 BIGINT NOT NULL, m08 BIGINT NOT NULL, m09 BIGINT NOT NULL, m10 BIGINT NOT NULL, m11 BIGINT NOT NULL, m12 BIGINT NOT NULL,
    remark        TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX target_of ON target (year, measure, COALESCE(person_id, 0), COALESCE(team_id, 0), COALESCE(product_id, 0), COALESCE(category_id, 0))
 WHERE removed_at IS NULL;
CREATE INDEX target_by_updated ON target (updated_at, id);
CREATE INDEX target_by_created ON target (created_at, id);
CREATE INDEX target_by_name ON target (sort_key, id);
CREATE INDEX target_by_year ON target (year, id);
CREATE INDEX target_by_total ON target (total, id);
CREATE INDEX target_by_owner ON target (owner_id, updated_at, id);
CREATE INDEX target_by_department ON target (department_id, updated_at, id);
CREATE INDEX target_by_person ON target (person_id, updated_at, id);
CREATE INDEX target_by_team ON target (team_id, updated_at, id);
CREATE INDEX target_by_product ON target (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX target_by_category ON target (category_id) WHERE category_id IS NOT NULL;

-- What was reached is read from these indexes alone.
CREATE INDEX contract_by_reached ON contract (signed_on, state, owner_id, department_id, amount_base) WHERE removed_at IS NULL;
CREATE INDEX receipt_by_reached ON receipt (received_on, state, owner_id, department_id, amount_base) WHERE removed_at IS NULL;
CREATE INDEX receipt_plan_by_expected ON receipt_plan (due_on, owner_id, department_id, open_base)
 WHERE open_base > 0 AND removed_at IS NULL;
CREATE INDEX activity_by_reached ON activity (at, kind, owner_id, department_id) WHERE removed_at IS NULL;
CREATE INDEX opportunity_by_weighted ON opportunity (close_on, owner_id, department_id, weighted)
 WHERE state = 'open' AND removed_at IS NULL;
CREATE INDEX contract_by_first ON contract (account_id, signed_on, owner_id, department_id)
 WHERE state IN ('active', 'ended', 'terminated') AND removed_at IS NULL;

-- How salespeople are evaluated: what counts how much, and what is expected.
CREATE TABLE evaluation_scheme (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name             TEXT NOT NULL,
    span             TEXT NOT NULL,
    team_id          BIGINT REFERENCES department (id),
    measure          TEXT NOT NULL,
    active           BOOLEAN NOT NULL,
    w_attainment     INTEGER NOT NULL,
    w_activity       INTEGER NOT NULL,
    w_win            INTEGER NOT NULL,
    w_cycle          INTEGER NOT NULL,
    w_overdue        INTEGER NOT NULL,
    w_kept           INTEGER NOT NULL,
    activities_a_day NUMERIC(6, 2) NOT NULL,
    win_goal         NUMERIC(5, 2) NOT NULL,
    cycle_goal       INTEGER NOT NULL,
    remark           TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at       TIMESTAMPTZ
);
CREATE INDEX evaluation_scheme_by_name ON evaluation_scheme (sort_key, id);
CREATE INDEX evaluation_scheme_by_updated ON evaluation_scheme (updated_at, id);
CREATE INDEX evaluation_scheme_by_created ON evaluation_scheme (created_at, id);

-- A person's evaluation as of the evening on which its period ended. `detail`: each aspect with its weight, its numbers and points.
CREATE TABLE evaluation (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    scheme_id     BIGINT NOT NULL REFERENCES evaluation_scheme (id),
    person_id     BIGINT NOT NULL REFERENCES app_user (id),
    period        TEXT NOT NULL,
    starts_on     DATE NOT NULL,
    score         NUMERIC(5, 1) NOT NULL,
    team_id       BIGINT,
    place         INTEGER NOT NULL,
    peers         INTEGER NOT NULL,
    average       NUMERIC(5, 1) NOT NULL,
    detail        JSONB NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX evaluation_of ON evaluation (scheme_id, starts_on, person_id) WHERE removed_at IS NULL;
CREATE INDEX evaluation_by_name ON evaluation (sort_key, id);
CREATE INDEX evaluation_by_updated ON evaluation (updated_at, id);
CREATE INDEX evaluation_by_created ON evaluation (created_at, id);
CREATE INDEX evaluation_by_starts_on ON evaluation (starts_on, id);
CREATE INDEX evaluation_by_score ON evaluation (score, id);
CREATE INDEX evaluation_by_owner ON evaluation (owner_id, updated_at, id);
CREATE INDEX evaluation_by_department ON evaluation (department_id, updated_at, id);
CREATE INDEX evaluation_by_person ON evaluation (person_id, updated_at, id);

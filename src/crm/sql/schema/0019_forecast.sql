-- What is expected: what managers think instead, what was expected on each day, and sums of deals by stage and month.

CREATE TABLE forecast_override (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    person_id     BIGINT NOT NULL,
    span          TEXT NOT NULL,
    starts_on     DATE NOT NULL,
    committed     BIGINT,
    best          BIGINT,
    reason        TEXT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX forecast_override_by_updated ON forecast_override (updated_at, id);
CREATE INDEX forecast_override_by_created ON forecast_override (created_at, id);
CREATE INDEX forecast_override_by_owner ON forecast_override (owner_id, updated_at, id);
CREATE INDEX forecast_override_by_department ON forecast_override (department_id, updated_at, id);
CREATE INDEX forecast_override_by_period ON forecast_override (starts_on, id);
CREATE INDEX forecast_override_by_person ON forecast_override (person_id, starts_on, id);

-- A day on which all was put down, and from what its ranges were worked out.
CREATE TABLE forecast_day (
    taken_on DATE PRIMARY KEY,
    deals    INTEGER NOT NULL,
    decided  INTEGER NOT NULL,
    slips    INTEGER NOT NULL
);

-- What was won and expected in a month, on the evening of a day. Nobody's is 0.
CREATE TABLE forecast_snapshot (
    taken_on      DATE NOT NULL REFERENCES forecast_day (taken_on),
    month         TEXT NOT NULL,
    owner_id      BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    won           BIGINT NOT NULL,
    committed     BIGINT NOT NULL,
    best          BIGINT NOT NULL,
    pipeline      BIGINT NOT NULL,
    deals         BIGINT NOT NULL,
    PRIMARY KEY (taken_on, month, owner_id, department_id)
);
CREATE INDEX forecast_snapshot_by_month ON forecast_snapshot (month, taken_on);

-- How much a quarter may bring: of a person, of a department with those below it, of the whole company (neither).
CREATE TABLE forecast_range (
    taken_on      DATE NOT NULL REFERENCES forecast_day (taken_on),
    starts_on     DATE NOT NULL,
    owner_id      BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    p10           BIGINT NOT NULL,
    p50           BIGINT NOT NULL,
    p90           BIGINT NOT NULL,
    PRIMARY KEY (taken_on, starts_on, owner_id, department_id)
);

-- Sums of open deals by stage and the month in which they are to be closed, and what each deal adds to them. Nobody's is 0.
CREATE TABLE dashboard_counted (
    opportunity_id BIGINT PRIMARY KEY,
    stage_id       BIGINT NOT NULL,
    month          TEXT NOT NULL,
    owner_id       BIGINT NOT NULL,
    department_id  BIGINT NOT NULL,
    amount_base    BIGINT NOT NULL
);
CREATE TABLE dashboard_sum (
    stage_id      BIGINT NOT NULL,
    month         TEXT NOT NULL,
    owner_id      BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    deals         BIGINT NOT NULL,
    amount_base   BIGINT NOT NULL,
    PRIMARY KEY (stage_id, month, owner_id, department_id)
);
-- What forecasts and dashboards add up stands in the index itself.
CREATE INDEX opportunity_by_open ON opportunity (close_on, forecast, owner_id, department_id, amount_base)
 WHERE state = 'open' AND removed_at IS NULL;
CREATE INDEX opportunity_by_closed ON opportunity (closed_at, state, owner_id, department_id, amount_base)
 WHERE closed_at IS NOT NULL AND removed_at IS NULL;

-- Field sales: where customers are, and the visits that are made to them.

-- One for each customer. A merge may leave a second one for a while, so the rule stands in the service and not in the index.
CREATE TABLE place (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    account_id     BIGINT NOT NULL REFERENCES account (id),
    latitude       NUMERIC(9, 6) NOT NULL,
    longitude      NUMERIC(9, 6) NOT NULL,
    datum          TEXT NOT NULL,
    source         TEXT NOT NULL,
    remark         TEXT,
    north          DOUBLE PRECISION NOT NULL,
    east           DOUBLE PRECISION NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX place_by_updated ON place (updated_at, id);
CREATE INDEX place_by_created ON place (created_at, id);
CREATE INDEX place_by_owner ON place (owner_id, updated_at, id);
CREATE INDEX place_by_department ON place (department_id, updated_at, id);
CREATE INDEX place_by_account ON place (account_id);
CREATE INDEX place_by_north ON place (north, east) WHERE removed_at IS NULL;

CREATE TABLE visit (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    planned_on     DATE NOT NULL,
    starts_at      TEXT,
    ends_at        TEXT,
    account_id     BIGINT NOT NULL REFERENCES account (id),
    contact_id     BIGINT REFERENCES contact (id),
    opportunity_id BIGINT REFERENCES opportunity (id),
    purpose        TEXT,
    position       INTEGER,
    state          TEXT NOT NULL,
    result         TEXT,
    next_step      TEXT,
    next_on        DATE,
    check_in_at    TIMESTAMPTZ,
    check_out_at   TIMESTAMPTZ,
    phone_at       TIMESTAMPTZ,
    latitude       NUMERIC(9, 6),
    longitude      NUMERIC(9, 6),
    accuracy       INTEGER,
    place_text     TEXT,
    distance       INTEGER,
    is_far         BOOLEAN,
    far_reason     TEXT,
    activity_id    BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX visit_by_updated ON visit (updated_at, id);
CREATE INDEX visit_by_created ON visit (created_at, id);
CREATE INDEX visit_by_name ON visit (sort_key, id);
CREATE INDEX visit_by_planned ON visit (planned_on, id);
CREATE INDEX visit_by_check_in ON visit (check_in_at, id);
CREATE INDEX visit_by_owner ON visit (owner_id, planned_on, id);
CREATE INDEX visit_by_department ON visit (department_id, planned_on, id);
CREATE INDEX visit_by_account ON visit (account_id, planned_on, id);
CREATE INDEX visit_by_contact ON visit (contact_id, planned_on, id) WHERE contact_id IS NOT NULL;
CREATE INDEX visit_by_opportunity ON visit (opportunity_id, planned_on, id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX visit_by_entry ON visit (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX visit_still_planned ON visit (planned_on, id) WHERE state = 'planned' AND removed_at IS NULL;

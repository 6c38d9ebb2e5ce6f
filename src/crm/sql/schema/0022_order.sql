-- Orders: what customers ordered, what of it was delivered, and what was changed after it was agreed.

CREATE TABLE sales_order (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    number         TEXT,
    account_id     BIGINT REFERENCES account (id),
    contact_id     BIGINT REFERENCES contact (id),
    opportunity_id BIGINT REFERENCES opportunity (id),
    quote_id       BIGINT,
    state          TEXT NOT NULL,
    ordered_on     DATE,
    deliver_by     DATE,
    amount         BIGINT,
    currency       TEXT,
    their_number   TEXT,
    address        TEXT,
    country        TEXT,
    closing_reason TEXT,
    tags           JSONB NOT NULL DEFAULT '[]',
    remark         TEXT,
    amount_base    BIGINT,
    net            BIGINT,
    cost           BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX sales_order_untagged ON sales_order (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX sales_order_by_tags ON sales_order USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE UNIQUE INDEX sales_order_number ON sales_order (number) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX sales_order_by_quote ON sales_order (quote_id) WHERE quote_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX sales_order_by_updated ON sales_order (updated_at, id);
CREATE INDEX sales_order_by_created ON sales_order (created_at, id);
CREATE INDEX sales_order_by_name ON sales_order (sort_key, id);
CREATE INDEX sales_order_by_ordered_on ON sales_order (ordered_on, id);
CREATE INDEX sales_order_by_deliver_by ON sales_order (deliver_by, id);
CREATE INDEX sales_order_by_amount_base ON sales_order (amount_base, id);
CREATE INDEX sales_order_by_owner ON sales_order (owner_id, updated_at, id);
CREATE INDEX sales_order_by_department ON sales_order (department_id, updated_at, id);
CREATE INDEX sales_order_by_owner_state ON sales_order (owner_id, state, updated_at, id);
CREATE INDEX sales_order_by_state ON sales_order (state, updated_at, id);
CREATE INDEX sales_order_by_account ON sales_order (account_id, updated_at, id);
CREATE INDEX sales_order_by_contact ON sales_order (contact_id, updated_at, id);
CREATE INDEX sales_order_by_country ON sales_order (country, updated_at, id);
CREATE INDEX sales_order_by_opportunity ON sales_order (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX sales_order_to_deliver ON sales_order (deliver_by, id) WHERE state IN ('confirmed', 'delivering') AND removed_at IS NULL;

-- A delivery of an order; it is its order's owner's.
CREATE TABLE delivery (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    order_id       BIGINT NOT NULL REFERENCES sales_order (id),
    number         TEXT,
    state          TEXT NOT NULL,
    shipped_on     DATE,
    received_on    DATE,
    carrier        TEXT,
    tracking       TEXT,
    address        TEXT,
    remark         TEXT,
    account_id     BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX delivery_number ON delivery (number) WHERE removed_at IS NULL;
CREATE INDEX delivery_by_updated ON delivery (updated_at, id);
CREATE INDEX delivery_by_created ON delivery (created_at, id);
CREATE INDEX delivery_by_shipped_on ON delivery (shipped_on, id);
CREATE INDEX delivery_by_order ON delivery (order_id, id);
CREATE INDEX delivery_by_state ON delivery (state, updated_at, id);
CREATE INDEX delivery_by_account ON delivery (account_id, updated_at, id);
CREATE INDEX delivery_by_owner ON delivery (owner_id, updated_at, id);
CREATE INDEX delivery_by_department ON delivery (department_id, updated_at, id);

-- How much of a line of the order a delivery takes.
CREATE TABLE delivery_line (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    delivery_id    BIGINT NOT NULL REFERENCES delivery (id),
    line_id        BIGINT NOT NULL REFERENCES line (id),
    quantity       NUMERIC(18, 4) NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX delivery_line_once ON delivery_line (delivery_id, line_id) WHERE removed_at IS NULL;
CREATE INDEX delivery_line_by_line ON delivery_line (line_id, id);
CREATE INDEX delivery_line_by_updated ON delivery_line (updated_at, id);
CREATE INDEX delivery_line_by_created ON delivery_line (created_at, id);

-- Other lines or another amount for an order that was agreed; the lines proposed are those of this document.
CREATE TABLE order_change (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    order_id       BIGINT NOT NULL REFERENCES sales_order (id),
    number         TEXT,
    state          TEXT NOT NULL,
    reason         TEXT NOT NULL,
    amount         BIGINT,
    remark         TEXT,
    account_id     BIGINT,
    currency       TEXT,
    amount_before  BIGINT,
    lines_before   JSONB NOT NULL DEFAULT '[]',
    applied_at     TIMESTAMPTZ,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX order_change_number ON order_change (number) WHERE removed_at IS NULL;
CREATE INDEX order_change_by_updated ON order_change (updated_at, id);
CREATE INDEX order_change_by_created ON order_change (created_at, id);
CREATE INDEX order_change_by_order ON order_change (order_id, id);
CREATE INDEX order_change_by_state ON order_change (state, updated_at, id);
CREATE INDEX order_change_by_account ON order_change (account_id, updated_at, id);
CREATE INDEX order_change_by_owner ON order_change (owner_id, updated_at, id);
CREATE INDEX order_change_by_department ON order_change (department_id, updated_at, id);

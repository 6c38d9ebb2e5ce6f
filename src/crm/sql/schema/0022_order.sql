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

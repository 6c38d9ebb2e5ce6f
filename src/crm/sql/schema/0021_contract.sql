-- Contracts: what was agreed, what is due and when, what came in, went back and was invoiced.

CREATE TABLE contract (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    number         TEXT,
    account_id     BIGINT REFERENCES account (id),
    contact_id     BIGINT REFERENCES contact (id),
    opportunity_id BIGINT REFERENCES opportunity (id),
    kind           TEXT NOT NULL,
    state          TEXT NOT NULL,
    amount         BIGINT,
    currency       TEXT,
    signed_on      DATE,
    starts_on      DATE,
    ends_on        DATE,
    signer_id      BIGINT,
    their_signer   TEXT,
    renewal_of     BIGINT,
    order_id       BIGINT,
    closed_on      DATE,
    closing_reason TEXT,
    tags           JSONB NOT NULL DEFAULT '[]',
    remark         TEXT,
    amount_base    BIGINT,
    received       BIGINT NOT NULL DEFAULT 0,
    received_base  BIGINT NOT NULL DEFAULT 0,
    open_amount    BIGINT NOT NULL DEFAULT 0,
    open_base      BIGINT NOT NULL DEFAULT 0,
    invoiced       BIGINT NOT NULL DEFAULT 0,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX contract_untagged ON contract (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX contract_by_tags ON contract USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE UNIQUE INDEX contract_number ON contract (number) WHERE removed_at IS NULL;
CREATE INDEX contract_by_updated ON contract (updated_at, id);
CREATE INDEX contract_by_created ON contract (created_at, id);
CREATE INDEX contract_by_name ON contract (sort_key, id);
CREATE INDEX contract_by_ends_on ON contract (ends_on, id);
CREATE INDEX contract_by_signed_on ON contract (signed_on, id);
CREATE INDEX contract_by_amount_base ON contract (amount_base, id);
CREATE INDEX contract_by_open_base ON contract (open_base, id);
CREATE INDEX contract_by_owner ON contract (owner_id, updated_at, id);
CREATE INDEX contract_by_department ON contract (department_id, updated_at, id);
CREATE INDEX contract_by_owner_state ON contract (owner_id, state, updated_at, id);
CREATE INDEX contract_by_state ON contract (state, updated_at, id);
CREATE INDEX contract_by_running ON contract (ends_on, id) WHERE state = 'active' AND removed_at IS NULL;
CREATE INDEX contract_by_account ON contract (account_id, updated_at, id);
CREATE INDEX contract_by_contact ON contract (contact_id, updated_at, id);
CREATE INDEX contract_by_opportunity ON contract (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE UNIQUE INDEX contract_by_order ON contract (order_id) WHERE order_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX contract_by_renewal ON contract (renewal_of) WHERE renewal_of IS NOT NULL;

CREATE TABLE receipt_plan (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    contract_id    BIGINT NOT NULL REFERENCES contract (id),
    position       INTEGER NOT NULL,
    name           TEXT NOT NULL,
    due_on         DATE NOT NULL,
    amount         BIGINT NOT NULL,
    currency       TEXT,
    remark         TEXT,
    account_id     BIGINT,
    amount_base    BIGINT,
    received       BIGINT NOT NULL DEFAULT 0,
    open_amount    BIGINT NOT NULL DEFAULT 0,
    open_base      BIGINT NOT NULL DEFAULT 0,
    state          TEXT NOT NULL,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX receipt_plan_by_updated ON receipt_plan (updated_at, id);
CREATE INDEX receipt_plan_by_created ON receipt_plan (created_at, id);
CREATE INDEX receipt_plan_by_name ON receipt_plan (sort_key, id);
CREATE INDEX receipt_plan_by_amount_base ON receipt_plan (amount_base, id);
CREATE INDEX receipt_plan_by_owner ON receipt_plan (owner_id, updated_at, id);
CREATE INDEX receipt_plan_by_department ON receipt_plan (department_id, updated_at, id);
CREATE INDEX receipt_plan_by_account ON receipt_plan (account_id, updated_at, id);
CREATE INDEX receipt_plan_by_contract ON receipt_plan (contract_id, due_on, id);
CREATE INDEX receipt_plan_by_due_on ON receipt_plan (due_on, id);
CREATE INDEX receipt_plan_by_open_base ON receipt_plan (open_base, id);
CREATE INDEX receipt_plan_by_owner_due ON receipt_plan (owner_id, due_on, id);
CREATE INDEX receipt_plan_by_department_due ON receipt_plan (department_id, due_on, id);
CREATE INDEX receipt_plan_by_state ON receipt_plan (state, due_on, id);
CREATE INDEX receipt_plan_due ON receipt_plan (account_id, due_on, open_base, owner_id, department_id) WHERE open_base > 0 AND removed_at IS NULL;

CREATE TABLE receipt (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    contract_id    BIGINT NOT NULL REFERENCES contract (id),
    plan_id        BIGINT REFERENCES receipt_plan (id),
    received_on    DATE NOT NULL,
    amount         BIGINT NOT NULL,
    currency       TEXT,
    method         TEXT NOT NULL,
    bank_ref       TEXT,
    payer          TEXT,
    advance        BOOLEAN NOT NULL,
    state          TEXT NOT NULL,
    returned_on    DATE,
    return_reason  TEXT,
    remark         TEXT,
    account_id     BIGINT,
    amount_base    BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX receipt_by_updated ON receipt (updated_at, id);
CREATE INDEX receipt_by_created ON receipt (created_at, id);
CREATE INDEX receipt_by_name ON receipt (sort_key, id);
CREATE INDEX receipt_by_amount_base ON receipt (amount_base, id);
CREATE INDEX receipt_by_owner ON receipt (owner_id, updated_at, id);
CREATE INDEX receipt_by_department ON receipt (department_id, updated_at, id);
CREATE INDEX receipt_by_account ON receipt (account_id, updated_at, id);
CREATE INDEX receipt_by_contract ON receipt (contract_id, received_on, id);
CREATE INDEX receipt_by_plan ON receipt (plan_id) WHERE plan_id IS NOT NULL;
CREATE INDEX receipt_by_received_on ON receipt (received_on, id);
CREATE INDEX receipt_by_owner_received ON receipt (owner_id, received_on, id);
CREATE INDEX receipt_by_department_received ON receipt (department_id, received_on, id);

CREATE TABLE refund (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    contract_id    BIGINT NOT NULL REFERENCES contract (id),
    receipt_id     BIGINT REFERENCES receipt (id),
    refunded_on    DATE NOT NULL,
    amount         BIGINT NOT NULL,
    currency       TEXT,
    method         TEXT NOT NULL,
    bank_ref       TEXT,
    reason         TEXT NOT NULL,
    remark         TEXT,
    account_id     BIGINT,
    amount_base    BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX refund_by_updated ON refund (updated_at, id);
CREATE INDEX refund_by_created ON refund (created_at, id);
CREATE INDEX refund_by_name ON refund (sort_key, id);
CREATE INDEX refund_by_amount_base ON refund (amount_base, id);
CREATE INDEX refund_by_owner ON refund (owner_id, updated_at, id);
CREATE INDEX refund_by_department ON refund (department_id, updated_at, id);
CREATE INDEX refund_by_account ON refund (account_id, updated_at, id);
CREATE INDEX refund_by_contract ON refund (contract_id, refunded_on, id);
CREATE INDEX refund_by_receipt ON refund (receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX refund_by_refunded_on ON refund (refunded_on, id);

CREATE TABLE invoice_request (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    contract_id    BIGINT NOT NULL REFERENCES contract (id),
    title          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    tax_number     TEXT,
    amount         BIGINT NOT NULL,
    currency       TEXT,
    content        TEXT,
    register       TEXT,
    bank           TEXT,
    send_to        TEXT,
    state          TEXT NOT NULL,
    invoice_number TEXT,
    issued_on      DATE,
    void_reason    TEXT,
    remark         TEXT,
    account_id     BIGINT,
    amount_base    BIGINT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX invoice_request_by_updated ON invoice_request (updated_at, id);
CREATE INDEX invoice_request_by_created ON invoice_request (created_at, id);
CREATE INDEX invoice_request_by_name ON invoice_request (sort_key, id);
CREATE INDEX invoice_request_by_amount_base ON invoice_request (amount_base, id);
CREATE INDEX invoice_request_by_owner ON invoice_request (owner_id, updated_at, id);
CREATE INDEX invoice_request_by_department ON invoice_request (department_id, updated_at, id);
CREATE INDEX invoice_request_by_account ON invoice_request (account_id, updated_at, id);
CREATE INDEX invoice_request_by_contract ON invoice_request (contract_id, id);
CREATE INDEX invoice_request_by_issued_on ON invoice_request (issued_on, id);
CREATE INDEX invoice_request_by_state ON invoice_request (state, updated_at, id);

-- What somebody was told of: of a record, its day, and how many days before it (below zero: after it). Told once.
CREATE TABLE contract_told (
    record_id BIGINT NOT NULL,
    day       DATE NOT NULL,
    step      INTEGER NOT NULL,
    told_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (record_id, day, step)
);

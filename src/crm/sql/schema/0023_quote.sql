-- Quotes with their versions and options.

-- All versions and options of one offer have the family of the first of them, and its number.
CREATE TABLE quote (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    number         TEXT,
    option         TEXT,
    account_id     BIGINT REFERENCES account (id),
    contact_id     BIGINT REFERENCES contact (id),
    opportunity_id BIGINT REFERENCES opportunity (id),
    price_list_id  BIGINT REFERENCES price_list (id),
    state          TEXT NOT NULL,
    quoted_on      DATE NOT NULL,
    valid_until    DATE,
    amount         BIGINT,
    currency       TEXT,
    language       TEXT NOT NULL,
    terms          TEXT,
    signer         TEXT,
    signer_mail    TEXT,
    answer         TEXT,
    tags           JSONB NOT NULL DEFAULT '[]',
    remark         TEXT,
    family_id      BIGINT NOT NULL,
    revision       INTEGER NOT NULL,
    amount_base    BIGINT,
    sent_at        TIMESTAMPTZ,
    answered_at    TIMESTAMPTZ,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    custom         JSONB NOT NULL DEFAULT '{}',
    removed_at     TIMESTAMPTZ
);
CREATE INDEX quote_untagged ON quote (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX quote_by_tags ON quote USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE UNIQUE INDEX quote_version ON quote (family_id, COALESCE(option, ''), revision) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX quote_number ON quote (number, COALESCE(option, ''), revision) WHERE removed_at IS NULL;
CREATE INDEX quote_by_updated ON quote (updated_at, id);
CREATE INDEX quote_by_created ON quote (created_at, id);
CREATE INDEX quote_by_name ON quote (sort_key, id);
CREATE INDEX quote_by_valid_until ON quote (valid_until, id);
CREATE INDEX quote_by_sent ON quote (sent_at, id);
CREATE INDEX quote_by_amount_base ON quote (amount_base, id);
CREATE INDEX quote_by_owner ON quote (owner_id, updated_at, id);
CREATE INDEX quote_by_department ON quote (department_id, updated_at, id);
CREATE INDEX quote_by_owner_state ON quote (owner_id, state, updated_at, id);
CREATE INDEX quote_by_state ON quote (state, updated_at, id);
CREATE INDEX quote_by_ending ON quote (valid_until, id) WHERE state = 'sent' AND removed_at IS NULL;
CREATE INDEX quote_by_account ON quote (account_id, updated_at, id);
CREATE INDEX quote_by_contact ON quote (contact_id, updated_at, id);
CREATE INDEX quote_by_opportunity ON quote (opportunity_id, updated_at, id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX quote_by_price_list ON quote (price_list_id) WHERE price_list_id IS NOT NULL;

-- The lines of documents, and how large a discount on them may be.

-- A line of a document of any module; the document guards it, and its amounts follow from what was typed.
CREATE TABLE line (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    module        TEXT NOT NULL,
    record_id     BIGINT NOT NULL,
    position      INTEGER NOT NULL,
    product_id    BIGINT REFERENCES product (id),
    text          TEXT,
    quantity      NUMERIC(18, 4) NOT NULL,
    unit          TEXT,
    unit_price    BIGINT NOT NULL,
    discount      NUMERIC(5, 2) NOT NULL,
    tax_rate      NUMERIC(6, 3) NOT NULL,
    tax_included  BOOLEAN NOT NULL,
    currency      TEXT NOT NULL,
    approval      TEXT,
    source_id     BIGINT,
    net           BIGINT NOT NULL,
    tax           BIGINT NOT NULL,
    total         BIGINT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX line_by_record ON line (module, record_id, position, id);
CREATE INDEX line_by_product ON line (product_id, module);

-- How much a role may take off: of everything, or of the products of a category and those below.
CREATE TABLE discount_limit (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    role_id       BIGINT NOT NULL REFERENCES role (id),
    category_id   BIGINT REFERENCES product_category (id),
    percent       NUMERIC(5, 2) NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX discount_limit_by_role ON discount_limit (role_id, id);
CREATE INDEX discount_limit_by_sort_key ON discount_limit (sort_key, id);
CREATE INDEX discount_limit_by_updated ON discount_limit (updated_at, id);
CREATE INDEX discount_limit_by_created ON discount_limit (created_at, id);

-- A discount above the limit of whoever gave it: waits, approved, refused, or withdrawn with its lines.
CREATE TABLE discount_request (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    module        TEXT NOT NULL,
    record_id     BIGINT NOT NULL,
    percent       NUMERIC(5, 2) NOT NULL,
    state         TEXT NOT NULL,
    answer        TEXT,
    decided_by    BIGINT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX discount_request_open ON discount_request (module, record_id) WHERE removed_at IS NULL AND state = 'waits';
CREATE INDEX discount_request_by_record ON discount_request (module, record_id, id);
CREATE INDEX discount_request_by_state ON discount_request (state, updated_at, id);
CREATE INDEX discount_request_by_sort_key ON discount_request (sort_key, id);
CREATE INDEX discount_request_by_updated ON discount_request (updated_at, id);
CREATE INDEX discount_request_by_created ON discount_request (created_at, id);
CREATE INDEX discount_request_by_owner ON discount_request (owner_id, updated_at, id);
CREATE INDEX discount_request_by_department ON discount_request (department_id, updated_at, id);

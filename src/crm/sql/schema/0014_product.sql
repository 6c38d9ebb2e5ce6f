-- What is sold and for how much: products, categories, taxes, exchange rates, price lists.

CREATE TABLE product_category (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    parent_id     BIGINT REFERENCES product_category (id),
    position      INTEGER,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE INDEX product_category_by_sort_key ON product_category (sort_key, id);
CREATE INDEX product_category_by_position ON product_category (position, id);
CREATE INDEX product_category_by_updated ON product_category (updated_at, id);
CREATE INDEX product_category_by_created ON product_category (created_at, id);
CREATE INDEX product_category_by_parent ON product_category (parent_id, id);

CREATE TABLE tax_rate (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    rate          NUMERIC(6, 3) NOT NULL,
    included      BOOLEAN NOT NULL,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX tax_rate_by_sort_key ON tax_rate (sort_key, id);
CREATE INDEX tax_rate_by_rate ON tax_rate (rate, id);
CREATE INDEX tax_rate_by_updated ON tax_rate (updated_at, id);
CREATE INDEX tax_rate_by_created ON tax_rate (created_at, id);

-- One unit of the currency is worth `rate` of the company's own, from that day until the next row of the same currency.
CREATE TABLE exchange_rate (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    currency      TEXT NOT NULL,
    starts_on     DATE NOT NULL,
    rate          NUMERIC(20, 8) NOT NULL CHECK (rate > 0),
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX exchange_rate_of_day ON exchange_rate (currency, starts_on) WHERE removed_at IS NULL;
CREATE INDEX exchange_rate_by_start ON exchange_rate (starts_on, id);
CREATE INDEX exchange_rate_by_currency ON exchange_rate (currency, id);
CREATE INDEX exchange_rate_by_sort_key ON exchange_rate (sort_key, id);
CREATE INDEX exchange_rate_by_updated ON exchange_rate (updated_at, id);
CREATE INDEX exchange_rate_by_created ON exchange_rate (created_at, id);

CREATE TABLE product (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    code          TEXT,
    category_id   BIGINT REFERENCES product_category (id),
    kind          TEXT NOT NULL,
    parent_id     BIGINT REFERENCES product (id),
    attributes    TEXT,
    unit          TEXT,
    price         BIGINT,
    cost          BIGINT,
    currency      TEXT NOT NULL,
    tax_rate_id   BIGINT REFERENCES tax_rate (id),
    active        BOOLEAN NOT NULL,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX product_code ON product (code) WHERE removed_at IS NULL AND code IS NOT NULL;
CREATE INDEX product_by_sort_key ON product (sort_key, id);
CREATE INDEX product_by_updated ON product (updated_at, id);
CREATE INDEX product_by_created ON product (created_at, id);
CREATE INDEX product_by_code ON product (code, id);
CREATE INDEX product_by_price ON product (price, id);
CREATE INDEX product_by_category ON product (category_id, sort_key, id);
CREATE INDEX product_by_parent ON product (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX product_by_tax_rate ON product (tax_rate_id) WHERE tax_rate_id IS NOT NULL;

-- Which customers a list is for: one, those with a tag, those of a grade, or all.
CREATE TABLE price_list (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    currency      TEXT NOT NULL,
    starts_on     DATE,
    ends_on       DATE,
    active        BOOLEAN NOT NULL,
    account_id    BIGINT REFERENCES account (id),
    grades        JSONB NOT NULL DEFAULT '[]',
    tags          JSONB NOT NULL DEFAULT '[]',
    position      INTEGER,
    remark        TEXT,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    custom        JSONB NOT NULL DEFAULT '{}',
    removed_at    TIMESTAMPTZ
);
CREATE INDEX price_list_untagged ON price_list (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX price_list_by_tags ON price_list USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX price_list_by_sort_key ON price_list (sort_key, id);
CREATE INDEX price_list_by_position ON price_list (position, id);
CREATE INDEX price_list_by_updated ON price_list (updated_at, id);
CREATE INDEX price_list_by_created ON price_list (created_at, id);
CREATE INDEX price_list_by_currency ON price_list (currency, position, id);
CREATE INDEX price_list_by_account ON price_list (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE price (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    price_list_id BIGINT NOT NULL REFERENCES price_list (id),
    product_id    BIGINT NOT NULL REFERENCES product (id),
    min_quantity  NUMERIC(18, 4) NOT NULL,
    unit_price    BIGINT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX price_of_quantity ON price (price_list_id, product_id, min_quantity) WHERE removed_at IS NULL;
CREATE INDEX price_by_sort_key ON price (sort_key, id);
CREATE INDEX price_by_updated ON price (updated_at, id);
CREATE INDEX price_by_created ON price (created_at, id);
CREATE INDEX price_by_list ON price (price_list_id, sort_key, id);
CREATE INDEX price_by_product ON price (product_id, id);

-- What a bundle is made of.
CREATE TABLE product_part (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    bundle_id     BIGINT NOT NULL REFERENCES product (id),
    product_id    BIGINT NOT NULL REFERENCES product (id),
    quantity      NUMERIC(18, 4) NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX product_part_once ON product_part (bundle_id, product_id) WHERE removed_at IS NULL;
CREATE INDEX product_part_by_sort_key ON product_part (sort_key, id);
CREATE INDEX product_part_by_updated ON product_part (updated_at, id);
CREATE INDEX product_part_by_created ON product_part (created_at, id);
CREATE INDEX product_part_by_product ON product_part (product_id, id);

-- Competitors with their products, prices and sales, and what happens in the market.

CREATE TABLE competitor (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    threat        TEXT NOT NULL,
    website       TEXT,
    region        TEXT,
    headquarters  TEXT,
    founded       BIGINT,
    employees     BIGINT,
    strengths     TEXT,
    weaknesses    TEXT,
    how_to_win    TEXT,
    tags          JSONB NOT NULL DEFAULT '[]',
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
CREATE INDEX competitor_untagged ON competitor (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX competitor_by_tags ON competitor USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX competitor_by_updated ON competitor (updated_at, id);
CREATE INDEX competitor_by_created ON competitor (created_at, id);
CREATE INDEX competitor_by_sort_key ON competitor (sort_key, id);
CREATE INDEX competitor_by_owner ON competitor (owner_id, updated_at, id);
CREATE INDEX competitor_by_department ON competitor (department_id, updated_at, id);
CREATE INDEX competitor_by_threat ON competitor (threat, id);

CREATE TABLE competitor_product (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    competitor_id BIGINT NOT NULL REFERENCES competitor (id),
    name          TEXT NOT NULL,
    product_id    BIGINT REFERENCES product (id),
    launched_on   DATE,
    strengths     TEXT,
    weaknesses    TEXT,
    tags          JSONB NOT NULL DEFAULT '[]',
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
CREATE INDEX competitor_product_untagged ON competitor_product (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX competitor_product_by_tags ON competitor_product USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX competitor_product_by_updated ON competitor_product (updated_at, id);
CREATE INDEX competitor_product_by_created ON competitor_product (created_at, id);
CREATE INDEX competitor_product_by_sort_key ON competitor_product (sort_key, id);
CREATE INDEX competitor_product_by_owner ON competitor_product (owner_id, updated_at, id);
CREATE INDEX competitor_product_by_department ON competitor_product (department_id, updated_at, id);
CREATE INDEX competitor_product_by_launched_on ON competitor_product (launched_on, id);
CREATE INDEX competitor_product_by_competitor ON competitor_product (competitor_id, updated_at, id);
CREATE INDEX competitor_product_by_product ON competitor_product (product_id, updated_at, id);

CREATE TABLE competitor_price (
    id                    BIGINT PRIMARY KEY,
    version               INTEGER NOT NULL DEFAULT 1,
    sort_key              TEXT COLLATE "C" NOT NULL,
    competitor_product_id BIGINT NOT NULL REFERENCES competitor_product (id),
    price                 BIGINT NOT NULL,
    currency              TEXT NOT NULL,
    unit                  TEXT,
    starts_on             DATE NOT NULL,
    ends_on               DATE,
    region                TEXT,
    origin                TEXT NOT NULL,
    remark                TEXT,
    owner_id              BIGINT,
    department_id         BIGINT,
    created_at            TIMESTAMPTZ NOT NULL,
    created_by            BIGINT,
    updated_at            TIMESTAMPTZ NOT NULL,
    updated_by            BIGINT,
    touched_at            TIMESTAMPTZ,
    removed_at            TIMESTAMPTZ
);
CREATE INDEX competitor_price_by_updated ON competitor_price (updated_at, id);
CREATE INDEX competitor_price_by_created ON competitor_price (created_at, id);
CREATE INDEX competitor_price_by_owner ON competitor_price (owner_id, updated_at, id);
CREATE INDEX competitor_price_by_department ON competitor_price (department_id, updated_at, id);
CREATE INDEX competitor_price_by_starts_on ON competitor_price (starts_on, id);
CREATE INDEX competitor_price_by_ends_on ON competitor_price (ends_on, id);
CREATE INDEX competitor_price_by_competitor_product ON competitor_price (competitor_product_id, starts_on, id);

CREATE TABLE competitor_sale (
    id                    BIGINT PRIMARY KEY,
    version               INTEGER NOT NULL DEFAULT 1,
    sort_key              TEXT COLLATE "C" NOT NULL,
    competitor_id         BIGINT NOT NULL REFERENCES competitor (id),
    competitor_product_id BIGINT REFERENCES competitor_product (id),
    starts_on             DATE NOT NULL,
    ends_on               DATE NOT NULL,
    amount                BIGINT,
    currency              TEXT NOT NULL,
    quantity              NUMERIC(18, 2),
    share                 NUMERIC(5, 2),
    origin                TEXT NOT NULL,
    remark                TEXT,
    amount_base           BIGINT,
    owner_id              BIGINT,
    department_id         BIGINT,
    created_at            TIMESTAMPTZ NOT NULL,
    created_by            BIGINT,
    updated_at            TIMESTAMPTZ NOT NULL,
    updated_by            BIGINT,
    touched_at            TIMESTAMPTZ,
    removed_at            TIMESTAMPTZ
);
CREATE INDEX competitor_sale_by_updated ON competitor_sale (updated_at, id);
CREATE INDEX competitor_sale_by_created ON competitor_sale (created_at, id);
CREATE INDEX competitor_sale_by_owner ON competitor_sale (owner_id, updated_at, id);
CREATE INDEX competitor_sale_by_department ON competitor_sale (department_id, updated_at, id);
CREATE INDEX competitor_sale_by_starts_on ON competitor_sale (starts_on, id);
CREATE INDEX competitor_sale_by_ends_on ON competitor_sale (ends_on, id);
CREATE INDEX competitor_sale_by_competitor ON competitor_sale (competitor_id, starts_on, id);
CREATE INDEX competitor_sale_by_competitor_product ON competitor_sale (competitor_product_id, starts_on, id);

CREATE TABLE market_note (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    noted_on      DATE NOT NULL,
    impact        TEXT,
    competitor_id BIGINT REFERENCES competitor (id),
    industry      TEXT,
    region        TEXT,
    source        TEXT,
    link          TEXT,
    body          TEXT,
    tags          JSONB NOT NULL DEFAULT '[]',
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
CREATE INDEX market_note_untagged ON market_note (updated_at, id) WHERE tags = '[]';
-- :only postgresql
CREATE INDEX market_note_by_tags ON market_note USING gin (tags) WITH (fastupdate = off);
-- :end
CREATE INDEX market_note_by_updated ON market_note (updated_at, id);
CREATE INDEX market_note_by_created ON market_note (created_at, id);
CREATE INDEX market_note_by_sort_key ON market_note (sort_key, id);
CREATE INDEX market_note_by_owner ON market_note (owner_id, updated_at, id);
CREATE INDEX market_note_by_department ON market_note (department_id, updated_at, id);
CREATE INDEX market_note_by_kind ON market_note (kind, id);
CREATE INDEX market_note_by_noted_on ON market_note (noted_on, id);
CREATE INDEX market_note_by_competitor ON market_note (competitor_id, updated_at, id);

-- Saved mappings of imports: which heading is which field, under a name, for everybody who imports into the module.

CREATE TABLE import_mapping (
    id         BIGINT PRIMARY KEY,
    module     TEXT NOT NULL,
    name       TEXT NOT NULL,
    fields     JSONB NOT NULL,
    options    JSONB NOT NULL DEFAULT '{}',
    actor_id   BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX import_mapping_name ON import_mapping (module, name);

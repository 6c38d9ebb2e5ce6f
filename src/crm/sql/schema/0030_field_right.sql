-- What roles may do with single fields, and who was shown masked values in full.

-- What a role may not do with a field, added or built in: hidden, masked, read_only.
CREATE TABLE field_right (
    module  TEXT NOT NULL,
    field   TEXT NOT NULL,
    role_id BIGINT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    level   TEXT NOT NULL,
    PRIMARY KEY (module, field, role_id)
);
CREATE INDEX field_right_by_role ON field_right (role_id);

CREATE TABLE reveal (
    id        BIGINT PRIMARY KEY,
    at        TIMESTAMPTZ NOT NULL,
    user_id   BIGINT NOT NULL,
    module    TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    field     TEXT NOT NULL
);
CREATE INDEX reveal_by_user ON reveal (user_id, at);
CREATE INDEX reveal_by_record ON reveal (module, record_id, id);

-- A person's erasure: the fact with a number, never with the person. Legal hold: what stays until its reason ends.

-- What the values and the words of a change were, as their digest: the chain holds though they are gone.
ALTER TABLE change_item ADD COLUMN erased TEXT;
ALTER TABLE change_set ADD COLUMN erased TEXT;

CREATE TABLE erasure (
    id        BIGINT PRIMARY KEY,
    at        TIMESTAMPTZ NOT NULL,
    actor_id  BIGINT NOT NULL,
    module    TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    ground    TEXT NOT NULL,
    counts    JSONB NOT NULL
);

CREATE TABLE legal_hold (
    record_id  BIGINT PRIMARY KEY,
    module     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    until      DATE,
    created_at TIMESTAMPTZ NOT NULL,
    created_by BIGINT NOT NULL
);

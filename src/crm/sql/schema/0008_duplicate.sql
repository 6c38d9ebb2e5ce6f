-- Likely twins: how strict the forms are, what an agreement is worth, the pairs found, and those known to be different.
-- The keys to find them by stand in record_key, beside the exact ones.

CREATE TABLE duplicate_rule (
    module     TEXT PRIMARY KEY,
    action     TEXT NOT NULL,
    threshold  INTEGER NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by BIGINT
);

CREATE TABLE duplicate_weight (
    module    TEXT PRIMARY KEY,
    weights   JSONB NOT NULL,
    records   BIGINT NOT NULL,
    pairs     BIGINT NOT NULL,
    learnt_at TIMESTAMPTZ NOT NULL
);

-- By which version of the rules the keys of every record of a module were made.
CREATE TABLE duplicate_keyed (
    module  TEXT PRIMARY KEY,
    version INTEGER NOT NULL
);

-- weight: hundredths of the log2 of the odds that both are one. state: likely, or different when somebody said so.
CREATE TABLE duplicate_pair (
    one_id     BIGINT NOT NULL,
    other_id   BIGINT NOT NULL,
    module     TEXT NOT NULL,
    weight     INTEGER NOT NULL,
    levels     JSONB NOT NULL,
    state      TEXT NOT NULL DEFAULT 'likely',
    found_at   TIMESTAMPTZ NOT NULL,
    decided_by BIGINT,
    PRIMARY KEY (one_id, other_id)
);
CREATE INDEX duplicate_pair_by_weight ON duplicate_pair (module, state, weight, one_id, other_id);
CREATE INDEX duplicate_pair_by_other ON duplicate_pair (other_id, one_id);

-- What a merge made of the record's last touch, which is derived and so not in the journal: for its undo.
CREATE TABLE duplicate_touch (
    group_id  BIGINT PRIMARY KEY,
    module    TEXT NOT NULL,
    kept_id   BIGINT NOT NULL,
    gone_id   BIGINT NOT NULL,
    was       TIMESTAMPTZ,
    made      TIMESTAMPTZ
);
CREATE INDEX duplicate_touch_by_gone ON duplicate_touch (gone_id);

-- People: invitations, positions, who stands in for whom, and what was handed over when somebody left.

CREATE TABLE invitation (
    user_id  BIGINT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    sent_at  TIMESTAMPTZ NOT NULL,
    sent_by  BIGINT,
    until    TIMESTAMPTZ NOT NULL,
    times    INTEGER NOT NULL
);

CREATE TABLE job_position (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    grade          TEXT,
    team_id        BIGINT REFERENCES department (id),
    remark         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX job_position_by_name ON job_position (sort_key, id);
CREATE INDEX job_position_by_updated ON job_position (updated_at, id);
CREATE INDEX job_position_by_created ON job_position (created_at, id);
ALTER TABLE app_user ADD COLUMN position_id BIGINT REFERENCES job_position (id);
CREATE INDEX app_user_by_position ON app_user (position_id) WHERE position_id IS NOT NULL;

-- One is from its first to its last day, as the company's calendar has them.
CREATE TABLE absence (
    id BIGINT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, sort_key TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    person_id      BIGINT NOT NULL REFERENCES app_user (id),
    stand_in_id    BIGINT NOT NULL REFERENCES app_user (id),
    first_day      DATE NOT NULL,
    last_day       DATE NOT NULL,
    covers         TEXT NOT NULL,
    remark         TEXT,
    owner_id BIGINT, department_id BIGINT, created_at TIMESTAMPTZ NOT NULL, created_by BIGINT,
    updated_at TIMESTAMPTZ NOT NULL, updated_by BIGINT, touched_at TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX absence_by_updated ON absence (updated_at, id);
CREATE INDEX absence_by_created ON absence (created_at, id);
CREATE INDEX absence_by_first ON absence (first_day, id);
CREATE INDEX absence_by_name ON absence (sort_key, id);
CREATE INDEX absence_by_owner ON absence (owner_id, first_day, id);
CREATE INDEX absence_by_department ON absence (department_id, first_day, id);
CREATE INDEX absence_by_person ON absence (person_id, last_day);
CREATE INDEX absence_by_stand_in ON absence (stand_in_id, last_day);

CREATE TABLE handover (
    id         BIGINT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id),
    leaves     BOOLEAN NOT NULL,
    plan       JSONB NOT NULL,
    group_id   BIGINT NOT NULL,
    job_id     BIGINT,
    asked_at   TIMESTAMPTZ NOT NULL,
    asked_by   BIGINT NOT NULL,
    ended_at   TIMESTAMPTZ
);
CREATE INDEX handover_by_user ON handover (user_id, id);

-- What became of each record: who has it now, or why it stayed.
CREATE TABLE handover_move (
    handover_id BIGINT NOT NULL REFERENCES handover (id) ON DELETE CASCADE,
    module      TEXT NOT NULL,
    field       TEXT NOT NULL,
    record_id   BIGINT NOT NULL,
    title       TEXT NOT NULL,
    receiver    TEXT NOT NULL,
    even        BOOLEAN NOT NULL,
    why         TEXT,
    PRIMARY KEY (handover_id, module, field, record_id)
);

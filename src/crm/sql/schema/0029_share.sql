-- Shares on a record, and teams across departments.

CREATE TABLE team (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
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
CREATE INDEX team_by_sort_key ON team (sort_key, id);
CREATE INDEX team_by_updated ON team (updated_at, id);
CREATE INDEX team_by_created ON team (created_at, id);

CREATE TABLE team_member (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    team_id       BIGINT NOT NULL REFERENCES team (id),
    person_id     BIGINT NOT NULL REFERENCES app_user (id),
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE INDEX team_member_by_team ON team_member (team_id, id);
CREATE INDEX team_member_by_person ON team_member (person_id, team_id);
CREATE INDEX team_member_by_updated ON team_member (updated_at, id);
CREATE INDEX team_member_by_created ON team_member (created_at, id);

CREATE TABLE share (
    id             BIGINT PRIMARY KEY,
    version        INTEGER NOT NULL DEFAULT 1,
    sort_key       TEXT COLLATE "C" NOT NULL,
    name           TEXT NOT NULL,
    subject_module TEXT NOT NULL,
    subject_id     BIGINT NOT NULL,
    person_id      BIGINT REFERENCES app_user (id),
    unit_id        BIGINT REFERENCES department (id),
    team_id        BIGINT REFERENCES team (id),
    role_id        BIGINT REFERENCES role (id),
    allows         TEXT NOT NULL,
    parts          BOOLEAN NOT NULL DEFAULT FALSE,
    until          DATE,
    remark         TEXT,
    owner_id       BIGINT,
    department_id  BIGINT,
    created_at     TIMESTAMPTZ NOT NULL,
    created_by     BIGINT,
    updated_at     TIMESTAMPTZ NOT NULL,
    updated_by     BIGINT,
    touched_at     TIMESTAMPTZ,
    removed_at     TIMESTAMPTZ
);
CREATE INDEX share_by_subject ON share (subject_id, id);
CREATE INDEX share_by_sort_key ON share (sort_key, id);
CREATE INDEX share_by_updated ON share (updated_at, id);
CREATE INDEX share_by_created ON share (created_at, id);
CREATE INDEX share_by_until ON share (until, id);

-- The records that are opened one by one; `source_id` is what says so: a share, or a member of the team of a deal (`kind`).
-- `holder_id` is a person, a role, a department or a team: ids are of one sequence. The door is closed from `ends_at` on. `parts`: what
-- belongs to the record is opened with it.
CREATE TABLE record_door (
    source_id BIGINT PRIMARY KEY,
    kind      TEXT NOT NULL,
    module    TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    holder_id BIGINT NOT NULL,
    edits     BOOLEAN NOT NULL,
    ends_at   TIMESTAMPTZ,
    parts     BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX record_door_by_holder ON record_door (holder_id, module, record_id, edits, ends_at);
CREATE INDEX record_door_by_record ON record_door (record_id, holder_id);

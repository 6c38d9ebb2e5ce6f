-- What each person opened lately, so that a search shows it first (the newest two hundred of each person are kept), and on whose teams he is.

CREATE TABLE recent (
    user_id   BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    record_id BIGINT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, record_id)
);
CREATE INDEX recent_by_opened ON recent (user_id, opened_at);

-- Who sees a record because he is on its team; `source_id` is the record that says so.
CREATE TABLE team_door (
    source_id BIGINT PRIMARY KEY,
    module    TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    user_id   BIGINT NOT NULL
);
CREATE INDEX team_door_by_user ON team_door (user_id, module, record_id);
CREATE INDEX team_door_by_record ON team_door (record_id, user_id);

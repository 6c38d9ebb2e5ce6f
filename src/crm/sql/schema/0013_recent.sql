-- What each person opened lately, so that a search shows it first (the newest two hundred of each person are kept).

CREATE TABLE recent (
    user_id   BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    record_id BIGINT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, record_id)
);
CREATE INDEX recent_by_opened ON recent (user_id, opened_at);

-- Roles that came with the program know which, and an administrator may look at the program as somebody else.

ALTER TABLE role ADD COLUMN ready TEXT;

-- A session that shows for a while what another person sees. It goes with the session.
CREATE TABLE view_as (
    token_hash TEXT PRIMARY KEY REFERENCES session (token_hash) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    begun_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX view_as_by_user ON view_as (user_id);

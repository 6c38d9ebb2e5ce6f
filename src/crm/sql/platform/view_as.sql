-- Sessions that show what somebody else sees. Run by crm.dao.platform.view_as.ViewAsDao.

-- :name view :one
-- At whom a session looks.
SELECT v.user_id, v.begun_at
  FROM view_as v
 WHERE v.token_hash = :token_hash;

-- :name put :affected
INSERT INTO view_as (token_hash, user_id, begun_at)
VALUES (:token_hash, :user_id, :now)
    ON CONFLICT (token_hash) DO UPDATE
   SET user_id = excluded.user_id, begun_at = excluded.begun_at;

-- :name drop :affected
DELETE FROM view_as
 WHERE token_hash = :token_hash;

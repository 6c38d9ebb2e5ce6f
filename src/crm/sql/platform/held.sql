-- Held forms. Run by crm.dao.platform.held.HeldDao.

-- :name insert :affected
INSERT INTO held_form (token_hash, user_id, path, data, created_at)
VALUES (:token_hash, :user_id, :path, :data, :now);

-- :name get :one
SELECT h.path, h.data
  FROM held_form h
 WHERE h.token_hash = :token_hash
   AND h.user_id = :user_id;

-- :name drop_older :affected
-- Only the newest few of a person are kept.
DELETE FROM held_form
 WHERE user_id = :user_id
   AND token_hash NOT IN (SELECT h.token_hash
                            FROM held_form h
                           WHERE h.user_id = :user_id
                           ORDER BY h.created_at DESC
                           LIMIT :size);

-- Browsers that want notices pushed. Run by crm.dao.platform.notice_push.NoticePushDao.

-- :name devices :many
SELECT d.key, d.user_id, d.name, d.sealed, d.created_at
  FROM notice_device d
 WHERE d.user_id IN (:user_ids)
 ORDER BY d.user_id, d.created_at DESC, d.key;

-- :name get :one
-- Open: run by the system to send one notice to the browser it is for.
SELECT d.key, d.user_id, d.name, d.sealed, d.created_at
  FROM notice_device d
  JOIN app_user u ON u.id = d.user_id
 WHERE d.key = :key
   AND u.state = 'active'
   AND u.removed_at IS NULL;

-- :name put :affected
INSERT INTO notice_device (key, user_id, name, sealed, created_at)
VALUES (:key, :user_id, :name, :sealed, :now)
    ON CONFLICT (key) DO UPDATE
   SET user_id = excluded.user_id, name = excluded.name, sealed = excluded.sealed, created_at = excluded.created_at;

-- :name remove :affected
DELETE FROM notice_device
 WHERE key = :key
   AND user_id = :user_id;    -- :if user_id

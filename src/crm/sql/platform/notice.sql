-- Notices. Run by crm.dao.platform.notice.NoticeDao.

-- :name readers :many
-- Open: run by the system to find whom a notice is for.
SELECT u.id, u.language, u.timezone, u.mail
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.id;

-- :name insert :batch
INSERT INTO notice (user_id, kind, title, url, created_at)
VALUES (:user_id, :kind, :title, :url, :created_at);

-- :name unread :scalar
SELECT COUNT(*)
  FROM (SELECT 1
          FROM notice n
         WHERE n.user_id = :user_id
           AND n.read_at IS NULL
         LIMIT :size) counted;

-- :name page :many
SELECT n.id, n.user_id, n.kind, n.title, n.url, n.created_at, n.read_at
  FROM notice n
 WHERE n.user_id = :user_id
   AND n.id < :before_id    -- :if before_id
 ORDER BY n.id DESC
 LIMIT :size;

-- :name get :one
SELECT n.id, n.user_id, n.kind, n.title, n.url, n.created_at, n.read_at
  FROM notice n
 WHERE n.id = :id
   AND n.user_id = :user_id;

-- :name read :affected
UPDATE notice
   SET read_at = :now
 WHERE user_id = :user_id
   AND read_at IS NULL
   AND id = :id;    -- :if id

-- :name forget :affected
DELETE FROM notice
 WHERE read_at < :before;

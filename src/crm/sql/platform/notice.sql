-- Notices. Run by crm.dao.platform.notice.NoticeDao.

-- :name readers :many
-- :steady
-- Open: run by the system to find whom a notice is for.
SELECT u.id, u.language, u.timezone, u.mail, c.way, COALESCE(c.push, FALSE) AS push, h.quiet_from, h.quiet_until,
       h.digest_at
  FROM app_user u
  LEFT JOIN notice_choice c ON c.user_id = u.id
                           AND c.kind = :kind
  LEFT JOIN notice_hours h ON h.user_id = u.id
 WHERE u.id IN (:ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.id;

-- :name insert :batch
INSERT INTO notice (user_id, kind, title, url, created_at, body, module, record_id, way, mail_at)
VALUES (:user_id, :kind, :title, :url, :created_at, :body, :module, :record_id, :way, :mail_at);

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
   AND n.kind = :kind       -- :if kind
   AND n.read_at IS NULL    -- :if only_unread
 ORDER BY n.id DESC
 LIMIT :size;

-- :name get :one
-- :steady
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

-- :name unread_again :affected
UPDATE notice
   SET read_at = NULL
 WHERE user_id = :user_id
   AND id = :id;

-- :name forget :affected
DELETE FROM notice
 WHERE read_at < :before;

-- :name take_due :many
-- The condition stands twice: a second worker that waited for the first looks again.
UPDATE notice
   SET mail_at = NULL
 WHERE id IN (SELECT n.id
                FROM notice n
               WHERE n.mail_at <= :now
               ORDER BY n.mail_at, n.user_id, n.id
               LIMIT :size)
   AND mail_at IS NOT NULL
RETURNING user_id, kind, title, url, body, way, created_at, read_at;

-- :name choices :many
SELECT c.kind, c.way, c.push
  FROM notice_choice c
 WHERE c.user_id = :user_id
 ORDER BY c.kind;

-- :name choose :affected
INSERT INTO notice_choice (user_id, kind, way, push)
VALUES (:user_id, :kind, :way, :push)
    ON CONFLICT (user_id, kind) DO UPDATE
   SET way = excluded.way, push = excluded.push;

-- :name hours :one
SELECT h.quiet_from, h.quiet_until, h.digest_at
  FROM notice_hours h
 WHERE h.user_id = :user_id;

-- :name put_hours :affected
INSERT INTO notice_hours (user_id, quiet_from, quiet_until, digest_at)
VALUES (:user_id, :quiet_from, :quiet_until, :digest_at)
    ON CONFLICT (user_id) DO UPDATE
   SET quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, digest_at = excluded.digest_at;

-- :name assigned :many
-- :steady
-- Open: each new owner is told of his own records alone.
SELECT e.id, e.module, e.title, e.owner_id
  FROM search_entry e
 WHERE e.id IN (:ids)
   AND e.owner_id IS NOT NULL
   AND e.removed_at IS NULL
 ORDER BY e.id;

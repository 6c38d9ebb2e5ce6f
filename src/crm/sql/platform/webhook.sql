-- Webhooks. Run by crm.dao.platform.webhook.WebhookDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT w.id, w.version, w.sort_key, w.name, w.subject, w.verbs, w.url, w.private, w.active, w.condition, w.owner_id,
       o.name AS owner_name, w.department_id, d.name AS department_name, w.created_at, w.created_by, w.updated_at,
       w.updated_by, w.touched_at
  FROM webhook w
  LEFT JOIN app_user o ON o.id = w.owner_id
  LEFT JOIN department d ON d.id = w.department_id
 WHERE TRUE    -- :visible w
   AND TRUE    -- :filter w
   AND TRUE    -- :after w
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM webhook w
         WHERE TRUE    -- :visible w
           AND TRUE    -- :filter w
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT w.id, w.version, w.sort_key, w.name, w.subject, w.verbs, w.url, w.private, w.active, w.condition, w.owner_id,
       o.name AS owner_name, w.department_id, d.name AS department_name, w.created_at, w.created_by, w.updated_at,
       w.updated_by, w.touched_at
  FROM webhook w
  LEFT JOIN app_user o ON o.id = w.owner_id
  LEFT JOIN department d ON d.id = w.department_id
 WHERE w.id IN (:ids)
   AND TRUE;    -- :visible w

-- :name insert :batch
INSERT INTO webhook (id, version, sort_key, name, subject, verbs, url, private, active, condition, owner_id,
                     department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :subject, :verbs, :url, :private, :active, :condition, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE webhook
   SET version = :next_version, sort_key = :sort_key, name = :name, subject = :subject, verbs = :verbs, url = :url,
       private = :private, active = :active, condition = :condition, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE webhook
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name every :many
-- :steady
-- Open: every write asks which webhooks are to be told of it, whoever writes.
SELECT w.id, w.name, w.subject, w.verbs, w.url, w.private, w.condition, w.owner_id,
       (w.active AND w.removed_at IS NULL) AS live
  FROM webhook w
 WHERE w.id = :id    -- :if id
 ORDER BY w.id;

-- Followers and stars. Run by crm.dao.platform.follow.FollowDao.

-- :name own :many
-- :steady
SELECT f.kind AS what, CAST(NULL AS TEXT) AS data
  FROM follow f
 WHERE f.user_id = :user_id
   AND f.record_id = :record_id
UNION ALL
SELECT 'draft.' || d.kind AS what, CAST(d.data AS TEXT) AS data
  FROM draft d
 WHERE d.user_id = :user_id
   AND d.record_id = :record_id;

-- :name put :affected
INSERT INTO follow (user_id, record_id, kind, module, created_at)
VALUES (:user_id, :record_id, :kind, :module_name, :now)
    ON CONFLICT DO NOTHING;

-- :name drop :affected
DELETE FROM follow
 WHERE user_id = :user_id
   AND record_id = :record_id
   AND kind = :kind;

-- :name move :many
UPDATE follow
   SET record_id = :kept_id
 WHERE record_id = :gone_id
   AND NOT EXISTS (SELECT 1
                     FROM follow k
                    WHERE k.user_id = follow.user_id
                      AND k.kind = follow.kind
                      AND k.record_id = :kept_id)
RETURNING user_id, kind;

-- :name note :batch
INSERT INTO follow_moved (group_id, user_id, kind, kept_id, gone_id)
VALUES (:group_id, :user_id, :kind, :kept_id, :gone_id);

-- :name noted :many
SELECT m.user_id, m.kind, m.group_id, m.kept_id, m.gone_id
  FROM follow_moved m
 WHERE m.gone_id IN (:ids);

-- :name move_back :batch
UPDATE follow
   SET record_id = :gone_id
 WHERE user_id = :user_id
   AND kind = :kind
   AND record_id = :kept_id;

-- :name forget :affected
DELETE FROM follow_moved
 WHERE group_id IN (:groups);

-- :name marked :many
SELECT e.id, e.module, e.title, e.second
  FROM follow f
  JOIN search_entry e ON e.id = f.record_id
 WHERE f.user_id = :user_id
   AND f.kind = :kind
   AND TRUE    -- :anywhere e
 ORDER BY f.created_at DESC, f.record_id DESC
 LIMIT :size;

-- :name titles :many
-- :steady
SELECT e.id, e.module, e.title, e.second
  FROM search_entry e
 WHERE e.id IN (:ids)
   AND TRUE;    -- :anywhere e

-- :name place :one
-- :steady
-- Open: asked by the service, to find out who may see the record.
SELECT e.id, e.owner_id, e.department_id, e.pool_id
  FROM search_entry e
 WHERE e.id = :record_id
   AND e.removed_at IS NULL;

-- :name followers :many
-- Open: the service holds each follower's own predicate against the row before it tells him anything.
SELECT f.user_id, e.title, e.id, e.owner_id, e.department_id, e.pool_id
  FROM follow f
  JOIN search_entry e ON e.id = f.record_id
 WHERE f.record_id IN (:ids)
   AND f.kind = 'follow'
   AND f.user_id <> :actor_id
   AND NOT EXISTS (SELECT 1
                     FROM notice n
                    WHERE n.user_id = f.user_id
                      AND n.kind = 'follow'
                      AND n.read_at IS NULL
                      AND n.url = :path || '/' || CAST(f.record_id AS TEXT))
 ORDER BY f.record_id, f.user_id;

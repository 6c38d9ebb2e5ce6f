-- Flows of approval. Run by crm.dao.platform.approval_flow.ApprovalFlowDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.name, f.subject, f.position, f.active, f.allow_own, f.condition, f.owner_id,
       o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM approval_flow f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE TRUE    -- :visible f
   AND TRUE    -- :filter f
   AND TRUE    -- :after f
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM approval_flow f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.name, f.subject, f.position, f.active, f.allow_own, f.condition, f.owner_id,
       o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM approval_flow f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO approval_flow (id, version, sort_key, name, subject, position, active, allow_own, condition, owner_id,
                           department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :subject, :position, :active, :allow_own, :condition, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE approval_flow
   SET version = :next_version, sort_key = :sort_key, name = :name, subject = :subject, position = :position,
       active = :active, allow_own = :allow_own, condition = :condition, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE approval_flow
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name every :many
-- Open: flows hold whoever writes a record, whatever he may read of them. Those that are gone are told too: requests may still run.
SELECT f.id, f.name, f.subject, f.condition, f.allow_own, (f.active AND f.removed_at IS NULL) AS live
  FROM approval_flow f
 ORDER BY f.position, f.id;

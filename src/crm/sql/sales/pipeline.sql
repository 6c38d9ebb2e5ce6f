-- Pipelines. Run by crm.dao.sales.pipeline.PipelineDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.position, p.active, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at
  FROM pipeline p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM pipeline p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.position, p.active, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at
  FROM pipeline p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO pipeline (id, version, sort_key, name, position, active, remark, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :position, :active, :remark, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE pipeline
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       position = :position,
       active = :active,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE pipeline
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_order :many
-- Open: every way of selling is known to whoever may see deals; they hold no customer's data.
SELECT p.id, p.name, p.active
  FROM pipeline p
 WHERE p.removed_at IS NULL
 ORDER BY p.position, p.id;

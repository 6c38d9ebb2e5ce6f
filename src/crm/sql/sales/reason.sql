-- Win and loss reasons. Run by crm.dao.sales.reason.ReasonDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.name, r.kind, r.position, r.detailed, r.owner_id, o.name AS owner_name,
       r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by,
       r.touched_at
  FROM reason r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM reason r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.name, r.kind, r.position, r.detailed, r.owner_id, o.name AS owner_name,
       r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by,
       r.touched_at
  FROM reason r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO reason (id, version, sort_key, name, kind, position, detailed, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :kind, :position, :detailed, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE reason
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       kind = :kind,
       position = :position,
       detailed = :detailed,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE reason
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_order :many
-- Open: reasons are the house's own words; they hold no customer's data.
SELECT r.id, r.name, r.kind, r.detailed
  FROM reason r
 WHERE r.removed_at IS NULL
 ORDER BY r.kind, r.position, r.id;

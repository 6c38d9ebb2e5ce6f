-- Departments. Run by crm.dao.platform.department.DepartmentDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.parent_id, p.manager_id, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, p.custom, q.name AS parent_name, m.name AS manager_name
  FROM department p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN department q ON q.id = p.parent_id
  LEFT JOIN app_user m ON m.id = p.manager_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM department p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.parent_id, p.manager_id, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, p.custom, q.name AS parent_name, m.name AS manager_name
  FROM department p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN department q ON q.id = p.parent_id
  LEFT JOIN app_user m ON m.id = p.manager_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO department (id, version, sort_key, name, parent_id, manager_id, remark, owner_id, department_id, created_at, created_by,
                        updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :parent_id, :manager_id, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE department
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       parent_id = :parent_id,
       manager_id = :manager_id,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE department
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name branches :many
-- Open: the organisation is no secret to those who work in it.
SELECT p.id, p.name, p.parent_id
  FROM department p
 WHERE p.removed_at IS NULL
 ORDER BY p.sort_key, p.id;

-- :name people :many
-- Open: the organisation is no secret to those who work in it.
SELECT p.id AS department_id, p.manager_id, m.name AS manager_name,
       COUNT(CASE WHEN u.state = 'active' THEN 1 END) AS people, COUNT(u.id) AS members
  FROM department p
  LEFT JOIN app_user m ON m.id = p.manager_id
  LEFT JOIN app_user u ON u.department_id = p.id AND u.removed_at IS NULL
 WHERE p.removed_at IS NULL
 GROUP BY p.id, p.manager_id, m.name;

-- :name clear_tree :affected
DELETE FROM department_tree
 WHERE depth >= 0;

-- :name put_tree :batch
INSERT INTO department_tree (above_id, below_id, depth)
VALUES (:above_id, :below_id, :depth);

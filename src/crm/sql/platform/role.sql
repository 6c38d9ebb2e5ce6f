-- Roles. Run by crm.dao.platform.role.RoleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.name, r.remark, r.administrator, r.factor, r.screen_mark, r.grants, r.owner_id,
       o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by,
       r.touched_at
  FROM role r
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
          FROM role r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.name, r.remark, r.administrator, r.factor, r.screen_mark, r.grants, r.owner_id,
       o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by,
       r.touched_at
  FROM role r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO role (id, version, sort_key, name, remark, administrator, factor, screen_mark, grants, owner_id, department_id,
                  created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :remark, :administrator, :factor, :screen_mark, :grants, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE role
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       remark = :remark,
       administrator = :administrator,
       factor = :factor,
       screen_mark = :screen_mark,
       grants = :grants,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE role
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name names :many
-- Open: their names alone are no secret; they stand on the pages of users.
SELECT r.id, r.name
  FROM role r
 WHERE r.removed_at IS NULL
 ORDER BY r.sort_key, r.id;

-- :name holders :many
-- Open: who may read a role may know who holds it; the service reads the role first.
SELECT u.id, u.name, u.state, d.name AS department_name
  FROM user_role ur
  JOIN app_user u ON u.id = ur.user_id
  LEFT JOIN department d ON d.id = u.department_id
 WHERE ur.role_id = :role_id
   AND u.removed_at IS NULL
 ORDER BY u.sort_key, u.id;

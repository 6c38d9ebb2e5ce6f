-- Pool members. Run by crm.dao.sales.pool_member.PoolMemberDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.pool_id, m.person_id, m.role_id, m.unit_id, m.manages, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at, p.name
       AS pool_name, u.name AS person_name, r.name AS role_name, t.name AS unit_name
  FROM pool_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN pool p ON p.id = m.pool_id
  LEFT JOIN app_user u ON u.id = m.person_id
  LEFT JOIN role r ON r.id = m.role_id
  LEFT JOIN department t ON t.id = m.unit_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM pool_member m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.pool_id, m.person_id, m.role_id, m.unit_id, m.manages, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at, p.name
       AS pool_name, u.name AS person_name, r.name AS role_name, t.name AS unit_name
  FROM pool_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN pool p ON p.id = m.pool_id
  LEFT JOIN app_user u ON u.id = m.person_id
  LEFT JOIN role r ON r.id = m.role_id
  LEFT JOIN department t ON t.id = m.unit_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO pool_member (id, version, sort_key, pool_id, person_id, role_id, unit_id, manages, owner_id, department_id,
                         created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :pool_id, :person_id, :role_id, :unit_id, :manages, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE pool_member
   SET version = :next_version,
       sort_key = :sort_key,
       pool_id = :pool_id,
       person_id = :person_id,
       role_id = :role_id,
       unit_id = :unit_id,
       manages = :manages,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE pool_member
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: who is a member decides who sees what lies in the pool.
SELECT m.id, m.version, m.sort_key, m.pool_id, m.person_id, m.role_id, m.unit_id, m.manages, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at,
       p.name AS pool_name, u.name AS person_name, r.name AS role_name, t.name AS unit_name
  FROM pool_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN pool p ON p.id = m.pool_id
  LEFT JOIN app_user u ON u.id = m.person_id
  LEFT JOIN role r ON r.id = m.role_id
  LEFT JOIN department t ON t.id = m.unit_id
 WHERE m.pool_id = :pool_id
   AND m.removed_at IS NULL
 ORDER BY m.id;

-- :name pools_with :many
-- :steady
-- Open: membership follows every member, whoever writes it.
SELECT DISTINCT m.pool_id
  FROM pool_member m
 WHERE m.id IN (:ids);

-- :name managed :many
-- Open: who manages a pool decides who may hand out what lies in it.
SELECT DISTINCT m.pool_id
  FROM pool_member m
 WHERE m.removed_at IS NULL
   AND m.manages
   AND (m.person_id = :user_id
        OR m.role_id IN (SELECT ur.role_id
                           FROM user_role ur
                           JOIN role r ON r.id = ur.role_id
                          WHERE ur.user_id = :user_id
                            AND r.removed_at IS NULL)
        OR m.unit_id IN (SELECT t.above_id
                           FROM app_user u
                           JOIN department_tree t ON t.below_id = u.department_id
                          WHERE u.id = :user_id));

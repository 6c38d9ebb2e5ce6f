-- Discount limits. Run by crm.dao.sales.discount_limit.DiscountLimitDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.role_id, l.category_id, l.percent, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by,
       l.touched_at, r.name AS role_name, c.name AS category_name
  FROM discount_limit l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
  LEFT JOIN product_category c ON c.id = l.category_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM discount_limit l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT l.id, l.version, l.sort_key, l.role_id, l.category_id, l.percent, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by,
       l.touched_at, r.name AS role_name, c.name AS category_name
  FROM discount_limit l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
  LEFT JOIN product_category c ON c.id = l.category_id
 WHERE l.id IN (:ids)
   AND TRUE;    -- :visible l

-- :name insert :batch
INSERT INTO discount_limit (id, version, sort_key, role_id, category_id, percent, owner_id, department_id,
                            created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :role_id, :category_id, :percent, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE discount_limit
   SET version = :next_version, sort_key = :sort_key, role_id = :role_id, category_id = :category_id,
       percent = :percent, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE discount_limit
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: whoever gives a discount is held against the limits of his own roles.
SELECT l.id, l.role_id, l.category_id, l.percent
  FROM discount_limit l
 WHERE l.role_id IN (:roles)
   AND l.removed_at IS NULL;

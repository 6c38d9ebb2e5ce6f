-- Product categories. Run by crm.dao.sales.product_category.ProductCategoryDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.name, c.parent_id, c.position, c.remark, c.owner_id, o.name AS owner_name,
       c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at, c.updated_by,
       c.touched_at, c.custom, p.name AS parent_name
  FROM product_category c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN product_category p ON p.id = c.parent_id
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM product_category c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.name, c.parent_id, c.position, c.remark, c.owner_id, o.name AS owner_name,
       c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at, c.updated_by,
       c.touched_at, c.custom, p.name AS parent_name
  FROM product_category c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN product_category p ON p.id = c.parent_id
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO product_category (id, version, sort_key, name, parent_id, position, remark, owner_id, department_id,
                              created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :parent_id, :position, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE product_category
   SET version = :next_version, sort_key = :sort_key, name = :name, parent_id = :parent_id,
       position = :position, remark = :remark, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by, custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE product_category
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name branches :many
-- Open: everybody reads the catalogue; its branches belong to nobody. Each with the products that stand right in it.
SELECT c.id, c.name, c.parent_id,
       (SELECT COUNT(*) FROM product t WHERE t.category_id = c.id AND t.removed_at IS NULL) AS products
  FROM product_category c
 WHERE c.removed_at IS NULL
 ORDER BY COALESCE(c.position, 1000), c.sort_key, c.id
 LIMIT :size;

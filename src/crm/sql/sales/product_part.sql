-- Parts of bundles. Run by crm.dao.sales.product_part.ProductPartDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.bundle_id, t.product_id, t.quantity, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by,
       t.touched_at, b.name AS bundle_name, p.name AS product_name
  FROM product_part t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN product b ON b.id = t.bundle_id
  LEFT JOIN product p ON p.id = t.product_id
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM product_part t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.bundle_id, t.product_id, t.quantity, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by,
       t.touched_at, b.name AS bundle_name, p.name AS product_name
  FROM product_part t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN product b ON b.id = t.bundle_id
  LEFT JOIN product p ON p.id = t.product_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO product_part (id, version, sort_key, bundle_id, product_id, quantity, owner_id, department_id,
                          created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :bundle_id, :product_id, :quantity, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE product_part
   SET version = :next_version, sort_key = :sort_key, bundle_id = :bundle_id, product_id = :product_id,
       quantity = :quantity, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE product_part
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: prices of every offer come from them, whoever makes it; they belong to nobody.
SELECT t.id, t.bundle_id, t.product_id, t.quantity
  FROM product_part t
 WHERE t.bundle_id IN (:bundles)
   AND t.removed_at IS NULL;

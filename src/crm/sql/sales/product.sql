-- Products. Run by crm.dao.sales.product.ProductDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.code, p.category_id, p.kind, p.parent_id, p.attributes, p.unit,
       p.price, p.cost, p.currency, p.tax_rate_id, p.active, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, p.custom, c.name AS category_name, m.name AS parent_name, t.name AS tax_rate_name
  FROM product p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN product_category c ON c.id = p.category_id
  LEFT JOIN product m ON m.id = p.parent_id
  LEFT JOIN tax_rate t ON t.id = p.tax_rate_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM product p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.code, p.category_id, p.kind, p.parent_id, p.attributes, p.unit,
       p.price, p.cost, p.currency, p.tax_rate_id, p.active, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, p.custom, c.name AS category_name, m.name AS parent_name, t.name AS tax_rate_name
  FROM product p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN product_category c ON c.id = p.category_id
  LEFT JOIN product m ON m.id = p.parent_id
  LEFT JOIN tax_rate t ON t.id = p.tax_rate_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO product (id, version, sort_key, name, code, category_id, kind, parent_id, attributes, unit, price,
                     cost, currency, tax_rate_id, active, remark, owner_id, department_id, created_at,
                     created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :code, :category_id, :kind, :parent_id, :attributes, :unit, :price,
        :cost, :currency, :tax_rate_id, :active, :remark, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE product
   SET version = :next_version, sort_key = :sort_key, name = :name, code = :code, category_id = :category_id,
       kind = :kind, parent_id = :parent_id, attributes = :attributes, unit = :unit, price = :price,
       cost = :cost, currency = :currency, tax_rate_id = :tax_rate_id, active = :active, remark = :remark,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE product
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name codes :many
-- Open: says only which codes are taken.
SELECT p.id, p.code
  FROM product p
 WHERE p.code IN (:codes)
   AND p.removed_at IS NULL;

-- :name ties :many
-- Open: whether others hang on a product is asked before its kind changes; only that is told.
SELECT t.bundle_id AS id, 'parts' AS tie
  FROM product_part t
 WHERE t.bundle_id IN (:ids)
   AND t.removed_at IS NULL
 UNION
SELECT t.product_id, 'bundled'
  FROM product_part t
 WHERE t.product_id IN (:ids)
   AND t.removed_at IS NULL
 UNION
SELECT v.parent_id, 'variants'
  FROM product v
 WHERE v.parent_id IN (:ids)
   AND v.removed_at IS NULL;

-- Prices. Run by crm.dao.sales.price.PriceDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.price_list_id, c.product_id, c.min_quantity, c.unit_price, c.owner_id,
       o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by,
       c.updated_at, c.updated_by, c.touched_at, l.name AS price_list_name, l.currency, p.name AS product_name
  FROM price c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN price_list l ON l.id = c.price_list_id
  LEFT JOIN product p ON p.id = c.product_id
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM price c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.price_list_id, c.product_id, c.min_quantity, c.unit_price, c.owner_id,
       o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by,
       c.updated_at, c.updated_by, c.touched_at, l.name AS price_list_name, l.currency, p.name AS product_name
  FROM price c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN price_list l ON l.id = c.price_list_id
  LEFT JOIN product p ON p.id = c.product_id
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO price (id, version, sort_key, price_list_id, product_id, min_quantity, unit_price, owner_id,
                   department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :price_list_id, :product_id, :min_quantity, :unit_price, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE price
   SET version = :next_version, sort_key = :sort_key, price_list_id = :price_list_id, product_id = :product_id,
       min_quantity = :min_quantity, unit_price = :unit_price, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE price
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: prices of every offer come from them, whoever makes it; they belong to nobody.
SELECT c.id, c.price_list_id, c.product_id, c.min_quantity, c.unit_price
  FROM price c
 WHERE c.price_list_id IN (:lists)
   AND c.product_id IN (:products)
   AND c.removed_at IS NULL;

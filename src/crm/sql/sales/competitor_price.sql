-- Competitor prices. Run by crm.dao.sales.competitor_price.CompetitorPriceDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.competitor_product_id, r.price, r.currency, r.unit, r.starts_on,
       r.ends_on, r.region, r.origin, r.remark, r.owner_id, o.name AS owner_name, r.department_id,
       d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at,
       p.name AS product_name, c.name AS competitor_name
  FROM competitor_price r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN competitor_product p ON p.id = r.competitor_product_id
  LEFT JOIN competitor c ON c.id = p.competitor_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM competitor_price r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.competitor_product_id, r.price, r.currency, r.unit, r.starts_on,
       r.ends_on, r.region, r.origin, r.remark, r.owner_id, o.name AS owner_name, r.department_id,
       d.name AS department_name, r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at,
       p.name AS product_name, c.name AS competitor_name
  FROM competitor_price r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN competitor_product p ON p.id = r.competitor_product_id
  LEFT JOIN competitor c ON c.id = p.competitor_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO competitor_price (id, version, sort_key, competitor_product_id, price, currency, unit, starts_on,
                              ends_on, region, origin, remark, owner_id, department_id, created_at,
                              created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :competitor_product_id, :price, :currency, :unit, :starts_on, :ends_on,
        :region, :origin, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE competitor_price
   SET version = :next_version,
       sort_key = :sort_key,
       competitor_product_id = :competitor_product_id,
       price = :price,
       currency = :currency,
       unit = :unit,
       starts_on = :starts_on,
       ends_on = :ends_on,
       region = :region,
       origin = :origin,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE competitor_price
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

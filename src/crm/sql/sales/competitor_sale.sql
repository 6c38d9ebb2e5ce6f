-- Competitor sales. Run by crm.dao.sales.competitor_sale.CompetitorSaleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.competitor_id, s.competitor_product_id, s.starts_on, s.ends_on,
       s.amount, s.currency, s.quantity, s.share, s.origin, s.remark, s.amount_base, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by,
       s.updated_at, s.updated_by, s.touched_at, c.name AS competitor_name, p.name AS product_name
  FROM competitor_sale s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN competitor c ON c.id = s.competitor_id
  LEFT JOIN competitor_product p ON p.id = s.competitor_product_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM competitor_sale s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.competitor_id, s.competitor_product_id, s.starts_on, s.ends_on,
       s.amount, s.currency, s.quantity, s.share, s.origin, s.remark, s.amount_base, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by,
       s.updated_at, s.updated_by, s.touched_at, c.name AS competitor_name, p.name AS product_name
  FROM competitor_sale s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN competitor c ON c.id = s.competitor_id
  LEFT JOIN competitor_product p ON p.id = s.competitor_product_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO competitor_sale (id, version, sort_key, competitor_id, competitor_product_id, starts_on, ends_on,
                             amount, currency, quantity, share, origin, remark, amount_base, owner_id,
                             department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :competitor_id, :competitor_product_id, :starts_on, :ends_on, :amount,
        :currency, :quantity, :share, :origin, :remark, :amount_base, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE competitor_sale
   SET version = :next_version,
       sort_key = :sort_key,
       competitor_id = :competitor_id,
       competitor_product_id = :competitor_product_id,
       starts_on = :starts_on,
       ends_on = :ends_on,
       amount = :amount,
       currency = :currency,
       quantity = :quantity,
       share = :share,
       origin = :origin,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE competitor_sale
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name amounts :many
-- :steady
-- Open: the writer has just written them; only the derived column is worked out.
SELECT s.id, s.amount, s.currency, s.ends_on
  FROM competitor_sale s
 WHERE s.id IN (:ids);

-- :name set_base :batch
UPDATE competitor_sale
   SET amount_base = :amount_base
 WHERE id = :id;

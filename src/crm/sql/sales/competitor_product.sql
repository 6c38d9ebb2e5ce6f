-- Competing products. Run by crm.dao.sales.competitor_product.CompetitorProductDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT q.id, q.version, q.sort_key, q.competitor_id, q.name, q.product_id, q.launched_on, q.strengths,
       q.weaknesses, q.tags, q.remark, q.owner_id, o.name AS owner_name, q.department_id,
       d.name AS department_name, q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at,
       q.custom, c.name AS competitor_name, p.name AS product_name
  FROM competitor_product q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN competitor c ON c.id = q.competitor_id
  LEFT JOIN product p ON p.id = q.product_id
 WHERE TRUE    -- :visible q
   AND TRUE    -- :filter q
   AND TRUE    -- :after q
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM competitor_product q
         WHERE TRUE    -- :visible q
           AND TRUE    -- :filter q
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT q.id, q.version, q.sort_key, q.competitor_id, q.name, q.product_id, q.launched_on, q.strengths,
       q.weaknesses, q.tags, q.remark, q.owner_id, o.name AS owner_name, q.department_id,
       d.name AS department_name, q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at,
       q.custom, c.name AS competitor_name, p.name AS product_name
  FROM competitor_product q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN competitor c ON c.id = q.competitor_id
  LEFT JOIN product p ON p.id = q.product_id
 WHERE q.id IN (:ids)
   AND TRUE;    -- :visible q

-- :name insert :batch
INSERT INTO competitor_product (id, version, sort_key, competitor_id, name, product_id, launched_on, strengths,
                                weaknesses, tags, remark, owner_id, department_id, created_at, created_by,
                                updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :competitor_id, :name, :product_id, :launched_on, :strengths, :weaknesses,
        :tags, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by,
        :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE competitor_product
   SET version = :next_version,
       sort_key = :sort_key,
       competitor_id = :competitor_id,
       name = :name,
       product_id = :product_id,
       launched_on = :launched_on,
       strengths = :strengths,
       weaknesses = :weaknesses,
       tags = :tags,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE competitor_product
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- Tax rates. Run by crm.dao.sales.tax_rate.TaxRateDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.name, t.rate, t.included, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by,
       t.touched_at
  FROM tax_rate t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM tax_rate t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.name, t.rate, t.included, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by,
       t.touched_at
  FROM tax_rate t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO tax_rate (id, version, sort_key, name, rate, included, remark, owner_id, department_id, created_at,
                      created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :rate, :included, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE tax_rate
   SET version = :next_version, sort_key = :sort_key, name = :name, rate = :rate, included = :included,
       remark = :remark, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE tax_rate
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name used :scalar
-- Open: one number, of how many products carry the tax; the catalogue belongs to nobody.
SELECT COUNT(*)
  FROM product p
 WHERE p.tax_rate_id = :id
   AND p.removed_at IS NULL;

-- :name all :many
-- Open: whoever writes lines of a document chooses among them; they belong to nobody.
SELECT t.id, t.version, t.sort_key, t.name, t.rate, t.included, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by,
       t.touched_at
  FROM tax_rate t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.removed_at IS NULL
 ORDER BY t.rate DESC, t.id
 LIMIT :size;

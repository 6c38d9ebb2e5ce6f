-- Exchange rates. Run by crm.dao.sales.exchange_rate.ExchangeRateDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT x.id, x.version, x.sort_key, x.currency, x.starts_on, x.rate, x.remark, x.owner_id, o.name AS owner_name,
       x.department_id, d.name AS department_name, x.created_at, x.created_by, x.updated_at, x.updated_by,
       x.touched_at
  FROM exchange_rate x
  LEFT JOIN app_user o ON o.id = x.owner_id
  LEFT JOIN department d ON d.id = x.department_id
 WHERE TRUE    -- :visible x
   AND TRUE    -- :filter x
   AND TRUE    -- :after x
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM exchange_rate x
         WHERE TRUE    -- :visible x
           AND TRUE    -- :filter x
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT x.id, x.version, x.sort_key, x.currency, x.starts_on, x.rate, x.remark, x.owner_id, o.name AS owner_name,
       x.department_id, d.name AS department_name, x.created_at, x.created_by, x.updated_at, x.updated_by,
       x.touched_at
  FROM exchange_rate x
  LEFT JOIN app_user o ON o.id = x.owner_id
  LEFT JOIN department d ON d.id = x.department_id
 WHERE x.id IN (:ids)
   AND TRUE;    -- :visible x

-- :name insert :batch
INSERT INTO exchange_rate (id, version, sort_key, currency, starts_on, rate, remark, owner_id, department_id,
                           created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :currency, :starts_on, :rate, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE exchange_rate
   SET version = :next_version, sort_key = :sort_key, currency = :currency, starts_on = :starts_on,
       rate = :rate, remark = :remark, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE exchange_rate
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name on_day :one
-- Open: amounts of every record are counted with it, whoever acts.
SELECT x.currency, x.starts_on, x.rate
  FROM exchange_rate x
 WHERE x.currency = :currency
   AND x.starts_on <= :day
   AND x.removed_at IS NULL
 ORDER BY x.starts_on DESC
 LIMIT 1;

-- :name known :many
-- Open: as with on_day.
SELECT x.currency, x.starts_on, x.rate
  FROM exchange_rate x
 WHERE x.currency IN (:currencies)
   AND x.removed_at IS NULL
 ORDER BY x.currency, x.starts_on;

-- :name there :many
-- Open: says only which days of a currency are taken.
SELECT x.id, x.currency, x.starts_on
  FROM exchange_rate x
 WHERE x.currency IN (:currencies)
   AND x.starts_on IN (:days)
   AND x.removed_at IS NULL;

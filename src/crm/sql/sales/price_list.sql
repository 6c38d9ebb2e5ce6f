-- Price lists. Run by crm.dao.sales.price_list.PriceListDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.name, l.currency, l.starts_on, l.ends_on, l.active, l.account_id,
       l.grades, l.tags, l.position, l.remark, l.owner_id, o.name AS owner_name, l.department_id,
       d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       l.custom, a.name AS account_name
  FROM price_list l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN account a ON a.id = l.account_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM price_list l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT l.id, l.version, l.sort_key, l.name, l.currency, l.starts_on, l.ends_on, l.active, l.account_id,
       l.grades, l.tags, l.position, l.remark, l.owner_id, o.name AS owner_name, l.department_id,
       d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       l.custom, a.name AS account_name
  FROM price_list l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN account a ON a.id = l.account_id
 WHERE l.id IN (:ids)
   AND TRUE;    -- :visible l

-- :name insert :batch
INSERT INTO price_list (id, version, sort_key, name, currency, starts_on, ends_on, active, account_id, grades,
                        tags, position, remark, owner_id, department_id, created_at, created_by, updated_at,
                        updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :currency, :starts_on, :ends_on, :active, :account_id, :grades, :tags,
        :position, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by,
        :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE price_list
   SET version = :next_version, sort_key = :sort_key, name = :name, currency = :currency,
       starts_on = :starts_on, ends_on = :ends_on, active = :active, account_id = :account_id, grades = :grades,
       tags = :tags, position = :position, remark = :remark, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by, custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE price_list
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name valid :many
-- Open: prices of every offer come from them, whoever makes it; they belong to nobody.
SELECT l.id, l.version, l.sort_key, l.name, l.currency, l.starts_on, l.ends_on, l.active, l.account_id,
       l.grades, l.tags, l.position, l.remark, l.owner_id, o.name AS owner_name, l.department_id,
       d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       l.custom, a.name AS account_name
  FROM price_list l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN account a ON a.id = l.account_id
 WHERE l.currency = :currency
   AND l.active
   AND (l.starts_on IS NULL OR l.starts_on <= :day)
   AND (l.ends_on IS NULL OR l.ends_on >= :day)
   AND l.removed_at IS NULL
 ORDER BY l.position, l.id
 LIMIT :size;

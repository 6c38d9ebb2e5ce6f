-- Months of the books. Run by crm.dao.sales.period.PeriodDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.month, p.state, p.reason, p.owner_id, o.name AS owner_name, p.department_id,
       d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM period p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM period p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.month, p.state, p.reason, p.owner_id, o.name AS owner_name, p.department_id,
       d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM period p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO period (id, version, sort_key, month, state, reason, owner_id, department_id, created_at, created_by, updated_at,
                    updated_by, touched_at)
VALUES (:id, :version, :sort_key, :month, :state, :reason, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE period
   SET version = :next_version, sort_key = :sort_key, month = :month, state = :state, reason = :reason,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE period
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name closed :many
-- Open: a month is closed for everybody.
SELECT p.month
  FROM period p
 WHERE p.month IN (:months)
   AND p.state = 'closed'
   AND p.removed_at IS NULL;

-- :name join :scalar postgresql
-- Whoever books something and whoever closes a month wait for each other; many book at once. SQLite has one writer anyway.
SELECT COUNT(*)
  FROM (SELECT pg_advisory_xact_lock_shared(7265638)) l;

-- :name alone :scalar postgresql
SELECT COUNT(*)
  FROM (SELECT pg_advisory_xact_lock(7265638)) l;

-- :name taken :many
-- Open: says only which months are written down.
SELECT p.id, p.month
  FROM period p
 WHERE p.month IN (:months)
   AND p.removed_at IS NULL;

-- Rules that bring records back to a pool. Run by crm.dao.sales.pool_rule.PoolRuleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.name, r.pool_id, r.kind, r.days, r.warn_days, r.active, r.allowed, r.condition,
       r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at, p.name AS pool_name, p.module
  FROM pool_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN pool p ON p.id = r.pool_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM pool_rule r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.name, r.pool_id, r.kind, r.days, r.warn_days, r.active, r.allowed, r.condition,
       r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at, p.name AS pool_name, p.module
  FROM pool_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN pool p ON p.id = r.pool_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO pool_rule (id, version, sort_key, name, pool_id, kind, days, warn_days, active, allowed, condition, owner_id,
                       department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :pool_id, :kind, :days, :warn_days, :active, :allowed, :condition, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE pool_rule
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       pool_id = :pool_id,
       kind = :kind,
       days = :days,
       warn_days = :warn_days,
       active = :active,
       allowed = :allowed,
       condition = :condition,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE pool_rule
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_force :many
-- Open: rules are the house's own; what they say of a record is asked of each.
SELECT r.id, r.version, r.sort_key, r.name, r.pool_id, r.kind, r.days, r.warn_days, r.active, r.allowed, r.condition,
       r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at, p.name AS pool_name, p.module
  FROM pool_rule r
  JOIN pool p ON p.id = r.pool_id
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE r.active
   AND r.removed_at IS NULL
   AND p.active
   AND p.removed_at IS NULL
 ORDER BY r.days, r.id;

-- :name shield :one
SELECT s.record_id, s.until, s.reason, s.at, u.name AS user_name
  FROM pool_shield s
  LEFT JOIN app_user u ON u.id = s.user_id
 WHERE s.record_id = :record_id;

-- :name put_shield :affected
INSERT INTO pool_shield (record_id, module, until, reason, user_id, at)
VALUES (:record_id, :module_name, :until, :reason, :user_id, :at)
    ON CONFLICT (record_id) DO UPDATE
   SET until = excluded.until, reason = excluded.reason, user_id = excluded.user_id, at = excluded.at;

-- :name drop_shield :affected
-- :steady
DELETE FROM pool_shield
 WHERE record_id = :record_id;

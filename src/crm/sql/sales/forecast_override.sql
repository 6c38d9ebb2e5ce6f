-- Judgements of forecasts. Run by crm.dao.sales.forecast_override.ForecastOverrideDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT j.id, j.version, j.sort_key, j.person_id, j.span, j.starts_on, j.committed, j.best, j.reason, j.owner_id,
       o.name AS owner_name, j.department_id, d.name AS department_name, j.created_at, j.created_by, j.updated_at,
       j.updated_by, j.touched_at, p.name AS person_name
  FROM forecast_override j
  LEFT JOIN app_user o ON o.id = j.owner_id
  LEFT JOIN department d ON d.id = j.department_id
  LEFT JOIN app_user p ON p.id = j.person_id
 WHERE TRUE    -- :visible j
   AND TRUE    -- :filter j
   AND TRUE    -- :after j
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM forecast_override j
         WHERE TRUE    -- :visible j
           AND TRUE    -- :filter j
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT j.id, j.version, j.sort_key, j.person_id, j.span, j.starts_on, j.committed, j.best, j.reason, j.owner_id,
       o.name AS owner_name, j.department_id, d.name AS department_name, j.created_at, j.created_by, j.updated_at,
       j.updated_by, j.touched_at, p.name AS person_name
  FROM forecast_override j
  LEFT JOIN app_user o ON o.id = j.owner_id
  LEFT JOIN department d ON d.id = j.department_id
  LEFT JOIN app_user p ON p.id = j.person_id
 WHERE j.id IN (:ids)
   AND TRUE;    -- :visible j

-- :name of_period :many
SELECT j.id, j.version, j.sort_key, j.person_id, j.span, j.starts_on, j.committed, j.best, j.reason, j.owner_id,
       o.name AS owner_name, j.department_id, d.name AS department_name, j.created_at, j.created_by, j.updated_at,
       j.updated_by, j.touched_at, p.name AS person_name
  FROM forecast_override j
  LEFT JOIN app_user o ON o.id = j.owner_id
  LEFT JOIN department d ON d.id = j.department_id
  LEFT JOIN app_user p ON p.id = j.person_id
 WHERE j.starts_on = :starts_on
   AND j.span = :span
   AND TRUE    -- :visible j
 ORDER BY j.updated_at DESC, j.id DESC
 LIMIT :size;

-- :name insert :batch
INSERT INTO forecast_override (id, version, sort_key, person_id, span, starts_on, committed, best, reason, owner_id,
                               department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :person_id, :span, :starts_on, :committed, :best, :reason, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE forecast_override
   SET version = :next_version,
       sort_key = :sort_key,
       person_id = :person_id,
       span = :span,
       starts_on = :starts_on,
       committed = :committed,
       best = :best,
       reason = :reason,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE forecast_override
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name people :many
-- :steady
-- Open: in which departments colleagues are is no secret; what they own is held against what the actor may see.
SELECT u.id AS owner_id, u.department_id, NULL AS pool_id
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.removed_at IS NULL;

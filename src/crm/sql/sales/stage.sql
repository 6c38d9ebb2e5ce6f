-- Stages. Run by crm.dao.sales.stage.StageDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.pipeline_id, s.name, s.position, s.kind, s.chance, s.forecast, s.norm_days, s.needed,
       s.condition, s.owner_id, o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at,
       s.created_by, s.updated_at, s.updated_by, s.touched_at, p.name AS pipeline_name
  FROM stage s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN pipeline p ON p.id = s.pipeline_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM stage s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.pipeline_id, s.name, s.position, s.kind, s.chance, s.forecast, s.norm_days, s.needed,
       s.condition, s.owner_id, o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at,
       s.created_by, s.updated_at, s.updated_by, s.touched_at, p.name AS pipeline_name
  FROM stage s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN pipeline p ON p.id = s.pipeline_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO stage (id, version, sort_key, pipeline_id, name, position, kind, chance, forecast, norm_days, needed, condition, owner_id,
             department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :pipeline_id, :name, :position, :kind, :chance, :forecast, :norm_days, :needed, :condition,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE stage
   SET version = :next_version,
       sort_key = :sort_key,
       pipeline_id = :pipeline_id,
       name = :name,
       position = :position,
       kind = :kind,
       chance = :chance,
       forecast = :forecast,
       norm_days = :norm_days,
       needed = :needed,
       condition = :condition,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE stage
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_order :many
-- Open: the steps of a way of selling are known to whoever may see deals; they hold no customer's data.
SELECT s.id, s.pipeline_id, p.name AS pipeline_name, s.name, s.position, s.kind, s.chance, s.forecast, s.norm_days, s.needed, s.condition
  FROM stage s
  JOIN pipeline p ON p.id = s.pipeline_id AND p.removed_at IS NULL
 WHERE s.removed_at IS NULL
 ORDER BY p.position, p.id, s.position, s.id;

-- :name holding :scalar
-- Open: a stage is not removed while deals stand in it, whoever may see them.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM opportunity x
         WHERE x.stage_id = :id
           AND x.removed_at IS NULL
         LIMIT :most) counted;

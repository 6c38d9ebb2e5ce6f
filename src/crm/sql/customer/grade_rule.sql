-- Rules for grades, stages and tags. Run by crm.dao.customer.grade_rule.GradeRuleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT g.id, g.version, g.sort_key, g.name, g.target, g.value, g.position, g.active, g.daily, g.condition,
       g.owner_id, o.name AS owner_name, g.department_id, d.name AS department_name, g.created_at, g.created_by,
       g.updated_at, g.updated_by, g.touched_at
  FROM grade_rule g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
 WHERE TRUE    -- :visible g
   AND TRUE    -- :filter g
   AND TRUE    -- :after g
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM grade_rule g
         WHERE TRUE    -- :visible g
           AND TRUE    -- :filter g
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT g.id, g.version, g.sort_key, g.name, g.target, g.value, g.position, g.active, g.daily, g.condition,
       g.owner_id, o.name AS owner_name, g.department_id, d.name AS department_name, g.created_at, g.created_by,
       g.updated_at, g.updated_by, g.touched_at
  FROM grade_rule g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
 WHERE g.id IN (:ids)
   AND TRUE;    -- :visible g

-- :name insert :batch
INSERT INTO grade_rule (id, version, sort_key, name, target, value, position, active, daily, condition,
                        owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :target, :value, :position, :active, :daily, :condition,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE grade_rule
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       target = :target,
       value = :value,
       position = :position,
       active = :active,
       daily = :daily,
       condition = :condition,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE grade_rule
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name active_rules :many
-- Open: rules are the house's own; what they may change is asked of each customer.
SELECT g.id, g.version, g.sort_key, g.name, g.target, g.value, g.position, g.active, g.daily, g.condition,
       g.owner_id, o.name AS owner_name, g.department_id, d.name AS department_name, g.created_at, g.created_by,
       g.updated_at, g.updated_by, g.touched_at
  FROM grade_rule g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
 WHERE g.active
   AND g.removed_at IS NULL
 ORDER BY g.position, g.id;

-- Scoring rules. Run by crm.dao.sales.lead_score.LeadScoreDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.name, s.points, s.position, s.active, s.condition, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at,
       s.updated_by, s.touched_at
  FROM lead_score s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead_score s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.name, s.points, s.position, s.active, s.condition, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at,
       s.updated_by, s.touched_at
  FROM lead_score s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO lead_score (id, version, sort_key, name, points, position, active, condition, owner_id, department_id,
                        created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :points, :position, :active, :condition, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE lead_score
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       points = :points,
       position = :position,
       active = :active,
       condition = :condition,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE lead_score
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name active_rules :many
-- Open: rules are the house's own.
SELECT s.id, s.version, s.sort_key, s.name, s.points, s.position, s.active, s.condition, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at,
       s.updated_by, s.touched_at
  FROM lead_score s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
 WHERE s.active
   AND s.removed_at IS NULL
 ORDER BY s.position, s.id;

-- Positions. Run by crm.dao.platform.position.PositionDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.grade, p.team_id, p.remark, p.owner_id, o.name AS owner_name, p.department_id,
       d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at, t.name AS team_name
  FROM job_position p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN department t ON t.id = p.team_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM job_position p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.grade, p.team_id, p.remark, p.owner_id, o.name AS owner_name, p.department_id,
       d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at, t.name AS team_name
  FROM job_position p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN department t ON t.id = p.team_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO job_position (id, version, sort_key, name, grade, team_id, remark, owner_id, department_id, created_at, created_by, updated_at,
                          updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :grade, :team_id, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE job_position
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       grade = :grade,
       team_id = :team_id,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE job_position
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name holders :many
-- Open: a position that somebody has stays, whoever may see him.
SELECT u.position_id, COUNT(*) AS n
  FROM app_user u
 WHERE u.position_id IN (:ids)
   AND u.removed_at IS NULL
 GROUP BY u.position_id;

-- :name staff :many
-- Open: the organisation is no secret to those who work in it.
SELECT u.id, u.name, u.department_id, COALESCE(p.name, u.title) AS position_name
  FROM app_user u
  LEFT JOIN job_position p ON p.id = u.position_id
 WHERE u.state = 'active'
   AND u.department_id IS NOT NULL
   AND u.removed_at IS NULL
 ORDER BY u.sort_key, u.id
 LIMIT :size;

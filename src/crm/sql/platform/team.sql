-- Teams across departments. Run by crm.dao.platform.team.TeamDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.name, t.remark, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at
  FROM team t
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
          FROM team t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.name, t.remark, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at
  FROM team t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO team (id, version, sort_key, name, remark, owner_id, department_id, created_at, created_by, updated_at,
                  updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE team
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE team
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name shared :many
-- Open: what is shared with a team keeps the team from being removed, whoever sees it.
SELECT s.team_id, COUNT(*) AS shares
  FROM share s
 WHERE s.team_id IN (:ids)
   AND s.removed_at IS NULL
 GROUP BY s.team_id;

-- :name names :many
-- Open: which teams there are is no secret to those who work here.
SELECT t.id, t.name
  FROM team t
 WHERE t.removed_at IS NULL
 ORDER BY t.sort_key, t.id;

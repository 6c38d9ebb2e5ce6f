-- Members of teams across departments. Run by crm.dao.platform.team_member.TeamMemberDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.team_id, m.person_id, m.owner_id, o.name AS owner_name, m.department_id,
       d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at,
       t.name AS team_name, u.name AS person_name
  FROM team_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN team t ON t.id = m.team_id
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM team_member m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.team_id, m.person_id, m.owner_id, o.name AS owner_name, m.department_id,
       d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at,
       t.name AS team_name, u.name AS person_name
  FROM team_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN team t ON t.id = m.team_id
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO team_member (id, version, sort_key, team_id, person_id, owner_id, department_id, created_at, created_by,
                         updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :team_id, :person_id, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE team_member
   SET version = :next_version,
       sort_key = :sort_key,
       team_id = :team_id,
       person_id = :person_id,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE team_member
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name among :many
-- Open: nobody is in a team twice, whoever sees him there.
SELECT m.id, m.team_id, m.person_id
  FROM team_member m
 WHERE m.team_id IN (:team_ids)
   AND m.removed_at IS NULL;

-- Steps of flows of approval. Run by crm.dao.platform.approval_step.ApprovalStepDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.flow_id, s.name, s.position, s.kind, s.user_id, s.role_id, s.team_id,
       s.levels, s.need, s.hours, s.late, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       f.name AS flow_name, u.name AS user_name, r.name AS role_name, t.name AS team_name
  FROM approval_step s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN approval_flow f ON f.id = s.flow_id
  LEFT JOIN app_user u ON u.id = s.user_id
  LEFT JOIN role r ON r.id = s.role_id
  LEFT JOIN department t ON t.id = s.team_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM approval_step s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.flow_id, s.name, s.position, s.kind, s.user_id, s.role_id, s.team_id,
       s.levels, s.need, s.hours, s.late, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       f.name AS flow_name, u.name AS user_name, r.name AS role_name, t.name AS team_name
  FROM approval_step s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN approval_flow f ON f.id = s.flow_id
  LEFT JOIN app_user u ON u.id = s.user_id
  LEFT JOIN role r ON r.id = s.role_id
  LEFT JOIN department t ON t.id = s.team_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO approval_step (id, version, sort_key, flow_id, name, position, kind, user_id, role_id, team_id, levels,
                           need, hours, late, owner_id, department_id, created_at, created_by, updated_at,
                           updated_by, touched_at)
VALUES (:id, :version, :sort_key, :flow_id, :name, :position, :kind, :user_id, :role_id, :team_id, :levels, :need,
        :hours, :late, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE approval_step
   SET version = :next_version, sort_key = :sort_key, flow_id = :flow_id, name = :name, position = :position,
       kind = :kind, user_id = :user_id, role_id = :role_id, team_id = :team_id, levels = :levels, need = :need,
       hours = :hours, late = :late, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE approval_step
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of_flow :many
-- Open: a flow holds whoever asks, whatever he may read of it.
SELECT s.id, s.version, s.sort_key, s.flow_id, s.name, s.position, s.kind, s.user_id, s.role_id, s.team_id,
       s.levels, s.need, s.hours, s.late, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       f.name AS flow_name, u.name AS user_name, r.name AS role_name, t.name AS team_name
  FROM approval_step s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN approval_flow f ON f.id = s.flow_id
  LEFT JOIN app_user u ON u.id = s.user_id
  LEFT JOIN role r ON r.id = s.role_id
  LEFT JOIN department t ON t.id = s.team_id
 WHERE s.flow_id = :flow_id
   AND s.removed_at IS NULL
 ORDER BY s.position, s.id;

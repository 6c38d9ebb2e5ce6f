-- Shares of single records. Run by crm.dao.platform.share.ShareDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.name, s.subject_module, s.subject_id, s.person_id, s.unit_id, s.team_id,
       s.role_id, s.allows, s.parts, s.until, s.remark, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       u.name AS person_name, e.name AS unit_name, t.name AS team_name, r.name AS role_name
  FROM share s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN app_user u ON u.id = s.person_id
  LEFT JOIN department e ON e.id = s.unit_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN role r ON r.id = s.role_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM share s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.name, s.subject_module, s.subject_id, s.person_id, s.unit_id, s.team_id,
       s.role_id, s.allows, s.parts, s.until, s.remark, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       u.name AS person_name, e.name AS unit_name, t.name AS team_name, r.name AS role_name
  FROM share s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN app_user u ON u.id = s.person_id
  LEFT JOIN department e ON e.id = s.unit_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN role r ON r.id = s.role_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO share (id, version, sort_key, name, subject_module, subject_id, person_id, unit_id, team_id, role_id,
                   allows, parts, until, remark, owner_id, department_id, created_at, created_by, updated_at, updated_by,
                   touched_at)
VALUES (:id, :version, :sort_key, :name, :subject_module, :subject_id, :person_id, :unit_id, :team_id, :role_id,
        :allows, :parts, :until, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by,
        :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE share
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       subject_module = :subject_module,
       subject_id = :subject_id,
       person_id = :person_id,
       unit_id = :unit_id,
       team_id = :team_id,
       role_id = :role_id,
       allows = :allows,
       parts = :parts,
       until = :until,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE share
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: the caller has read the record.
SELECT s.id, s.version, s.sort_key, s.name, s.subject_module, s.subject_id, s.person_id, s.unit_id, s.team_id,
       s.role_id, s.allows, s.parts, s.until, s.remark, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       u.name AS person_name, e.name AS unit_name, t.name AS team_name, r.name AS role_name
  FROM share s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN app_user u ON u.id = s.person_id
  LEFT JOIN department e ON e.id = s.unit_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN role r ON r.id = s.role_id
 WHERE s.subject_id = :subject_id
   AND s.removed_at IS NULL
 ORDER BY s.id;

-- :name still :many
-- :steady
-- Open: doors follow the shares, whoever writes them.
SELECT s.id, s.version, s.sort_key, s.name, s.subject_module, s.subject_id, s.person_id, s.unit_id, s.team_id,
       s.role_id, s.allows, s.parts, s.until, s.remark, s.owner_id, o.name AS owner_name, s.department_id,
       d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by, s.touched_at,
       u.name AS person_name, e.name AS unit_name, t.name AS team_name, r.name AS role_name
  FROM share s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN app_user u ON u.id = s.person_id
  LEFT JOIN department e ON e.id = s.unit_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN role r ON r.id = s.role_id
 WHERE s.id IN (:ids)
   AND s.removed_at IS NULL;

-- :name people :many
-- Open: who is told of a share; names of colleagues are no secret.
SELECT u.id
  FROM app_user u
 WHERE u.removed_at IS NULL
   AND u.state = 'active'
   AND (u.id = :holder_id
        OR EXISTS (SELECT 1 FROM user_role ur WHERE ur.user_id = u.id AND ur.role_id = :holder_id)
        OR EXISTS (SELECT 1 FROM team_member m WHERE m.person_id = u.id AND m.team_id = :holder_id AND m.removed_at IS NULL)
        OR EXISTS (SELECT 1 FROM department_tree t WHERE t.below_id = u.department_id AND t.above_id = :holder_id));

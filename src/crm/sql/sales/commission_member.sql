-- For whom commission plans are. Run by crm.dao.sales.commission_member.CommissionMemberDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.plan_id, m.person_id, m.role_id, m.unit_id, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by,
       m.touched_at, p.name AS plan_name, u.name AS person_name, r.name AS role_name, t.name AS unit_name
  FROM commission_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN commission_plan p ON p.id = m.plan_id
  LEFT JOIN app_user u ON u.id = m.person_id
  LEFT JOIN role r ON r.id = m.role_id
  LEFT JOIN department t ON t.id = m.unit_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM commission_member m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.plan_id, m.person_id, m.role_id, m.unit_id, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by,
       m.touched_at, p.name AS plan_name, u.name AS person_name, r.name AS role_name, t.name AS unit_name
  FROM commission_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN commission_plan p ON p.id = m.plan_id
  LEFT JOIN app_user u ON u.id = m.person_id
  LEFT JOIN role r ON r.id = m.role_id
  LEFT JOIN department t ON t.id = m.unit_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO commission_member (id, version, sort_key, plan_id, person_id, role_id, unit_id, owner_id, department_id, created_at, created_by,
                               updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :plan_id, :person_id, :role_id, :unit_id, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE commission_member
   SET version = :next_version, sort_key = :sort_key, plan_id = :plan_id, person_id = :person_id, role_id = :role_id,
       unit_id = :unit_id, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE commission_member
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: nobody takes part in a plan twice; only that is told.
SELECT m.id, m.plan_id, m.person_id, m.role_id, m.unit_id
  FROM commission_member m
 WHERE m.plan_id IN (:plan_ids)
   AND m.removed_at IS NULL;

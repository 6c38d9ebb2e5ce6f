-- Contact roles. Run by crm.dao.sales.opportunity_contact.OpportunityContactDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT k.id, k.version, k.sort_key, k.opportunity_id, k.contact_id, k.role, k.stance, k.remark, k.owner_id, o.name AS
       owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by, k.updated_at, k.updated_by,
       k.touched_at, x.name AS opportunity_name, c.name AS contact_name
  FROM opportunity_contact k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
  LEFT JOIN opportunity x ON x.id = k.opportunity_id
  LEFT JOIN contact c ON c.id = k.contact_id
 WHERE TRUE    -- :visible k
   AND TRUE    -- :filter k
   AND TRUE    -- :after k
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM opportunity_contact k
         WHERE TRUE    -- :visible k
           AND TRUE    -- :filter k
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT k.id, k.version, k.sort_key, k.opportunity_id, k.contact_id, k.role, k.stance, k.remark, k.owner_id, o.name AS
       owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by, k.updated_at, k.updated_by,
       k.touched_at, x.name AS opportunity_name, c.name AS contact_name
  FROM opportunity_contact k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
  LEFT JOIN opportunity x ON x.id = k.opportunity_id
  LEFT JOIN contact c ON c.id = k.contact_id
 WHERE k.id IN (:ids)
   AND TRUE;    -- :visible k

-- :name insert :batch
INSERT INTO opportunity_contact (id, version, sort_key, opportunity_id, contact_id, role, stance, remark, owner_id, department_id, created_at,
             created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :opportunity_id, :contact_id, :role, :stance, :remark, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE opportunity_contact
   SET version = :next_version,
       sort_key = :sort_key,
       opportunity_id = :opportunity_id,
       contact_id = :contact_id,
       role = :role,
       stance = :stance,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE opportunity_contact
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name follow :affected
-- Open: a part is its deal's owner's, whoever hands the deal over.
UPDATE opportunity_contact
   SET owner_id = (SELECT x.owner_id FROM opportunity x WHERE x.id = opportunity_contact.opportunity_id),
       department_id = (SELECT x.department_id FROM opportunity x WHERE x.id = opportunity_contact.opportunity_id)
 WHERE opportunity_id IN (:ids);

-- :name parts :many
-- Open: what belongs to deals that were read, or written, before.
SELECT k.id, k.version, k.sort_key, k.opportunity_id, k.contact_id, k.role, k.stance, k.remark, k.owner_id, o.name AS
       owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by, k.updated_at, k.updated_by,
       k.touched_at, x.name AS opportunity_name, c.name AS contact_name
  FROM opportunity_contact k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
  LEFT JOIN opportunity x ON x.id = k.opportunity_id
  LEFT JOIN contact c ON c.id = k.contact_id
 WHERE k.opportunity_id IN (:ids)
   AND k.removed_at IS NULL
 ORDER BY k.id;

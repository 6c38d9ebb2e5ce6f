-- Ticked items. Run by crm.dao.sales.opportunity_tick.OpportunityTickDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.opportunity_id, t.playbook_id, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at, x.name AS
       opportunity_name, b.name AS playbook_name
  FROM opportunity_tick t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN opportunity x ON x.id = t.opportunity_id
  LEFT JOIN playbook b ON b.id = t.playbook_id
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM opportunity_tick t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.opportunity_id, t.playbook_id, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at, x.name AS
       opportunity_name, b.name AS playbook_name
  FROM opportunity_tick t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN opportunity x ON x.id = t.opportunity_id
  LEFT JOIN playbook b ON b.id = t.playbook_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO opportunity_tick (id, version, sort_key, opportunity_id, playbook_id, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :opportunity_id, :playbook_id, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE opportunity_tick
   SET version = :next_version,
       sort_key = :sort_key,
       opportunity_id = :opportunity_id,
       playbook_id = :playbook_id,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE opportunity_tick
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name follow :affected
-- Open: a part is its deal's owner's, whoever hands the deal over.
UPDATE opportunity_tick
   SET owner_id = (SELECT x.owner_id FROM opportunity x WHERE x.id = opportunity_tick.opportunity_id),
       department_id = (SELECT x.department_id FROM opportunity x WHERE x.id = opportunity_tick.opportunity_id)
 WHERE opportunity_id IN (:ids);

-- :name parts :many
-- Open: what belongs to deals that were read, or written, before.
SELECT t.id, t.version, t.sort_key, t.opportunity_id, t.playbook_id, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at, x.name AS
       opportunity_name, b.name AS playbook_name
  FROM opportunity_tick t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN opportunity x ON x.id = t.opportunity_id
  LEFT JOIN playbook b ON b.id = t.playbook_id
 WHERE t.opportunity_id IN (:ids)
   AND t.removed_at IS NULL
 ORDER BY t.id;

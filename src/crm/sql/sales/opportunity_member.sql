-- Team members. Run by crm.dao.sales.opportunity_member.OpportunityMemberDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.opportunity_id, m.user_id, m.part, m.share, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by,
       m.touched_at, x.name AS opportunity_name, u.name AS user_name
  FROM opportunity_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN opportunity x ON x.id = m.opportunity_id
  LEFT JOIN app_user u ON u.id = m.user_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM opportunity_member m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.opportunity_id, m.user_id, m.part, m.share, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by,
       m.touched_at, x.name AS opportunity_name, u.name AS user_name
  FROM opportunity_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN opportunity x ON x.id = m.opportunity_id
  LEFT JOIN app_user u ON u.id = m.user_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO opportunity_member (id, version, sort_key, opportunity_id, user_id, part, share, owner_id, department_id, created_at, created_by,
             updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :opportunity_id, :user_id, :part, :share, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE opportunity_member
   SET version = :next_version,
       sort_key = :sort_key,
       opportunity_id = :opportunity_id,
       user_id = :user_id,
       part = :part,
       share = :share,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE opportunity_member
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name follow :affected
-- Open: a part is its deal's owner's, whoever hands the deal over.
UPDATE opportunity_member
   SET owner_id = (SELECT x.owner_id FROM opportunity x WHERE x.id = opportunity_member.opportunity_id),
       department_id = (SELECT x.department_id FROM opportunity x WHERE x.id = opportunity_member.opportunity_id)
 WHERE opportunity_id IN (:ids);

-- :name parts :many
-- Open: what belongs to deals that were read, or written, before.
SELECT m.id, m.version, m.sort_key, m.opportunity_id, m.user_id, m.part, m.share, m.owner_id, o.name AS owner_name,
       m.department_id, d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by,
       m.touched_at, x.name AS opportunity_name, u.name AS user_name
  FROM opportunity_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN opportunity x ON x.id = m.opportunity_id
  LEFT JOIN app_user u ON u.id = m.user_id
 WHERE m.opportunity_id IN (:ids)
   AND m.removed_at IS NULL
 ORDER BY m.id;

-- :name still :many
-- :steady
-- Open: membership is what the predicate is made of.
SELECT m.id, m.opportunity_id, m.user_id
  FROM opportunity_member m
 WHERE m.id IN (:ids)
   AND m.removed_at IS NULL;

-- Members of households. Run by crm.dao.customer.household_member.HouseholdMemberDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.household_id, m.account_id, m.contact_id, m.name, m.relation, m.birthday,
       m.remark, m.owner_id, o.name AS owner_name, m.department_id, d.name AS department_name, m.created_at,
       m.created_by, m.updated_at, m.updated_by, m.touched_at, m.custom, h.name AS household_name, a.name AS account_name,
       c.name AS contact_name
  FROM household_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN household h ON h.id = m.household_id
  LEFT JOIN account a ON a.id = m.account_id
  LEFT JOIN contact c ON c.id = m.contact_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM household_member m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.household_id, m.account_id, m.contact_id, m.name, m.relation, m.birthday,
       m.remark, m.owner_id, o.name AS owner_name, m.department_id, d.name AS department_name, m.created_at,
       m.created_by, m.updated_at, m.updated_by, m.touched_at, m.custom, h.name AS household_name, a.name AS account_name,
       c.name AS contact_name
  FROM household_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN household h ON h.id = m.household_id
  LEFT JOIN account a ON a.id = m.account_id
  LEFT JOIN contact c ON c.id = m.contact_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO household_member (id, version, sort_key, household_id, account_id, contact_id, name, relation,
                              birthday, remark, owner_id, department_id, created_at, created_by, updated_at,
                              updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :household_id, :account_id, :contact_id, :name, :relation, :birthday, :remark,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE household_member
   SET version = :next_version,
       sort_key = :sort_key,
       household_id = :household_id,
       account_id = :account_id,
       contact_id = :contact_id,
       name = :name,
       relation = :relation,
       birthday = :birthday,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE household_member
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: the household guards them; the service reads that one first, with the reader's predicate.
SELECT m.id, m.version, m.sort_key, m.household_id, m.account_id, m.contact_id, m.name, m.relation, m.birthday,
       m.remark, m.owner_id, o.name AS owner_name, m.department_id, d.name AS department_name, m.created_at,
       m.created_by, m.updated_at, m.updated_by, m.touched_at, m.custom, h.name AS household_name, a.name AS account_name,
       c.name AS contact_name
  FROM household_member m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN household h ON h.id = m.household_id
  LEFT JOIN account a ON a.id = m.account_id
  LEFT JOIN contact c ON c.id = m.contact_id
 WHERE m.household_id = :household_id
   AND m.removed_at IS NULL
 ORDER BY CASE m.relation WHEN 'head' THEN 0 WHEN 'spouse' THEN 1 ELSE 2 END, m.id
 LIMIT :size;

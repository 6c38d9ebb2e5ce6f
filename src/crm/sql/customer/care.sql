-- Care plans. Run by crm.dao.customer.care.CareDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT k.id, k.version, k.sort_key, k.name, k.grade, k.ideal_days, k.longest_days, k.remark, k.owner_id, o.name
       AS owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by, k.updated_at,
       k.updated_by, k.touched_at
  FROM care_plan k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
 WHERE TRUE    -- :visible k
   AND TRUE    -- :filter k
   AND TRUE    -- :after k
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM care_plan k
         WHERE TRUE    -- :visible k
           AND TRUE    -- :filter k
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT k.id, k.version, k.sort_key, k.name, k.grade, k.ideal_days, k.longest_days, k.remark, k.owner_id, o.name
       AS owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by, k.updated_at,
       k.updated_by, k.touched_at
  FROM care_plan k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
 WHERE k.id IN (:ids)
   AND TRUE;    -- :visible k

-- :name insert :batch
INSERT INTO care_plan (id, version, sort_key, name, grade, ideal_days, longest_days, remark, owner_id,
                       department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :grade, :ideal_days, :longest_days, :remark, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE care_plan
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       grade = :grade,
       ideal_days = :ideal_days,
       longest_days = :longest_days,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE care_plan
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name gaps :many
-- Open: the plan is the house's own, for all to read.
SELECT k.grade, k.ideal_days, k.longest_days
  FROM care_plan k
 WHERE k.removed_at IS NULL
 ORDER BY k.grade;

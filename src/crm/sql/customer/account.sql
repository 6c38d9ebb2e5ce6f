-- Customers. Run by crm.dao.customer.account.AccountDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT a.id, a.version, a.sort_key, a.name, a.kind, a.grade, a.stage, a.stage_at, a.source, a.industry, a.phone, a.mail, a.website,
       a.province, a.city, a.district, a.address, a.tax_id, a.legal_person, a.employees, a.founded, a.revenue,
       a.id_number, a.gender, a.birthday, a.parent_id, a.next_follow_at, a.tags, a.remark, a.owner_id,
       o.name AS owner_name, a.department_id, d.name AS department_name, a.pool_id, a.created_at, a.created_by, a.updated_at,
       a.updated_by, a.touched_at, a.custom, p.name AS parent_name, q.name AS pool_name
  FROM account a
  LEFT JOIN app_user o ON o.id = a.owner_id
  LEFT JOIN department d ON d.id = a.department_id
  LEFT JOIN account p ON p.id = a.parent_id
  LEFT JOIN pool q ON q.id = a.pool_id
 WHERE TRUE    -- :visible a
   AND TRUE    -- :filter a
   AND TRUE    -- :after a
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM account a
         WHERE TRUE    -- :visible a
           AND TRUE    -- :filter a
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT a.id, a.version, a.sort_key, a.name, a.kind, a.grade, a.stage, a.stage_at, a.source, a.industry, a.phone, a.mail, a.website,
       a.province, a.city, a.district, a.address, a.tax_id, a.legal_person, a.employees, a.founded, a.revenue,
       a.id_number, a.gender, a.birthday, a.parent_id, a.next_follow_at, a.tags, a.remark, a.owner_id,
       o.name AS owner_name, a.department_id, d.name AS department_name, a.pool_id, a.created_at, a.created_by, a.updated_at,
       a.updated_by, a.touched_at, a.custom, p.name AS parent_name, q.name AS pool_name
  FROM account a
  LEFT JOIN app_user o ON o.id = a.owner_id
  LEFT JOIN department d ON d.id = a.department_id
  LEFT JOIN account p ON p.id = a.parent_id
  LEFT JOIN pool q ON q.id = a.pool_id
 WHERE a.id IN (:ids)
   AND TRUE;    -- :visible a

-- :name insert :batch
INSERT INTO account (id, version, sort_key, name, kind, grade, stage, stage_at, source, industry, phone, mail, website, province, city,
                     district, address, tax_id, legal_person, employees, founded, revenue, id_number, gender, birthday, parent_id,
                     next_follow_at, tags, remark, owner_id, department_id, pool_id, created_at, created_by, updated_at, updated_by,
                     touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :kind, :grade, :stage, :stage_at, :source, :industry, :phone, :mail, :website, :province,
        :city, :district, :address, :tax_id, :legal_person, :employees, :founded, :revenue, :id_number, :gender,
        :birthday, :parent_id, :next_follow_at, :tags, :remark, :owner_id, :department_id, :pool_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE account
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       kind = :kind,
       grade = :grade,
       stage_at = CASE WHEN stage IS NOT DISTINCT FROM :stage THEN stage_at ELSE :updated_at END,
       stage = :stage,
       source = :source,
       industry = :industry,
       phone = :phone,
       mail = :mail,
       website = :website,
       province = :province,
       city = :city,
       district = :district,
       address = :address,
       tax_id = :tax_id,
       legal_person = :legal_person,
       employees = :employees,
       founded = :founded,
       revenue = :revenue,
       id_number = :id_number,
       gender = :gender,
       birthday = :birthday,
       parent_id = :parent_id,
       next_follow_at = :next_follow_at,
       tags = :tags,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       pool_id = :pool_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE account
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE account
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

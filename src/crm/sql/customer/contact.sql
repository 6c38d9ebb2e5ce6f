-- Contacts. Run by crm.dao.customer.contact.ContactDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.name, c.account_id, c.title, c.role, c.weight, c.phones, c.mails, c.wechat,
       c.gender, c.birthday, c.province, c.city, c.district, c.address, c.tags, c.remark, c.owner_id,
       o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at,
       c.updated_by, c.touched_at, c.custom, a.name AS account_name
  FROM contact c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM contact c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.name, c.account_id, c.title, c.role, c.weight, c.phones, c.mails, c.wechat,
       c.gender, c.birthday, c.province, c.city, c.district, c.address, c.tags, c.remark, c.owner_id,
       o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at,
       c.updated_by, c.touched_at, c.custom, a.name AS account_name
  FROM contact c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO contact (id, version, sort_key, name, account_id, title, role, weight, phones, mails, wechat, gender, birthday,
                     province, city, district, address, tags, remark, owner_id, department_id, created_at, created_by, updated_at,
                     updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :account_id, :title, :role, :weight, :phones, :mails, :wechat, :gender,
        :birthday, :province, :city, :district, :address, :tags, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE contact
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       account_id = :account_id,
       title = :title,
       role = :role,
       weight = :weight,
       phones = :phones,
       mails = :mails,
       wechat = :wechat,
       gender = :gender,
       birthday = :birthday,
       province = :province,
       city = :city,
       district = :district,
       address = :address,
       tags = :tags,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE contact
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE contact
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

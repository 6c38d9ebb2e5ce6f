-- Preference cards. Run by crm.dao.customer.preference_card.PreferenceCardDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.name, c.pack, c.subject, c.position, c.remark, c.owner_id, o.name AS
       owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at,
       c.updated_by, c.touched_at
  FROM preference_card c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM preference_card c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.name, c.pack, c.subject, c.position, c.remark, c.owner_id, o.name AS
       owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by, c.updated_at,
       c.updated_by, c.touched_at
  FROM preference_card c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO preference_card (id, version, sort_key, name, pack, subject, position, remark, owner_id,
                             department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :pack, :subject, :position, :remark, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE preference_card
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       pack = :pack,
       subject = :subject,
       position = :position,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE preference_card
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

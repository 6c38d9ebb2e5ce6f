-- Questions of preference cards. Run by crm.dao.customer.preference_field.PreferenceFieldDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.card_id, f.name, f.kind, f.options, f.unit, f.position, f.owner_id, o.name
       AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at, c.name AS card_name
  FROM preference_field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN preference_card c ON c.id = f.card_id
 WHERE TRUE    -- :visible f
   AND TRUE    -- :filter f
   AND TRUE    -- :after f
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM preference_field f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.card_id, f.name, f.kind, f.options, f.unit, f.position, f.owner_id, o.name
       AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at, c.name AS card_name
  FROM preference_field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN preference_card c ON c.id = f.card_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO preference_field (id, version, sort_key, card_id, name, kind, options, unit, position, owner_id,
                              department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :card_id, :name, :kind, :options, :unit, :position, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE preference_field
   SET version = :next_version,
       sort_key = :sort_key,
       card_id = :card_id,
       name = :name,
       kind = :kind,
       options = :options,
       unit = :unit,
       position = :position,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE preference_field
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

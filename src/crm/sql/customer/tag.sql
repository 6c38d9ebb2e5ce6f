-- Tags. Run by crm.dao.customer.tag.TagDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT g.id, g.version, g.sort_key, g.name, g.category, g.remark, g.owner_id, o.name AS owner_name, g.department_id,
       d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by, g.touched_at, g.custom
  FROM tag g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
 WHERE TRUE    -- :visible g
   AND TRUE    -- :filter g
   AND TRUE    -- :after g
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM tag g
         WHERE TRUE    -- :visible g
           AND TRUE    -- :filter g
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT g.id, g.version, g.sort_key, g.name, g.category, g.remark, g.owner_id, o.name AS owner_name, g.department_id,
       d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by, g.touched_at, g.custom
  FROM tag g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
 WHERE g.id IN (:ids)
   AND TRUE;    -- :visible g

-- :name insert :batch
INSERT INTO tag (id, version, sort_key, name, category, remark, owner_id, department_id, created_at, created_by, updated_at,
                 updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :category, :remark, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE tag
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       category = :category,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE tag
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name names :many
-- Open: everybody may read tags; they are words of the house, and belong to nobody.
SELECT g.name
  FROM tag g
 WHERE g.removed_at IS NULL
 ORDER BY g.sort_key, g.id
 LIMIT 1000;

-- :name known :many
-- Open: everybody may read tags, as with names.
SELECT g.name
  FROM tag g
 WHERE g.removed_at IS NULL
   AND g.name IN (:tags);

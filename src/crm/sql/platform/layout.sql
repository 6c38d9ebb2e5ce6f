-- Layouts of record pages. Run by crm.dao.platform.layout.LayoutDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.name, l.target, l.role_id, l.sections, l.cards, l.tiles, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       r.name AS role_name
  FROM layout l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM layout l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT l.id, l.version, l.sort_key, l.name, l.target, l.role_id, l.sections, l.cards, l.tiles, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       r.name AS role_name
  FROM layout l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
 WHERE l.id IN (:ids)
   AND TRUE;    -- :visible l

-- :name insert :batch
INSERT INTO layout (id, version, sort_key, name, target, role_id, sections, cards, tiles, owner_id, department_id, created_at,
                    created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :target, :role_id, :sections, :cards, :tiles, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE layout
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       target = :target,
       role_id = :role_id,
       sections = :sections,
       cards = :cards,
       tiles = :tiles,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE layout
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :one
-- Open: how a page is laid out is no secret.
SELECT l.id, l.version, l.sort_key, l.name, l.target, l.role_id, l.sections, l.cards, l.tiles, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       r.name AS role_name
  FROM layout l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
 WHERE l.target = :target
   AND l.removed_at IS NULL
   AND (l.role_id IS NULL OR l.role_id IN (:roles))
 ORDER BY l.role_id IS NULL, l.role_id
 LIMIT 1;

-- :name of_module :many
-- Open: asked by the service, to say which layouts use a field.
SELECT l.id, l.version, l.sort_key, l.name, l.target, l.role_id, l.sections, l.cards, l.tiles, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by, l.touched_at,
       r.name AS role_name
  FROM layout l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN role r ON r.id = l.role_id
 WHERE l.target = :target
   AND l.removed_at IS NULL
 ORDER BY l.sort_key, l.id;

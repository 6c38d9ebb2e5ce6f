-- Fields that an administrator added. Run by crm.dao.platform.field.FieldDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.module, f.name, f.kind, f.label_zh, f.label_en, f.help_zh, f.help_en, f.required,
       f.is_unique, f.encrypted, f.searched, f.listed, f.indexed, f.fallback, f.choices, f.target, f.currency, f.places, f.longest,
       f.formula, f.result, f.position, f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name,
       f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE TRUE    -- :visible f
   AND TRUE    -- :filter f
   AND TRUE    -- :after f
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM field f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.module, f.name, f.kind, f.label_zh, f.label_en, f.help_zh, f.help_en, f.required,
       f.is_unique, f.encrypted, f.searched, f.listed, f.indexed, f.fallback, f.choices, f.target, f.currency, f.places, f.longest,
       f.formula, f.result, f.position, f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name,
       f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO field (id, version, sort_key, module, name, kind, label_zh, label_en, help_zh, help_en, required, is_unique, encrypted,
                   searched, listed, indexed, fallback, choices, target, currency, places, longest, formula, result, position, owner_id,
                   department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :module, :name, :kind, :label_zh, :label_en, :help_zh, :help_en, :required, :is_unique,
        :encrypted, :searched, :listed, :indexed, :fallback, :choices, :target, :currency, :places, :longest, :formula, :result,
        :position, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE field
   SET version = :next_version,
       sort_key = :sort_key,
       module = :module,
       name = :name,
       kind = :kind,
       label_zh = :label_zh,
       label_en = :label_en,
       help_zh = :help_zh,
       help_en = :help_en,
       required = :required,
       is_unique = :is_unique,
       encrypted = :encrypted,
       searched = :searched,
       listed = :listed,
       indexed = :indexed,
       fallback = :fallback,
       choices = :choices,
       target = :target,
       currency = :currency,
       places = :places,
       longest = :longest,
       formula = :formula,
       result = :result,
       position = :position,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE field
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name definitions :many
-- Open: what fields there are is part of what the program is; each page shows of it what its reader may see.
SELECT f.id, f.version, f.sort_key, f.module, f.name, f.kind, f.label_zh, f.label_en, f.help_zh, f.help_en, f.required,
       f.is_unique, f.encrypted, f.searched, f.listed, f.indexed, f.fallback, f.choices, f.target, f.currency, f.places, f.longest,
       f.formula, f.result, f.position, f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name,
       f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.removed_at IS NULL
 ORDER BY f.position, f.id;

-- :name named :many
-- Open: a name stays taken after the field was removed, whoever asks.
SELECT f.name
  FROM field f
 WHERE f.module = :module_name;

-- :name removed :many
-- Open: only who may remove fields is shown them, by the service.
-- Those that can be brought back, the last one removed first.
SELECT f.id, f.version, f.sort_key, f.module, f.name, f.kind, f.label_zh, f.label_en, f.help_zh, f.help_en, f.required,
       f.is_unique, f.encrypted, f.searched, f.listed, f.indexed, f.fallback, f.choices, f.target, f.currency, f.places, f.longest,
       f.formula, f.result, f.position, f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name,
       f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM field f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.removed_at IS NOT NULL
 ORDER BY f.removed_at DESC, f.id
 LIMIT :size;

-- :name rights :many
SELECT r.module, r.field, r.role_id, r.level
  FROM field_right r
 ORDER BY r.module, r.field, r.role_id;

-- :name drop_rights :affected
DELETE FROM field_right
 WHERE module = :module_name
   AND field = :field;

-- :name drop_role_rights :affected
DELETE FROM field_right
 WHERE role_id = :role_id;

-- :name put_rights :batch
INSERT INTO field_right (module, field, role_id, level)
VALUES (:module, :field, :role_id, :level);

-- :name stamp :scalar
SELECT s.value
  FROM stamp s
 WHERE s.name = 'field';

-- :name move_stamp :affected
INSERT INTO stamp (name, value)
VALUES ('field', 1)
    ON CONFLICT (name) DO UPDATE
   SET value = stamp.value + 1;

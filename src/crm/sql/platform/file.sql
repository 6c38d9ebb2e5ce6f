-- Files. Run by crm.dao.platform.file.FileDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
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
          FROM file f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO file (id, version, sort_key, name, remark, subject_module, subject_id, entry_id, digest, size, media, owner_id,
                  department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :remark, :subject_module, :subject_id, :entry_id, :digest, :size, :media, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. The contents of a file never change.
UPDATE file
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       remark = :remark,
       subject_module = :subject_module,
       subject_id = :subject_id,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE file
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name guarded :one
-- :steady
-- Open: the record that the file hangs on guards it; the service reads that one with the reader's predicate.
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.id = :id
   AND f.removed_at IS NULL;

-- :name attached :many
-- Open: as with guarded. The newest first; one more than is shown tells that there are more.
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.subject_module = :subject_module
   AND f.subject_id = :subject_id
   AND f.removed_at IS NULL
   AND (f.created_at, f.id) < (:before_at, :before_id)    -- :if before_id
 ORDER BY f.created_at DESC, f.id DESC
 LIMIT :size;

-- :name of_entries :many
-- Open: as with guarded.
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.entry_id IN (:ids)
   AND f.removed_at IS NULL
 ORDER BY f.created_at, f.id
 LIMIT :size;

-- :name claim :affected
-- :steady
-- What was sent ahead of the record that names it; that record's change set says so.
UPDATE file
   SET subject_module = :subject_module,
       subject_id = :subject_id,
       entry_id = :entry_id
 WHERE id IN (:ids)
   AND subject_id IS NULL;

-- :name loose :many
-- Open: run by the system, to sweep out what was sent for a form that was never saved.
SELECT f.id, f.version, f.sort_key, f.name, f.remark, f.subject_module, f.subject_id, f.entry_id, f.digest, f.size, f.media,
       f.owner_id, o.name AS owner_name, f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at,
       f.updated_by, f.touched_at
  FROM file f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
 WHERE f.subject_id IS NULL
   AND f.removed_at IS NULL
   AND f.created_at < :before
 ORDER BY f.created_at, f.id
 LIMIT :size;

-- :name used :scalar
-- Open: bytes are counted, nothing is shown. What the files of one person need, or of all, removed ones with them: they can be brought back.
SELECT COALESCE(SUM(f.size), 0)
  FROM file f
 WHERE TRUE
   AND f.owner_id = :owner_id;    -- :if owner_id

-- :name known :scalar
-- Open: whether some file still needs these contents. One that never hung anywhere and was swept out does not.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM file f
         WHERE f.digest = :digest
           AND (f.removed_at IS NULL OR f.subject_id IS NOT NULL)
         LIMIT 1) needed;

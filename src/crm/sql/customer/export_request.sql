-- Large exports. Run by crm.dao.customer.export_request.ExportRequestDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT e.id, e.version, e.sort_key, e.name, e.module, e.form, e.found, e.reason, e.state, e.wanted,
       e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name, e.created_at, e.created_by,
       e.updated_at, e.updated_by, e.touched_at
  FROM export_request e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
 WHERE TRUE    -- :visible e
   AND TRUE    -- :filter e
   AND TRUE    -- :after e
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM export_request e
         WHERE TRUE    -- :visible e
           AND TRUE    -- :filter e
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT e.id, e.version, e.sort_key, e.name, e.module, e.form, e.found, e.reason, e.state, e.wanted,
       e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name, e.created_at, e.created_by,
       e.updated_at, e.updated_by, e.touched_at
  FROM export_request e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
 WHERE e.id IN (:ids)
   AND TRUE;    -- :visible e

-- :name insert :batch
INSERT INTO export_request (id, version, sort_key, name, module, form, found, reason, state, wanted,
                            owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :module, :form, :found, :reason, :state, :wanted, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE export_request
   SET version = :next_version, sort_key = :sort_key, name = :name, module = :module, form = :form,
       found = :found, reason = :reason, state = :state, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE export_request
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- Commission runs. Run by crm.dao.sales.commission_run.CommissionRunDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.month, r.state, r.paid_on, r.remark, r.total, r.people, r.entries, r.taken_at,
       r.terms, r.problems, r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name,
       r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at
  FROM commission_run r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM commission_run r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.month, r.state, r.paid_on, r.remark, r.total, r.people, r.entries, r.taken_at,
       r.terms, r.problems, r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name,
       r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at
  FROM commission_run r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO commission_run (id, version, sort_key, month, state, paid_on, remark, owner_id, department_id, created_at, created_by,
                            updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :month, :state, :paid_on, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE commission_run
   SET version = :next_version, sort_key = :sort_key, month = :month, state = :state, paid_on = :paid_on,
       remark = :remark, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE commission_run
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name lock :one postgresql
-- :steady
-- Open: whoever starts a run was allowed to. Two who work out the same one write it one after the other.
SELECT r.id, r.month, r.state, r.taken_at, r.terms
  FROM commission_run r
 WHERE r.id = :id
   AND r.removed_at IS NULL
   FOR UPDATE;

-- :name lock :one sqlite
-- Open: whoever starts a run was allowed to. Here one transaction writes at a time.
SELECT r.id, r.month, r.state, r.taken_at, r.terms
  FROM commission_run r
 WHERE r.id = :id
   AND r.removed_at IS NULL;

-- :name all :many
-- Open: what was paid before decides what is paid now, whoever works it out.
SELECT r.id, r.month, r.state, r.taken_at, r.terms
  FROM commission_run r
 WHERE r.removed_at IS NULL
 ORDER BY r.month
 LIMIT 1200;

-- :name set_result :affected
-- :steady
-- What follows from the sources: no change of what somebody said, so no change set and no new version.
UPDATE commission_run
   SET total = :total, people = :people, entries = :entries, taken_at = :taken_at, terms = :terms, problems = :problems
 WHERE id = :id;

-- Discounts that wait for approval. Run by crm.dao.sales.discount_request.DiscountRequestDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.percent, q.state, q.answer, q.decided_by,
       q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name, q.created_at, q.created_by,
       q.updated_at, q.updated_by, q.touched_at, b.name AS decider_name
  FROM discount_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN app_user b ON b.id = q.decided_by
 WHERE TRUE    -- :visible q
   AND TRUE    -- :filter q
   AND TRUE    -- :after q
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM discount_request q
         WHERE TRUE    -- :visible q
           AND TRUE    -- :filter q
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.percent, q.state, q.answer, q.decided_by,
       q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name, q.created_at, q.created_by,
       q.updated_at, q.updated_by, q.touched_at, b.name AS decider_name
  FROM discount_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN app_user b ON b.id = q.decided_by
 WHERE q.id IN (:ids)
   AND TRUE;    -- :visible q

-- :name insert :batch
INSERT INTO discount_request (id, version, sort_key, name, module, record_id, percent, state, answer,
                              decided_by, owner_id, department_id, created_at, created_by, updated_at,
                              updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :module, :record_id, :percent, :state, :answer, :decided_by, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE discount_request
   SET version = :next_version, sort_key = :sort_key, name = :name, module = :module, record_id = :record_id,
       percent = :percent, state = :state, answer = :answer, decided_by = :decided_by, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE discount_request
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name waiting :one
-- Open: the document guards it; the service asks that one first.
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.percent, q.state, q.answer, q.decided_by,
       q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name, q.created_at, q.created_by,
       q.updated_at, q.updated_by, q.touched_at, b.name AS decider_name
  FROM discount_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN app_user b ON b.id = q.decided_by
 WHERE q.module = :subject
   AND q.record_id = :record_id
   AND q.state = 'waits'
   AND q.removed_at IS NULL;

-- :name managers :many
-- Open: the organisation is no secret to those who work in it. The managers of a department and those above, the nearest first.
SELECT m.manager_id
  FROM department_tree t
  JOIN department m ON m.id = t.above_id
 WHERE t.below_id = :department_id
   AND m.manager_id IS NOT NULL
   AND m.removed_at IS NULL
 ORDER BY t.depth;

-- Requests for approval. Run by crm.dao.platform.approval_request.ApprovalRequestDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.flow_id, q.state, q.rank, q.decisions,
       q.decided_by, q.answer, q.comment, q.summary, q.plan, q.owner_id, o.name AS owner_name, q.department_id,
       d.name AS department_name, q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at,
       f.name AS flow_name, b.name AS decider_name
  FROM approval_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN approval_flow f ON f.id = q.flow_id
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
          FROM approval_request q
         WHERE TRUE    -- :visible q
           AND TRUE    -- :filter q
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.flow_id, q.state, q.rank, q.decisions,
       q.decided_by, q.answer, q.comment, q.summary, q.plan, q.owner_id, o.name AS owner_name, q.department_id,
       d.name AS department_name, q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at,
       f.name AS flow_name, b.name AS decider_name
  FROM approval_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN approval_flow f ON f.id = q.flow_id
  LEFT JOIN app_user b ON b.id = q.decided_by
 WHERE q.id IN (:ids)
   AND TRUE;    -- :visible q

-- :name insert :batch
INSERT INTO approval_request (id, version, sort_key, name, module, record_id, flow_id, state, rank, decisions,
                              decided_by, answer, comment, summary, plan, owner_id, department_id, created_at,
                              created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :module, :record_id, :flow_id, :state, :rank, :decisions, :decided_by,
        :answer, :comment, :summary, :plan, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE approval_request
   SET version = :next_version, sort_key = :sort_key, name = :name, module = :module, record_id = :record_id,
       flow_id = :flow_id, state = :state, rank = :rank, decisions = :decisions, decided_by = :decided_by,
       answer = :answer, comment = :comment, summary = :summary, plan = :plan, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE approval_request
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name last :many
-- Open: the record guards it; the page asks that one first. The latest request of a record, once for each seat.
SELECT q.id, q.version, q.sort_key, q.name, q.module, q.record_id, q.flow_id, q.state, q.rank, q.decisions,
       q.decided_by, q.answer, q.comment, q.summary, q.plan, q.owner_id, o.name AS owner_name, q.department_id,
       d.name AS department_name, q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at,
       f.name AS flow_name, b.name AS decider_name,
       w.id AS seat_id, w.step, w.user_id, w.state AS seat_state, w.since, w.due_at, w.at, w.comment AS seat_comment, w.why,
       w.via_id, u.name AS user_name, v.name AS via_name
  FROM approval_request q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN approval_flow f ON f.id = q.flow_id
  LEFT JOIN app_user b ON b.id = q.decided_by
  LEFT JOIN approval_decision w ON w.request_id = q.id
  LEFT JOIN app_user u ON u.id = w.user_id
  LEFT JOIN app_user v ON v.id = w.via_id
 WHERE q.id = (SELECT MAX(id) FROM approval_request WHERE module = :subject AND record_id = :record_id)
 ORDER BY w.step, w.id;

-- The course of requests: who decides, what waits for whom, and who stands above whom. Run by crm.dao.platform.approval.ApprovalDao.

-- :name lock :scalar postgresql
-- :steady
-- Open: whoever decides, asks or withdraws does it one after the other; the service says who may.
SELECT q.id
  FROM approval_request q
 WHERE q.id = :id
   FOR UPDATE;

-- :name lock :scalar sqlite
-- Open: the service says who may. Here one transaction writes at a time.
SELECT q.id
  FROM approval_request q
 WHERE q.id = :id;

-- :name blocking :many
-- Open: what waits for a decision is locked, whoever writes. A line for each who decides now.
SELECT q.record_id, q.id AS request_id, u.name
  FROM approval_request q
  LEFT JOIN approval_decision w ON w.request_id = q.id AND w.state = 'waits'
  LEFT JOIN app_user u ON u.id = w.user_id
 WHERE q.module = :subject
   AND q.record_id IN (:ids)
   AND q.state = 'open'
   AND q.removed_at IS NULL
 ORDER BY q.id, w.id;

-- :name seats :many
SELECT w.id, w.request_id, w.step, w.user_id, w.state, w.since, w.due_at, w.at, w.comment, w.why, w.via_id,
       u.name AS user_name, v.name AS via_name
  FROM approval_decision w
  LEFT JOIN app_user u ON u.id = w.user_id
  LEFT JOIN app_user v ON v.id = w.via_id
 WHERE w.request_id = :request_id
 ORDER BY w.step, w.id;

-- :name put_seats :batch
INSERT INTO approval_decision (id, request_id, step, user_id, state, since, due_at, at, comment, why, via_id)
VALUES (:id, :request_id, :step, :user_id, :state, :since, :due_at, :at, :comment, :why, :via_id);

-- :name set_seats :batch
UPDATE approval_decision
   SET state = :state, since = :since, due_at = :due_at, at = :at, comment = :comment, why = :why
 WHERE id = :id;

-- :name waiting :many
-- Open: what waits for somebody is told him, whatever else he may read.
SELECT q.id, q.name, q.summary, q.module, q.record_id, a.name AS asked_by, w.at, w.due_at, q.state, 'waits' AS seat, f.name AS flow_name,
       CASE WHEN w.own = 0 THEN v.name END AS instead_of
  FROM (SELECT d.request_id, MIN(d.since) AS at, MIN(d.due_at) AS due_at, MIN(d.user_id) AS seat_of,
               MAX(CASE WHEN d.user_id = :user_id THEN 1 ELSE 0 END) AS own
          FROM approval_decision d
         WHERE d.user_id IN (:decides_for)
           AND d.state = 'waits'
         GROUP BY d.request_id) w
  JOIN approval_request q ON q.id = w.request_id
  LEFT JOIN app_user a ON a.id = q.owner_id
  LEFT JOIN app_user v ON v.id = w.seat_of
  LEFT JOIN approval_flow f ON f.id = q.flow_id
 WHERE (w.own = 1 OR COALESCE(q.owner_id, 0) <> :user_id)
   AND q.id < :before    -- :if before
 ORDER BY q.id DESC
 LIMIT :size;

-- :name asked :many
-- Open: what somebody asked for himself.
SELECT q.id, q.name, q.summary, q.module, q.record_id, b.name AS asked_by, q.created_at AS at, CAST(NULL AS TIMESTAMP) AS due_at, q.state,
       CAST(NULL AS TEXT) AS seat, f.name AS flow_name, CAST(NULL AS TEXT) AS instead_of
  FROM approval_request q
  LEFT JOIN app_user b ON b.id = q.decided_by
  LEFT JOIN approval_flow f ON f.id = q.flow_id
 WHERE q.owner_id = :user_id
   AND q.id < :before    -- :if before
 ORDER BY q.id DESC
 LIMIT :size;

-- :name decided :many
-- Open: what somebody decided himself.
SELECT q.id, q.name, q.summary, q.module, q.record_id, a.name AS asked_by, w.at, CAST(NULL AS TIMESTAMP) AS due_at, q.state, w.seat,
       f.name AS flow_name, CAST(NULL AS TEXT) AS instead_of
  FROM (SELECT d.request_id, MAX(d.at) AS at, MAX(d.state) AS seat
          FROM approval_decision d
         WHERE d.user_id = :user_id
           AND d.state IN ('approved', 'refused', 'returned', 'passed')
         GROUP BY d.request_id) w
  JOIN approval_request q ON q.id = w.request_id
  LEFT JOIN app_user a ON a.id = q.owner_id
  LEFT JOIN approval_flow f ON f.id = q.flow_id
 WHERE q.id < :before    -- :if before
 ORDER BY q.id DESC
 LIMIT :size;

-- :name overdue :many
SELECT w.id, w.request_id, w.step, w.user_id, w.state, w.since, w.due_at, w.at, w.comment, w.why, w.via_id
  FROM approval_decision w
 WHERE w.state = 'waits'
   AND w.due_at <= :until
 ORDER BY w.due_at, w.id
 LIMIT :size;

-- :name held_by :many
SELECT w.id, w.request_id, w.step, w.user_id, w.state, w.since, w.due_at, w.at, w.comment, w.why, w.via_id
  FROM approval_decision w
 WHERE w.user_id IN (:user_ids)
   AND w.state = 'waits'
 ORDER BY w.id;

-- :name department_of :scalar
-- :steady
-- Open: the organisation is no secret to those who work in it.
SELECT u.department_id
  FROM app_user u
 WHERE u.id = :user_id;

-- :name heads :many
-- Open: the organisation is no secret to those who work in it. The managers of a department and those above, the nearest first.
SELECT m.manager_id
  FROM department_tree t
  JOIN department m ON m.id = t.above_id
 WHERE t.below_id = :department_id
   AND m.manager_id IS NOT NULL
   AND m.removed_at IS NULL
 ORDER BY t.depth;

-- :name active :many
-- :steady
-- Open: whether somebody works here is no secret.
SELECT u.id
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL;

-- :name entered :many
SELECT DISTINCT i.record_id
  FROM change_item i
 WHERE i.change_set_id = :change_set_id
   AND i.module = :module_name
   AND (i.field IS NULL OR i.field = :field)
 ORDER BY i.record_id;

-- :name stand_ins :many
-- Open: who stands in for whom is told to those whom it concerns.
SELECT a.stand_in_id
  FROM absence a
 WHERE a.person_id IN (:ids)
   AND a.covers <> 'records'
   AND a.first_day <= :day
   AND a.last_day >= :day
   AND a.removed_at IS NULL
 ORDER BY a.id;

-- :name holders :many
-- Open: who holds a role is asked to find who decides.
SELECT DISTINCT u.id
  FROM app_user u
  JOIN user_role h ON h.user_id = u.id
 WHERE h.role_id IN (:role_ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.id;

-- :name roles :many
-- Open: grants are what the predicate is made of.
SELECT r.id, r.name, r.administrator, r.grants
  FROM role r
 WHERE r.removed_at IS NULL
 ORDER BY r.id;

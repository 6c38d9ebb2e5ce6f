-- Handovers and what became of each record. Run by crm.dao.platform.handover.HandoverDao.

-- :name insert :affected
INSERT INTO handover (id, user_id, leaves, plan, group_id, asked_at, asked_by)
VALUES (:id, :user_id, :leaves, :plan, :group_id, :asked_at, :asked_by);

-- :name put_job :affected
-- :steady
UPDATE handover
   SET job_id = :job_id
 WHERE id = :id;

-- :name end :affected
-- :steady
UPDATE handover
   SET ended_at = :ended_at
 WHERE id = :id;

-- :name page :many
-- Open: a receipt is for whoever may act on the account, which the service asks.
SELECT h.id, h.user_id, u.name AS user_name, h.leaves, h.plan, h.group_id, h.asked_at, h.asked_by, a.name AS asker_name,
       h.ended_at, CAST(NULL AS BIGINT) AS change_set_id, j.id AS job_id
  FROM handover h
  JOIN app_user u ON u.id = h.user_id
  LEFT JOIN app_user a ON a.id = h.asked_by
  LEFT JOIN job j ON j.id = h.job_id AND j.state IN ('waiting', 'failed', 'running')
 WHERE TRUE
   AND h.id < :before    -- :if before
 ORDER BY h.id DESC
 LIMIT :size;

-- :name get :one
-- :steady
-- Open: a receipt is for whoever may act on the account, which the service asks.
SELECT h.id, h.user_id, u.name AS user_name, h.leaves, h.plan, h.group_id, h.asked_at, h.asked_by, a.name AS asker_name,
       h.ended_at,
       (SELECT MAX(s.id)
          FROM change_set s
         WHERE s.group_id = h.group_id
           AND NOT EXISTS (SELECT 1 FROM change_set z WHERE z.undoes_id = s.id)) AS change_set_id,
       j.id AS job_id
  FROM handover h
  JOIN app_user u ON u.id = h.user_id
  LEFT JOIN app_user a ON a.id = h.asked_by
  LEFT JOIN job j ON j.id = h.job_id AND j.state IN ('waiting', 'failed', 'running')
 WHERE h.id = :id;

-- :name running :scalar
SELECT MAX(h.id)
  FROM handover h
  JOIN job j ON j.id = h.job_id
 WHERE h.user_id = :user_id
   AND h.ended_at IS NULL
   AND j.state IN ('waiting', 'failed', 'running');

-- :name put_moves :batch
INSERT INTO handover_move (handover_id, module, field, record_id, title, receiver, even, why)
VALUES (:handover_id, :module, :field, :record_id, :title, :receiver, :even, :why)
    ON CONFLICT DO NOTHING;

-- :name known :many
SELECT m.record_id
  FROM handover_move m
 WHERE m.handover_id = :handover_id
   AND m.module = :subject
   AND m.field = :field
   AND m.record_id IN (:ids);

-- :name shared :many
-- What each has got so far of what goes evenly to all.
SELECT m.module, m.field, m.receiver, m.why IS NOT NULL AS stayed, COUNT(*) AS n
  FROM handover_move m
 WHERE m.handover_id = :handover_id
   AND m.module = :subject
   AND m.field = :field
   AND m.even
   AND m.why IS NULL
 GROUP BY m.module, m.field, m.receiver, m.why IS NOT NULL;

-- :name sums :many
SELECT m.module, m.field, m.receiver, m.why IS NOT NULL AS stayed, COUNT(*) AS n
  FROM handover_move m
 WHERE m.handover_id = :handover_id
 GROUP BY m.module, m.field, m.receiver, m.why IS NOT NULL
 ORDER BY m.module, m.field, m.receiver;

-- :name moves :many
SELECT m.module, m.field, m.record_id, m.title, m.receiver, m.why
  FROM handover_move m
 WHERE m.handover_id = :handover_id
   AND (m.module, m.field, m.record_id) > (:after_module, :after_field, :after_id)    -- :if after_id
 ORDER BY m.module, m.field, m.record_id
 LIMIT :size;

-- :name names :many
-- :steady
-- Open: names of colleagues are no secret.
SELECT u.id, u.name, u.department_id
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.sort_key, u.id;

-- :name managers :many
-- Open: the organisation is no secret to those who work in it. The managers above somebody, the nearest first, himself left out.
SELECT m.id, m.name, m.department_id
  FROM department_tree t
  JOIN department d ON d.id = t.above_id
  JOIN app_user m ON m.id = d.manager_id
 WHERE t.below_id = :department_id
   AND d.manager_id <> :user_id
   AND m.state = 'active'
   AND m.removed_at IS NULL
   AND d.removed_at IS NULL
 ORDER BY t.depth
 LIMIT :size;

-- :name moving :one
-- What goes its own way when somebody leaves: views that he shares, and approvals that wait for him.
SELECT (SELECT COUNT(*)
          FROM saved_view v
         WHERE v.user_id = :user_id
           AND v.shared <> 'me'
           AND v.removed_at IS NULL) AS views,
       (SELECT COUNT(DISTINCT w.request_id)
          FROM approval_decision w
         WHERE w.user_id = :user_id
           AND w.state = 'waits') AS approvals;

-- What waits for a person. Run by crm.dao.customer.today.TodayDao.

-- :name tasks :many
-- Open: the service asks for the actor's own tasks, and those of people whose stand-in he is.
SELECT t.id, t.name, t.due_at, t.remind_at, t.waiting, t.account_id, a.name AS account_name, a.grade, t.owner_id, o.name AS owner_name
  FROM activity t
  LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN app_user o ON o.id = t.owner_id
 WHERE t.owner_id IN (:owner_ids)
   AND t.kind = 'task'
   AND t.done_at IS NULL
   AND t.removed_at IS NULL
   AND t.due_at < :until
 ORDER BY t.due_at, t.id
 LIMIT :size;

-- :name asked :many
-- Open: the actor's own notices, whether he himself wrote since, what waits for his decision, and his jobs that failed. One query for all.
WITH mention AS (SELECT n.id, n.title, n.url, n.created_at, n.module, n.record_id
  FROM notice n
 WHERE n.user_id = :user_id
   AND n.kind = 'mention'
   AND n.created_at >= :since
   AND NOT EXISTS (SELECT 1 FROM activity t
                    WHERE t.subject_module = n.module AND t.subject_id = n.record_id AND t.removed_at IS NULL
                      AND t.created_by = :user_id AND t.created_at > n.created_at)
 ORDER BY n.id DESC
 LIMIT :size
), approval AS (SELECT d.request_id AS id, MIN(d.since) AS created_at, MIN(d.due_at) AS due_at, MIN(d.user_id) AS seat_of,
       MAX(CASE WHEN d.user_id = :user_id THEN 1 ELSE 0 END) AS own
  FROM approval_decision d
 WHERE d.user_id IN (:decides_for)
   AND d.state = 'waits'
 GROUP BY d.request_id
 ORDER BY d.request_id DESC
 LIMIT :size
), failed AS (SELECT j.id, j.title, COALESCE(j.ended_at, j.started_at, j.created_at) AS created_at, j.state
  FROM job j
 WHERE j.actor_id = :user_id
   AND j.state IN ('failed', 'quarantined')
   AND j.created_at >= :since
 ORDER BY j.id DESC
 LIMIT :size
)
SELECT 'mention' AS kind, m.id, m.title, m.url, m.created_at, m.module, m.record_id, CAST(NULL AS TEXT) AS who, CAST(NULL AS TEXT) AS second,
       CAST(NULL AS TIMESTAMPTZ) AS due_at, CAST(NULL AS TEXT) AS instead_of
  FROM mention m
 UNION ALL SELECT 'approval', a.id, q.name, '', a.created_at, q.module, q.record_id, u.name, q.summary, a.due_at,
       CASE WHEN a.own = 0 THEN v.name END
  FROM approval a
  JOIN approval_request q ON q.id = a.id
  LEFT JOIN app_user u ON u.id = q.owner_id
  LEFT JOIN app_user v ON v.id = a.seat_of
 WHERE a.own = 1
    OR COALESCE(q.owner_id, 0) <> :user_id
 UNION ALL SELECT 'job', f.id, f.title, '', f.created_at, NULL, NULL, NULL, f.state, NULL, NULL
  FROM failed f
 ORDER BY 1, 2 DESC;

-- :name put_offs :many
SELECT p.key, p.until
  FROM today_put_off p
 WHERE p.user_id = :user_id
   AND p.until > :now
 ORDER BY p.until, p.key;

-- :name put_off :affected
INSERT INTO today_put_off (user_id, key, until)
VALUES (:user_id, :key, :until)
    ON CONFLICT (user_id, key) DO UPDATE
   SET until = excluded.until;

-- :name bring_back :affected
DELETE FROM today_put_off
 WHERE user_id = :user_id
   AND key = :key;

-- :name forget :affected
DELETE FROM today_put_off
 WHERE until < :now;

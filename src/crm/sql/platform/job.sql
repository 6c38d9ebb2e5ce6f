-- Jobs. Run by crm.dao.platform.job.JobDao.

-- :name insert :scalar
-- Nothing when a job of that unique key is there already.
INSERT INTO job (kind, title, payload, unique_key, run_at, actor_id, created_at)
VALUES (:kind, :title, :payload, :unique_key, :run_at, :actor_id, :now)
    ON CONFLICT (unique_key) DO NOTHING
RETURNING id;

-- :name id_of :scalar
SELECT j.id
  FROM job j
 WHERE j.unique_key = :unique_key;

-- :name release :affected
-- What is over gives its key to the next one.
UPDATE job
   SET unique_key = NULL
 WHERE unique_key = :unique_key
   AND state IN (:states);

-- :name seed :affected
-- A schedule is one job that is put back after each run; an earlier time of a changed schedule counts at once.
INSERT INTO job (kind, unique_key, run_at, created_at)
VALUES (:kind, :kind, :run_at, :now)
    ON CONFLICT (unique_key) DO UPDATE
   SET run_at = excluded.run_at
 WHERE job.state = 'waiting'
   AND job.run_at > excluded.run_at;

-- :name next_due :one sqlite
-- When the next job may be taken. Left alone, SQLite would sort everything that waits.
SELECT j.run_at
  FROM job j INDEXED BY job_open
 WHERE j.state IN ('waiting', 'failed', 'running')
   AND j.kind IN (:kinds)
 ORDER BY j.run_at
 LIMIT 1;

-- :name next_due :one postgresql
SELECT j.run_at
  FROM job j
 WHERE j.state IN ('waiting', 'failed', 'running')
   AND j.kind IN (:kinds)
 ORDER BY j.run_at
 LIMIT 1;

-- :name claim :one sqlite
-- The writer's lock is held: nobody else takes the same job.
UPDATE job
   SET state = 'running', claimed_by = :worker, run_at = :until, attempts = attempts + 1, started_at = :now,
       done = 0, total = NULL
 WHERE id = (SELECT j.id
               FROM job j INDEXED BY job_open
              WHERE j.state IN ('waiting', 'failed', 'running')
                AND j.run_at <= :now
                AND j.kind IN (:kinds)
              ORDER BY j.run_at, j.id
              LIMIT 1)
RETURNING id, kind, CAST(payload AS TEXT) AS payload, attempts, actor_id;

-- :name claim :one postgresql
-- Jobs that somebody else is just taking are passed over.
UPDATE job
   SET state = 'running', claimed_by = :worker, run_at = :until, attempts = attempts + 1, started_at = :now,
       done = 0, total = NULL
 WHERE id = (SELECT j.id
               FROM job j
              WHERE j.state IN ('waiting', 'failed', 'running')
                AND j.run_at <= :now
                AND j.kind IN (:kinds)
              ORDER BY j.run_at, j.id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, kind, CAST(payload AS TEXT) AS payload, attempts, actor_id;

-- :name renew :affected
-- The leases of all that one process is running.
UPDATE job
   SET run_at = :until
 WHERE state = 'running'
   AND claimed_by = :worker;

-- :name progress :affected
-- :steady
UPDATE job
   SET done = :done, total = :total, run_at = :until
 WHERE id = :id
   AND state = 'running'
   AND claimed_by = :worker
   AND attempts = :held;

-- :name settle :affected
-- :steady
-- Nothing when the lease was lost or the job was cancelled meanwhile.
UPDATE job
   SET state = :state, run_at = :run_at, attempts = :attempts, error = :error, result = :result, ended_at = :ended_at,
       payload = '{}',                                                            -- :if forget
       claimed_by = NULL
 WHERE id = :id
   AND state = 'running'
   AND claimed_by = :worker
   AND attempts = :held;

-- :name replay :affected
-- :steady
UPDATE job
   SET state = 'waiting', run_at = :now, attempts = 0, error = NULL, ended_at = NULL
 WHERE id = :id
   AND state IN (:states);

-- :name cancel :affected
-- :steady
UPDATE job
   SET state = 'cancelled', ended_at = :now, claimed_by = NULL
 WHERE id = :id
   AND state IN (:states);

-- :name get :one
-- :steady
SELECT j.id, j.kind, j.title, j.state, j.unique_key, j.run_at, j.attempts, j.error, j.done, j.total,
       CAST(j.result AS TEXT) AS result, j.actor_id, u.name AS actor_name, j.created_at, j.started_at, j.ended_at
  FROM job j
  LEFT JOIN app_user u ON u.id = j.actor_id
 WHERE j.id = :id;

-- :name page :many
SELECT j.id, j.kind, j.title, j.state, j.unique_key, j.run_at, j.attempts, j.error, j.done, j.total,
       CAST(j.result AS TEXT) AS result, j.actor_id, u.name AS actor_name, j.created_at, j.started_at, j.ended_at
  FROM job j
  LEFT JOIN app_user u ON u.id = j.actor_id
 WHERE TRUE
   AND j.id < :before_id         -- :if before_id
   AND j.state = :state          -- :if state
   AND j.kind = :kind            -- :if kind
   AND j.actor_id = :actor_id    -- :if actor_id
   AND j.state IN (:states)      -- :if states
 ORDER BY j.id DESC
 LIMIT :size;

-- :name counts :many
SELECT j.kind, j.state, COUNT(*) AS n
  FROM job j
 GROUP BY j.kind, j.state
 ORDER BY j.kind, j.state;

-- :name forget :affected
DELETE FROM job
 WHERE state IN ('done', 'cancelled')
   AND ended_at < :before
   AND (unique_key IS NULL OR unique_key <> kind);

-- :name forget_held_forms :affected
DELETE FROM held_form
 WHERE created_at < :before;

-- :name forget_sessions :affected
DELETE FROM session
 WHERE seen_at < :idle
    OR created_at < :absolute;

-- :name forget_resets :affected
DELETE FROM password_reset
 WHERE expires_at < :before;

-- :name forget_failures :affected
DELETE FROM sign_in_failure
 WHERE at < :before;

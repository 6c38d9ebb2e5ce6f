-- Evaluations, and the facts that they are made of. Run by crm.dao.sales.evaluation.EvaluationDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT e.id, e.version, e.sort_key, e.name, e.scheme_id, e.person_id, e.period, e.starts_on, e.score, e.team_id, e.place,
       e.peers, e.average, e.detail, e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name,
       e.created_at, e.created_by, e.updated_at, e.updated_by, e.touched_at, s.name AS scheme_name, s.measure, p.name AS person_name
  FROM evaluation e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN evaluation_scheme s ON s.id = e.scheme_id
  LEFT JOIN app_user p ON p.id = e.person_id
 WHERE TRUE    -- :visible e
   AND TRUE    -- :filter e
   AND TRUE    -- :after e
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM evaluation e
         WHERE TRUE    -- :visible e
           AND TRUE    -- :filter e
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT e.id, e.version, e.sort_key, e.name, e.scheme_id, e.person_id, e.period, e.starts_on, e.score, e.team_id, e.place,
       e.peers, e.average, e.detail, e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name,
       e.created_at, e.created_by, e.updated_at, e.updated_by, e.touched_at, s.name AS scheme_name, s.measure, p.name AS person_name
  FROM evaluation e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN evaluation_scheme s ON s.id = e.scheme_id
  LEFT JOIN app_user p ON p.id = e.person_id
 WHERE e.id IN (:ids)
   AND TRUE;    -- :visible e

-- :name insert :batch
INSERT INTO evaluation (id, version, sort_key, name, scheme_id, person_id, period, starts_on, score, team_id, place, peers, average, detail,
             owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :scheme_id, :person_id, :period, :starts_on, :score, :team_id, :place, :peers,
        :average, :detail, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE evaluation
   SET version = :next_version, sort_key = :sort_key, name = :name, scheme_id = :scheme_id, person_id = :person_id,
       period = :period, starts_on = :starts_on, score = :score, team_id = :team_id, place = :place,
       peers = :peers, average = :average, detail = :detail, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE evaluation
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name done :scalar
-- Open: whether a period was evaluated is the same for everybody.
SELECT COUNT(*)
  FROM evaluation e
 WHERE e.scheme_id = :scheme_id
   AND e.starts_on = :starts_on
   AND e.removed_at IS NULL;

-- :name touches :many
SELECT a.owner_id, COUNT(*) AS number
  FROM activity a
 WHERE TRUE    -- :visible a activity
   AND a.kind IN ('call', 'visit', 'meeting', 'mail')
   AND a.at >= :since
   AND a.at < :until
   AND a.owner_id IS NOT NULL
 GROUP BY a.owner_id;

-- :name decided :many sqlite
SELECT o.owner_id, COUNT(*) FILTER (WHERE o.state = 'won') AS won, COUNT(*) AS decided,
       CAST(ROUND(AVG(julianday(o.closed_at) - julianday(o.created_at)) FILTER (WHERE o.state = 'won')) AS INTEGER) AS days
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state IN ('won', 'lost')
   AND o.closed_at >= :since
   AND o.closed_at < :until
   AND o.owner_id IS NOT NULL
 GROUP BY o.owner_id;

-- :name decided :many postgresql
SELECT o.owner_id, COUNT(*) FILTER (WHERE o.state = 'won') AS won, COUNT(*) AS decided,
       CAST(ROUND(AVG(EXTRACT(EPOCH FROM o.closed_at - o.created_at) / 86400) FILTER (WHERE o.state = 'won')) AS BIGINT) AS days
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state IN ('won', 'lost')
   AND o.closed_at >= :since
   AND o.closed_at < :until
   AND o.owner_id IS NOT NULL
 GROUP BY o.owner_id;

-- :name dues :many
SELECT p.owner_id, COALESCE(SUM(p.amount_base), 0) AS due, COALESCE(SUM(p.open_base), 0) AS overdue
  FROM receipt_plan p
 WHERE TRUE    -- :visible p receipt_plan
   AND p.state <> 'off'
   AND p.due_on >= :start
   AND p.due_on < :until
   AND p.owner_id IS NOT NULL
 GROUP BY p.owner_id;

-- :name customers :many
-- Whoever signed in the year before the last twelve months, and how many of them signed in these again.
SELECT a.owner_id, COUNT(*) AS base, COUNT(*) FILTER (WHERE s.last_on >= :middle) AS kept
  FROM (SELECT k.account_id, MAX(k.signed_on) AS last_on, MAX(CASE WHEN k.signed_on < :middle THEN 1 ELSE 0 END) AS before
          FROM contract k
         WHERE TRUE    -- :visible k contract
           AND k.state IN ('active', 'ended', 'terminated')
           AND k.signed_on >= :start
           AND k.signed_on < :until
         GROUP BY k.account_id) s
  JOIN account a ON a.id = s.account_id
 WHERE TRUE    -- :visible a account
   AND s.before = 1
   AND a.owner_id IS NOT NULL
 GROUP BY a.owner_id;

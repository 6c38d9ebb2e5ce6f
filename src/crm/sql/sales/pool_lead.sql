-- Leads that may lie in public pools. Run by crm.dao.sales.pool_lead.LeadPoolDao.

-- :name lock :many postgresql
-- :steady
-- Open: the service asks for members of the pool alone.
SELECT a.id
  FROM lead a
 WHERE a.id IN (:ids)
   AND a.pool_id = :pool_id
   AND a.removed_at IS NULL
 ORDER BY a.id
   FOR UPDATE;

-- :name lock :many sqlite
-- Open: the service asks for members of the pool alone. Here one transaction writes at a time.
SELECT a.id
  FROM lead a
 WHERE a.id IN (:ids)
   AND a.pool_id = :pool_id
   AND a.removed_at IS NULL
 ORDER BY a.id;

-- :name lying :many
-- Open: the service asks for members of the pool alone.
-- The last move of what lies in a pool is the one that brought it there.
SELECT a.id, a.sort_key, a.name, a.company AS second, a.grade, a.city, a.touched_at, a.created_at, a.updated_at,
       m.at AS since, u.name AS last_owner, m.reason
  FROM lead a
  LEFT JOIN pool_move m ON m.id = (SELECT MAX(x.id) FROM pool_move x WHERE x.record_id = a.id)
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE a.pool_id = :pool_id
   AND a.removed_at IS NULL
   AND TRUE    -- :filter a
   AND TRUE    -- :after a
 ORDER BY :sort
 LIMIT :size;

-- :name count_lying :scalar
-- Open: the service asks for members of the pool alone.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead a
         WHERE a.pool_id = :pool_id
           AND a.removed_at IS NULL
           AND TRUE    -- :filter a
         LIMIT :size) counted;

-- :name counts_lying :many
-- Open: the service asks for the pools of their members alone.
SELECT p.id AS pool_id,
       (SELECT COUNT(*)
          FROM (SELECT 1 FROM lead a WHERE a.pool_id = p.id AND a.removed_at IS NULL LIMIT :size) counted) AS count
  FROM pool p
 WHERE p.id IN (:pool_ids);

-- :name holdings :many
-- Open: only their number is asked, of the one who is to have more.
SELECT a.grade, COUNT(*) AS count
  FROM lead a
 WHERE a.owner_id = :owner_id
   AND a.removed_at IS NULL
 GROUP BY a.grade;

-- :name owned :scalar
-- Open: only their number is asked.
SELECT COUNT(*)
  FROM lead a
 WHERE a.owner_id IS NOT NULL
   AND a.removed_at IS NULL;

-- :name falling :many
-- Open: a rule looks at all; the service shows each person his own.
SELECT a.id, a.name, a.owner_id, u.name AS owner_name, a.created_at, h.since AS held_since, a.touched_at,
       NULL AS dealt_at, FALSE AS dealing, NULL AS ended_on    -- a lead has neither deals nor contracts
  FROM lead a
  LEFT JOIN app_user u ON u.id = a.owner_id
  LEFT JOIN pool_hold h ON h.record_id = a.id
  LEFT JOIN pool_shield s ON s.record_id = a.id AND s.until >= :today
 WHERE a.removed_at IS NULL
   AND a.owner_id IS NOT NULL
   AND a.state IN ('new', 'working')
   AND a.created_at < :before
   AND (h.since IS NULL OR h.since < :before)
   AND s.record_id IS NULL
   AND (a.touched_at IS NULL OR a.touched_at < :touched_before)    -- :if touched_before
   AND TRUE    -- :filter a
   AND a.owner_id = :owner_id    -- :if owner_id
   AND a.id = :record_id         -- :if record_id
   AND a.id > :after_id
 ORDER BY a.id
 LIMIT :size;

-- :name shares :many
-- Open: only their number is asked.
SELECT a.owner_id, u.name AS owner_name, COUNT(*) AS count
  FROM lead a
  LEFT JOIN app_user u ON u.id = a.owner_id
  LEFT JOIN pool_hold h ON h.record_id = a.id
  LEFT JOIN pool_shield s ON s.record_id = a.id AND s.until >= :today
 WHERE a.removed_at IS NULL
   AND a.owner_id IS NOT NULL
   AND a.state IN ('new', 'working')
   AND a.created_at < :before
   AND (h.since IS NULL OR h.since < :before)
   AND s.record_id IS NULL
   AND (a.touched_at IS NULL OR a.touched_at < :touched_before)    -- :if touched_before
   AND TRUE    -- :filter a
 GROUP BY a.owner_id, u.name
 ORDER BY 3 DESC, a.owner_id;

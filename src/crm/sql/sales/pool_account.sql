-- Customers that may lie in public pools. Run by crm.dao.sales.pool_account.AccountPoolDao.

-- :name lock :many postgresql
-- :steady
-- Open: the service asks for members of the pool alone.
SELECT a.id
  FROM account a
 WHERE a.id IN (:ids)
   AND a.pool_id = :pool_id
   AND a.removed_at IS NULL
 ORDER BY a.id
   FOR UPDATE;

-- :name lock :many sqlite
-- Open: the service asks for members of the pool alone. Here one transaction writes at a time.
SELECT a.id
  FROM account a
 WHERE a.id IN (:ids)
   AND a.pool_id = :pool_id
   AND a.removed_at IS NULL
 ORDER BY a.id;

-- :name lying :many
-- Open: the service asks for members of the pool alone.
-- The last move of what lies in a pool is the one that brought it there.
SELECT a.id, a.sort_key, a.name, a.industry AS second, a.grade, a.city, a.touched_at, a.created_at, a.updated_at,
       m.at AS since, u.name AS last_owner, m.reason
  FROM account a
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
          FROM account a
         WHERE a.pool_id = :pool_id
           AND a.removed_at IS NULL
           AND TRUE    -- :filter a
         LIMIT :size) counted;

-- :name counts_lying :many
-- Open: the service asks for the pools of their members alone.
SELECT p.id AS pool_id,
       (SELECT COUNT(*)
          FROM (SELECT 1 FROM account a WHERE a.pool_id = p.id AND a.removed_at IS NULL LIMIT :size) counted) AS count
  FROM pool p
 WHERE p.id IN (:pool_ids);

-- :name holdings :many
-- Open: only their number is asked, of the one who is to have more.
SELECT a.grade, COUNT(*) AS count
  FROM account a
 WHERE a.owner_id = :owner_id
   AND a.removed_at IS NULL
 GROUP BY a.grade;

-- :name owned :scalar
-- Open: only their number is asked.
SELECT COUNT(*)
  FROM account a
 WHERE a.owner_id IS NOT NULL
   AND a.removed_at IS NULL;

-- :name falling :many
-- Open: a rule looks at all; the service shows each person his own. A contract that was closed early ended on that day; one
-- without an end, or whose successor is in approval, has not ended.
SELECT a.id, a.name, a.owner_id, u.name AS owner_name, a.created_at, h.since AS held_since, a.touched_at,
       (SELECT MAX(o.created_at) FROM opportunity o WHERE o.account_id = a.id AND o.removed_at IS NULL) AS dealt_at,
       EXISTS (SELECT 1 FROM opportunity o WHERE o.account_id = a.id AND o.removed_at IS NULL AND o.state = 'open') AS dealing,
       (SELECT MAX(COALESCE(c.closed_on, c.ends_on, '9000-01-01'))
          FROM contract c
         WHERE c.account_id = a.id
           AND c.removed_at IS NULL
           AND c.state IN ('approval', 'active', 'ended', 'terminated')) AS ended_on
  FROM account a
  LEFT JOIN app_user u ON u.id = a.owner_id
  LEFT JOIN pool_hold h ON h.record_id = a.id
  LEFT JOIN pool_shield s ON s.record_id = a.id AND s.until >= :today
 WHERE a.removed_at IS NULL
   AND a.owner_id IS NOT NULL
   AND a.created_at < :before
   AND (h.since IS NULL OR h.since < :before)
   AND s.record_id IS NULL
   AND (FALSE
        OR a.touched_at IS NULL OR a.touched_at < :touched_before    -- :if touched_before
        -- :if dealt_before
        OR NOT EXISTS (SELECT 1
                         FROM opportunity o
                        WHERE o.account_id = a.id
                          AND o.removed_at IS NULL
                          AND (o.state = 'open' OR o.created_at >= :dealt_before))
        -- :end
        -- :if ended_before
        OR (SELECT MAX(COALESCE(c.closed_on, c.ends_on, :ended_before))
              FROM contract c
             WHERE c.account_id = a.id
               AND c.removed_at IS NULL
               AND c.state IN ('approval', 'active', 'ended', 'terminated')) < :ended_before
        -- :end
       )
   AND TRUE    -- :filter a
   AND a.owner_id = :owner_id    -- :if owner_id
   AND a.id = :record_id         -- :if record_id
   AND a.id > :after_id
 ORDER BY a.id
 LIMIT :size;

-- :name shares :many
-- Open: only their number is asked.
SELECT a.owner_id, u.name AS owner_name, COUNT(*) AS count
  FROM account a
  LEFT JOIN app_user u ON u.id = a.owner_id
  LEFT JOIN pool_hold h ON h.record_id = a.id
  LEFT JOIN pool_shield s ON s.record_id = a.id AND s.until >= :today
 WHERE a.removed_at IS NULL
   AND a.owner_id IS NOT NULL
   AND a.created_at < :before
   AND (h.since IS NULL OR h.since < :before)
   AND s.record_id IS NULL
   AND (FALSE
        OR a.touched_at IS NULL OR a.touched_at < :touched_before    -- :if touched_before
        -- :if dealt_before
        OR NOT EXISTS (SELECT 1
                         FROM opportunity o
                        WHERE o.account_id = a.id
                          AND o.removed_at IS NULL
                          AND (o.state = 'open' OR o.created_at >= :dealt_before))
        -- :end
        -- :if ended_before
        OR (SELECT MAX(COALESCE(c.closed_on, c.ends_on, :ended_before))
              FROM contract c
             WHERE c.account_id = a.id
               AND c.removed_at IS NULL
               AND c.state IN ('approval', 'active', 'ended', 'terminated')) < :ended_before
        -- :end
       )
   AND TRUE    -- :filter a
 GROUP BY a.owner_id, u.name
 ORDER BY 3 DESC, a.owner_id;

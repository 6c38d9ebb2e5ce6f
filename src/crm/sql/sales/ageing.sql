-- What is still to come in by how long it is overdue. Run by crm.dao.sales.ageing.AgeingDao.
-- Names are read of the first ones alone, after all was added up out of an index.

-- :name by_customer :many
SELECT g."key", a.name, g.coming, g.days_30, g.days_60, g.days_90, g.older
  FROM (SELECT p.account_id AS "key", SUM(CASE WHEN p.due_on < :today THEN p.open_base ELSE 0 END) AS late, SUM(p.open_base) AS open,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
          FROM receipt_plan p
         WHERE p.open_base > 0
           AND TRUE    -- :visible p
         GROUP BY p.account_id
         ORDER BY late DESC, open DESC, p.account_id
         LIMIT :size) g
  LEFT JOIN account a ON a.id = g."key"
 ORDER BY g.late DESC, g.open DESC, g."key";

-- :name by_owner :many
SELECT g."key", o.name, g.coming, g.days_30, g.days_60, g.days_90, g.older
  FROM (SELECT p.owner_id AS "key", SUM(CASE WHEN p.due_on < :today THEN p.open_base ELSE 0 END) AS late, SUM(p.open_base) AS open,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
          FROM receipt_plan p
         WHERE p.open_base > 0
           AND TRUE    -- :visible p
         GROUP BY p.owner_id
         ORDER BY late DESC, open DESC, p.owner_id
         LIMIT :size) g
  LEFT JOIN app_user o ON o.id = g."key"
 ORDER BY g.late DESC, g.open DESC, g."key";

-- :name whole :one
-- By customer first, so that it is read in the order of the index that holds all of it.
SELECT NULL AS "key", NULL AS name, COALESCE(SUM(g.coming), 0) AS coming, COALESCE(SUM(g.days_30), 0) AS days_30,
       COALESCE(SUM(g.days_60), 0) AS days_60, COALESCE(SUM(g.days_90), 0) AS days_90, COALESCE(SUM(g.older), 0) AS older
  FROM (SELECT p.account_id,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
          FROM receipt_plan p
         WHERE p.open_base > 0
           AND TRUE    -- :visible p
         GROUP BY p.account_id) g;

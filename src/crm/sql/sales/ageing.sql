-- What is still to come in by how long it is overdue. Run by crm.dao.sales.ageing.AgeingDao.

-- :name by_customer :many
SELECT p.account_id AS "key", MAX(a.name) AS name,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
  FROM receipt_plan p
  LEFT JOIN account a ON a.id = p.account_id
 WHERE p.open_base > 0
   AND TRUE    -- :visible p
 GROUP BY p.account_id
 ORDER BY SUM(CASE WHEN p.due_on < :today THEN p.open_base ELSE 0 END) DESC, SUM(p.open_base) DESC, p.account_id
 LIMIT :size;

-- :name by_owner :many
SELECT p.owner_id AS "key", MAX(o.name) AS name,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
  FROM receipt_plan p
  LEFT JOIN app_user o ON o.id = p.owner_id
 WHERE p.open_base > 0
   AND TRUE    -- :visible p
 GROUP BY p.owner_id
 ORDER BY SUM(CASE WHEN p.due_on < :today THEN p.open_base ELSE 0 END) DESC, SUM(p.open_base) DESC, p.owner_id
 LIMIT :size;

-- :name whole :one
SELECT NULL AS "key", NULL AS name,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on >= :today), 0) AS coming,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :today AND p.due_on >= :since_30), 0) AS days_30,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_30 AND p.due_on >= :since_60), 0) AS days_60,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_60 AND p.due_on >= :since_90), 0) AS days_90,
       COALESCE(SUM(p.open_base) FILTER (WHERE p.due_on < :since_90), 0) AS older
  FROM receipt_plan p
 WHERE p.open_base > 0
   AND TRUE;    -- :visible p

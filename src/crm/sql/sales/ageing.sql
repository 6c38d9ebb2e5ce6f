-- What is still to come in by how long it is overdue. Run by crm.dao.sales.ageing.AgeingDao.
-- All is added up once, out of an index; names are read of the first ones alone. The line with the key 0 is of all together.

-- :name by_customer :many
WITH g AS MATERIALIZED (
    SELECT p.account_id AS "key",
           SUM(p.open_base) AS open,
           SUM(CASE WHEN p.due_on >= :today THEN p.open_base ELSE 0 END) AS coming,
           SUM(CASE WHEN p.due_on < :today AND p.due_on >= :since_30 THEN p.open_base ELSE 0 END) AS days_30,
           SUM(CASE WHEN p.due_on < :since_30 AND p.due_on >= :since_60 THEN p.open_base ELSE 0 END) AS days_60,
           SUM(CASE WHEN p.due_on < :since_60 AND p.due_on >= :since_90 THEN p.open_base ELSE 0 END) AS days_90
      FROM receipt_plan p
     WHERE p.open_base > 0
       AND TRUE    -- :visible p
     GROUP BY p.account_id
)
SELECT f."key", f.name, f.coming, f.days_30, f.days_60, f.days_90, f.open - f.coming - f.days_30 - f.days_60 - f.days_90 AS older
  FROM (SELECT n."key", a.name, n.open, n.coming, n.days_30, n.days_60, n.days_90
          FROM (SELECT "key", open, coming, days_30, days_60, days_90
                  FROM g
                 ORDER BY open - coming DESC, open DESC, "key"
                 LIMIT :size) n
          LEFT JOIN account a ON a.id = n."key"
         UNION ALL
        SELECT 0, NULL, COALESCE(SUM(open), 0), COALESCE(SUM(coming), 0), COALESCE(SUM(days_30), 0), COALESCE(SUM(days_60), 0),
               COALESCE(SUM(days_90), 0)
          FROM g) f
 ORDER BY f.open - f.coming DESC, f.open DESC, f."key";

-- :name by_owner :many
WITH g AS MATERIALIZED (
    SELECT p.owner_id AS "key",
           SUM(p.open_base) AS open,
           SUM(CASE WHEN p.due_on >= :today THEN p.open_base ELSE 0 END) AS coming,
           SUM(CASE WHEN p.due_on < :today AND p.due_on >= :since_30 THEN p.open_base ELSE 0 END) AS days_30,
           SUM(CASE WHEN p.due_on < :since_30 AND p.due_on >= :since_60 THEN p.open_base ELSE 0 END) AS days_60,
           SUM(CASE WHEN p.due_on < :since_60 AND p.due_on >= :since_90 THEN p.open_base ELSE 0 END) AS days_90
      FROM receipt_plan p
     WHERE p.open_base > 0
       AND TRUE    -- :visible p
     GROUP BY p.owner_id
)
SELECT f."key", f.name, f.coming, f.days_30, f.days_60, f.days_90, f.open - f.coming - f.days_30 - f.days_60 - f.days_90 AS older
  FROM (SELECT n."key", o.name, n.open, n.coming, n.days_30, n.days_60, n.days_90
          FROM (SELECT "key", open, coming, days_30, days_60, days_90
                  FROM g
                 ORDER BY open - coming DESC, open DESC, "key"
                 LIMIT :size) n
          LEFT JOIN app_user o ON o.id = n."key"
         UNION ALL
        SELECT 0, NULL, COALESCE(SUM(open), 0), COALESCE(SUM(coming), 0), COALESCE(SUM(days_30), 0), COALESCE(SUM(days_60), 0),
               COALESCE(SUM(days_90), 0)
          FROM g) f
 ORDER BY f.open - f.coming DESC, f.open DESC, f."key";

-- What a sales dashboard shows. Run by crm.dao.sales.dashboard.DashboardDao.

-- :name take_back :affected
-- Open: what the deals added to the sums, whoever wrote them. Rows are locked in one order, so that two who write at once wait for each other.
INSERT INTO dashboard_sum (stage_id, month, owner_id, department_id, deals, amount_base)
SELECT c.stage_id, c.month, c.owner_id, c.department_id, -COUNT(*), -SUM(c.amount_base)
  FROM dashboard_counted c
 WHERE c.opportunity_id IN (:ids)
 GROUP BY c.stage_id, c.month, c.owner_id, c.department_id
 ORDER BY c.stage_id, c.month, c.owner_id, c.department_id
    ON CONFLICT (stage_id, month, owner_id, department_id) DO UPDATE
   SET deals = dashboard_sum.deals + excluded.deals,
       amount_base = dashboard_sum.amount_base + excluded.amount_base;

-- :name forget :affected
DELETE FROM dashboard_counted
 WHERE opportunity_id IN (:ids);

-- :name count_again :affected
-- Open: what the deals add to the sums, whoever wrote them.
INSERT INTO dashboard_counted (opportunity_id, stage_id, month, owner_id, department_id, amount_base)
SELECT x.id, x.stage_id, COALESCE(SUBSTR(CAST(x.close_on AS TEXT), 1, 7), ''), COALESCE(x.owner_id, 0),
       COALESCE(x.department_id, 0), COALESCE(x.amount_base, 0)
  FROM opportunity x
 WHERE x.id IN (:ids)
   AND x.state = 'open'
   AND x.removed_at IS NULL;

-- :name add_up :affected
-- Open: what the deals add to the sums, whoever wrote them.
INSERT INTO dashboard_sum (stage_id, month, owner_id, department_id, deals, amount_base)
SELECT c.stage_id, c.month, c.owner_id, c.department_id, COUNT(*), SUM(c.amount_base)
  FROM dashboard_counted c
 WHERE c.opportunity_id IN (:ids)
 GROUP BY c.stage_id, c.month, c.owner_id, c.department_id
 ORDER BY c.stage_id, c.month, c.owner_id, c.department_id
    ON CONFLICT (stage_id, month, owner_id, department_id) DO UPDATE
   SET deals = dashboard_sum.deals + excluded.deals,
       amount_base = dashboard_sum.amount_base + excluded.amount_base;

-- :name wrong_sums :scalar
-- Open: the sums are held against the deals themselves: how many groups differ.
SELECT COUNT(*)
  FROM (SELECT x.stage_id, COALESCE(SUBSTR(CAST(x.close_on AS TEXT), 1, 7), '') AS month, COALESCE(x.owner_id, 0) AS owner_id,
               COALESCE(x.department_id, 0) AS department_id, COUNT(*) AS deals, SUM(COALESCE(x.amount_base, 0)) AS amount_base
          FROM opportunity x
         WHERE x.removed_at IS NULL
           AND x.state = 'open'
         GROUP BY 1, 2, 3, 4) a
  FULL JOIN (SELECT k.stage_id, k.month, k.owner_id, k.department_id, k.deals, k.amount_base
               FROM dashboard_sum k
              WHERE k.deals <> 0) b
    ON b.stage_id = a.stage_id AND b.month = a.month AND b.owner_id = a.owner_id AND b.department_id = a.department_id
 WHERE a.deals IS DISTINCT FROM b.deals
    OR a.amount_base IS DISTINCT FROM b.amount_base;

-- :name cells :many
-- Open: the sums are held against what the reader may see of deals; stages and pipelines are the house's own.
SELECT s.id AS stage_id, s.name AS stage_name, p.name AS pipeline_name, y.month, y.deals, y.amount_base
  FROM (SELECT t.stage_id, t.month, CAST(SUM(t.deals) AS BIGINT) AS deals, SUM(t.amount_base) AS amount_base
          FROM (SELECT k.stage_id, k.month, NULLIF(k.owner_id, 0) AS owner_id, NULLIF(k.department_id, 0) AS department_id,
                       k.deals, k.amount_base, NULL AS removed_at
                  FROM dashboard_sum k
                 WHERE k.deals <> 0) t
         WHERE TRUE    -- :visible t opportunity
           AND t.owner_id = :owner_id                  -- :if owner_id
           AND t.department_id IN (:department_ids)    -- :if department_ids
         GROUP BY t.stage_id, t.month) y
  JOIN stage s ON s.id = y.stage_id
  JOIN pipeline p ON p.id = s.pipeline_id
 ORDER BY p.position, p.id, s.position, s.id, y.month;

-- :name closed :many
SELECT y.owner_id, u.name AS owner_name, y.won, y.lost, y.amount_base
  FROM (SELECT o.owner_id, COUNT(*) FILTER (WHERE o.state = 'won') AS won, COUNT(*) FILTER (WHERE o.state = 'lost') AS lost,
               COALESCE(SUM(o.amount_base) FILTER (WHERE o.state = 'won'), 0) AS amount_base
          FROM opportunity o
         WHERE TRUE    -- :visible o opportunity
           AND o.state IN ('won', 'lost')
           AND o.closed_at >= :since
           AND o.closed_at < :until
           AND o.owner_id = :owner_id                  -- :if owner_id
           AND o.department_id IN (:department_ids)    -- :if department_ids
         GROUP BY o.owner_id) y
  LEFT JOIN app_user u ON u.id = y.owner_id
 ORDER BY y.amount_base DESC, u.sort_key, u.id
 LIMIT :size;

-- :name reach :one
-- The two ends of the index.
SELECT (SELECT o.closed_at
          FROM opportunity o
         WHERE TRUE    -- :visible o opportunity
           AND o.closed_at IS NOT NULL
         ORDER BY o.closed_at
         LIMIT 1) AS first_at,
       (SELECT z.closed_at
          FROM opportunity z
         WHERE TRUE    -- :visible z opportunity
           AND z.closed_at IS NOT NULL
         ORDER BY z.closed_at DESC
         LIMIT 1) AS last_at;

-- :name won :many
-- Departments are the house's own. The cross join, and no condition but the day of closing,
-- have SQLite go from the columns to the index that holds the amounts, and not the other way round.
SELECT y.n, y.department_id, d.name AS department_name, y.deals, y.lost, y.amount_base
  FROM (SELECT m.n, o.department_id, COUNT(*) FILTER (WHERE o.state = 'won') AS deals,
               COUNT(*) FILTER (WHERE o.state = 'lost') AS lost,
               COALESCE(SUM(o.amount_base) FILTER (WHERE o.state = 'won'), 0) AS amount_base
          FROM (SELECT 0 AS n, :edge_0 AS since, :edge_1 AS until
                  UNION ALL SELECT 1, :edge_1, :edge_2 UNION ALL SELECT 2, :edge_2, :edge_3 UNION ALL SELECT 3, :edge_3, :edge_4
                  UNION ALL SELECT 4, :edge_4, :edge_5 UNION ALL SELECT 5, :edge_5, :edge_6 UNION ALL SELECT 6, :edge_6, :edge_7
                  UNION ALL SELECT 7, :edge_7, :edge_8 UNION ALL SELECT 8, :edge_8, :edge_9 UNION ALL SELECT 9, :edge_9, :edge_10
                  UNION ALL SELECT 10, :edge_10, :edge_11 UNION ALL SELECT 11, :edge_11, :edge_12 UNION ALL SELECT 12, :edge_12, :edge_13
                  UNION ALL SELECT 13, :edge_13, :edge_14 UNION ALL SELECT 14, :edge_14, :edge_15 UNION ALL SELECT 15, :edge_15, :edge_16
                  UNION ALL SELECT 16, :edge_16, :edge_17 UNION ALL SELECT 17, :edge_17, :edge_18 UNION ALL SELECT 18, :edge_18, :edge_19
                  UNION ALL SELECT 19, :edge_19, :edge_20 UNION ALL SELECT 20, :edge_20, :edge_21 UNION ALL SELECT 21, :edge_21, :edge_22
                  UNION ALL SELECT 22, :edge_22, :edge_23 UNION ALL SELECT 23, :edge_23, :edge_24) m
         CROSS JOIN opportunity o
         WHERE TRUE    -- :visible o opportunity
           AND o.closed_at >= m.since
           AND o.closed_at < m.until
           AND o.owner_id = :owner_id                  -- :if owner_id
           AND o.department_id IN (:department_ids)    -- :if department_ids
         GROUP BY m.n, o.department_id) y
  LEFT JOIN department d ON d.id = y.department_id
 ORDER BY d.sort_key IS NULL, d.sort_key, y.department_id, y.n;

-- :name receipts :many
SELECT y.day, SUM(y.planned) AS planned, SUM(y.received) AS received
  FROM (SELECT SUBSTR(CAST(p.due_on AS TEXT), 1, CAST(:signs AS INTEGER)) AS day, p.amount_base AS planned, 0 AS received
          FROM receipt_plan p
         WHERE TRUE    -- :visible p receipt_plan
           AND p.state <> 'off'
           AND p.due_on >= :start                    -- :if start
           AND p.due_on < :until                     -- :if until
           AND p.owner_id = :owner_id                  -- :if owner_id
           AND p.department_id IN (:department_ids)    -- :if department_ids
         UNION ALL
        SELECT SUBSTR(CAST(r.received_on AS TEXT), 1, CAST(:signs AS INTEGER)), 0, r.amount_base
          FROM receipt r
         WHERE TRUE    -- :visible r receipt
           AND r.state = 'received'
           AND r.received_on >= :start                    -- :if start
           AND r.received_on < :until                     -- :if until
           AND r.owner_id = :owner_id                  -- :if owner_id
           AND r.department_id IN (:department_ids)    -- :if department_ids
       ) y
 GROUP BY y.day
 ORDER BY y.day;

-- :name activities :many
SELECT a.kind, COUNT(*) AS count
  FROM activity a
 WHERE TRUE    -- :visible a activity
   AND a.at >= :since                          -- :if since
   AND a.at < :until                           -- :if until
   AND a.owner_id = :owner_id                  -- :if owner_id
   AND a.department_id IN (:department_ids)    -- :if department_ids
 GROUP BY a.kind
 ORDER BY 2 DESC, a.kind;

-- :name places :many
SELECT a.province AS name, COUNT(*) AS count
  FROM opportunity o
  JOIN account a ON a.id = o.account_id
 WHERE TRUE    -- :visible o opportunity
   AND TRUE    -- :visible a account
   AND o.state = 'won'
   AND o.closed_at >= :since
   AND o.closed_at < :until
   AND o.owner_id = :owner_id                  -- :if owner_id
   AND o.department_id IN (:department_ids)    -- :if department_ids
 GROUP BY a.province
 ORDER BY 2 DESC, a.province
 LIMIT :size;

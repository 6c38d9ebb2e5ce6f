-- What is expected, and what was. Run by crm.dao.sales.forecast.ForecastDao.

-- :name lines :many
SELECT x.owner_id, u.name AS owner_name, u.department_id, d.name AS department_name, x.won, x.committed, x.best, x.pipeline, x.deals
  FROM (SELECT y.owner_id, COALESCE(SUM(y.amount_base) FILTER (WHERE y.part = 'won'), 0) AS won,
               COALESCE(SUM(y.amount_base) FILTER (WHERE y.part = 'commit'), 0) AS committed,
               COALESCE(SUM(y.amount_base) FILTER (WHERE y.part = 'best'), 0) AS best,
               COALESCE(SUM(y.amount_base) FILTER (WHERE y.part = 'pipeline'), 0) AS pipeline, COUNT(*) AS deals
          FROM (SELECT o.owner_id, o.amount_base, o.forecast AS part
                  FROM opportunity o
                 WHERE TRUE    -- :visible o opportunity
                   AND o.department_id IN (:department_ids)    -- :if department_ids
                   AND o.state = 'open'
                   AND o.close_on >= :start
                   AND o.close_on < :until
                 UNION ALL
                SELECT w.owner_id, w.amount_base, 'won' AS part
                  FROM opportunity w
                 WHERE TRUE    -- :visible w opportunity
                   AND w.department_id IN (:department_ids)    -- :if department_ids
                   AND w.state = 'won'
                   AND w.closed_at >= :since
                   AND w.closed_at < :end) y
         GROUP BY y.owner_id) x
  LEFT JOIN app_user u ON u.id = x.owner_id
  LEFT JOIN department d ON d.id = u.department_id
 ORDER BY d.sort_key, d.id, u.sort_key, u.id;

-- :name late :one
SELECT COUNT(*) AS deals, SUM(o.amount_base) AS amount_base
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.department_id IN (:department_ids)    -- :if department_ids
   AND o.state = 'open'
   AND o.close_on < :today;

-- :name days :many
SELECT f.taken_on
  FROM forecast_day f
 WHERE f.taken_on >= :since
 ORDER BY f.taken_on;

-- :name said :many
-- Open: what was put down is held against what the reader may see of deals.
SELECT t.taken_on, t.month, SUM(t.won) AS won, SUM(t.committed) AS committed, SUM(t.best) AS best, SUM(t.pipeline) AS pipeline
  FROM (SELECT f.taken_on, f.month, NULLIF(f.owner_id, 0) AS owner_id, NULLIF(f.department_id, 0) AS department_id, f.won, f.committed,
               f.best, f.pipeline, NULL AS removed_at
          FROM forecast_snapshot f
         WHERE f.taken_on IN (:days)
           AND f.month IN (:months)
           AND f.department_id IN (:department_ids)    -- :if department_ids
       ) t
 WHERE TRUE    -- :visible t opportunity
 GROUP BY t.taken_on, t.month
 ORDER BY t.taken_on, t.month;

-- :name reaches :many
-- Open: what was put down is held against what the reader may see of deals.
SELECT t.taken_on, t.starts_on, COALESCE(t.owner_id, 0) AS owner_id, COALESCE(t.department_id, 0) AS department_id, t.p10, t.p50, t.p90
  FROM (SELECT f.taken_on, f.starts_on, NULLIF(f.owner_id, 0) AS owner_id, NULLIF(f.department_id, 0) AS department_id, f.p10, f.p50,
               f.p90, NULL AS removed_at
          FROM forecast_range f
         WHERE f.taken_on IN (:days)
           AND f.starts_on IN (:starts)) t
 WHERE TRUE;    -- :visible t opportunity

-- :name brought :one
SELECT COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at < :edge_1), 0) AS first,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at >= :edge_1 AND o.closed_at < :edge_2), 0) AS second,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at >= :edge_2 AND o.closed_at < :edge_3), 0) AS third,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at >= :edge_3), 0) AS fourth
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state = 'won'
   AND o.closed_at >= :edge_0
   AND o.closed_at < :edge_4;

-- :name branches :many
-- How departments lie below each other is known to all.
SELECT t.above_id, t.below_id AS department_id
  FROM department_tree t
 ORDER BY t.above_id, t.below_id;

-- :name open_at :many
-- Open: the snapshot of a day is of all deals; whoever reads it sees what he may.
SELECT p.owner_id, p.department_id, p.stage_id, s.chance, p.amount_base, p.close_on
  FROM opportunity_past p
  JOIN stage s ON s.id = p.stage_id
 WHERE p.from_at < :at
   AND (p.until_at IS NULL OR p.until_at >= :at)
   AND p.state = 'open'
   AND p.forecast <> 'omitted'
   AND p.amount_base > 0
   AND p.close_on IS NOT NULL
   AND NOT p.removed
 ORDER BY p.opportunity_id;

-- :name won_at :many
-- Open: the snapshot of a day is of all deals; whoever reads it sees what he may.
SELECT p.owner_id, p.department_id, SUM(p.amount_base) AS amount_base
  FROM opportunity_past p
  JOIN opportunity o ON o.id = p.opportunity_id
 WHERE p.from_at < :at
   AND (p.until_at IS NULL OR p.until_at >= :at)
   AND p.state = 'won'
   AND p.amount_base > 0
   AND NOT p.removed
   AND o.closed_at >= :since
   AND o.closed_at < :end
 GROUP BY p.owner_id, p.department_id
 ORDER BY p.owner_id, p.department_id;

-- :name passed :many
-- Open: what happened to all deals of a stage, as a number.
SELECT h.stage_id, CAST(SUM(h.won) AS BIGINT) AS won, COUNT(*) AS decided
  FROM (SELECT g.stage_id, g.opportunity_id, MAX(CASE WHEN o.state = 'won' THEN 1 ELSE 0 END) AS won
          FROM opportunity_stage g
          JOIN opportunity o ON o.id = g.opportunity_id
         WHERE o.state IN ('won', 'lost')
           AND o.removed_at IS NULL
           AND o.closed_at < :at
           AND o.closed_at >= :since
         GROUP BY g.stage_id, g.opportunity_id) h
 GROUP BY h.stage_id;

-- :name planned :many
-- Open: the delays of all won deals, without their names. The plan is the first day that an open deal gave.
SELECT p.close_on AS planned_on, o.closed_at
  FROM opportunity o
  JOIN opportunity_past p ON p.opportunity_id = o.id
 WHERE o.state = 'won'
   AND o.removed_at IS NULL
   AND o.closed_at < :at
   AND o.closed_at >= :since
   AND p.id = (SELECT MIN(q.id)
                 FROM opportunity_past q
                WHERE q.opportunity_id = o.id
                  AND q.state = 'open'
                  AND q.close_on IS NOT NULL)
 ORDER BY o.closed_at DESC
 LIMIT :size;

-- :name forget_ranges :affected
DELETE FROM forecast_range
 WHERE taken_on = :taken_on;

-- :name forget_lines :affected
DELETE FROM forecast_snapshot
 WHERE taken_on = :taken_on;

-- :name put_day :affected
INSERT INTO forecast_day (taken_on, deals, decided, slips)
VALUES (:taken_on, :deals, :decided, :slips)
    ON CONFLICT (taken_on) DO UPDATE
   SET deals = excluded.deals,
       decided = excluded.decided,
       slips = excluded.slips;

-- :name put_month :affected
-- Open: the snapshot of a day is of all deals; whoever reads it sees what he may.
INSERT INTO forecast_snapshot (taken_on, month, owner_id, department_id, won, committed, best, pipeline, deals)
SELECT :taken_on, :month, COALESCE(p.owner_id, 0), COALESCE(p.department_id, 0),
       COALESCE(SUM(p.amount_base) FILTER (WHERE p.state = 'won'), 0),
       COALESCE(SUM(p.amount_base) FILTER (WHERE p.state = 'open' AND p.forecast = 'commit'), 0),
       COALESCE(SUM(p.amount_base) FILTER (WHERE p.state = 'open' AND p.forecast = 'best'), 0),
       COALESCE(SUM(p.amount_base) FILTER (WHERE p.state = 'open' AND p.forecast = 'pipeline'), 0), COUNT(*)
  FROM opportunity_past p
  JOIN opportunity o ON o.id = p.opportunity_id
 WHERE p.from_at < :at
   AND (p.until_at IS NULL OR p.until_at >= :at)
   AND NOT p.removed
   AND ((p.state = 'open' AND p.close_on >= :start AND p.close_on < :until)
        OR (p.state = 'won' AND o.closed_at >= :since AND o.closed_at < :end))
 GROUP BY COALESCE(p.owner_id, 0), COALESCE(p.department_id, 0);

-- :name put_ranges :batch
INSERT INTO forecast_range (taken_on, starts_on, owner_id, department_id, p10, p50, p90)
VALUES (:taken_on, :starts_on, :owner_id, :department_id, :p10, :p50, :p90);

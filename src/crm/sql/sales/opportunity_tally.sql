-- What is kept of deals beside them: sums, stages they were in, what they were worth. Run by crm.dao.sales.opportunity_tally.TallyDao.

-- :name take_back :affected
-- Open: the sums follow what was written, whoever wrote it.
-- Take out of the sums what these deals added. Rows are locked in one order, so that two who write at once wait for each other.
INSERT INTO opportunity_tally (stage_id, owner_id, department_id, pipeline_id, deals, amount_base, weighted)
SELECT c.stage_id, c.owner_id, c.department_id, MIN(c.pipeline_id), -COUNT(*), -SUM(c.amount_base), -SUM(c.weighted)
  FROM opportunity_counted c
 WHERE c.opportunity_id IN (:ids)
 GROUP BY c.stage_id, c.owner_id, c.department_id
 ORDER BY c.stage_id, c.owner_id, c.department_id
    ON CONFLICT (stage_id, owner_id, department_id) DO UPDATE
   SET deals = opportunity_tally.deals + excluded.deals,
       amount_base = opportunity_tally.amount_base + excluded.amount_base,
       weighted = opportunity_tally.weighted + excluded.weighted;

-- :name forget :affected
DELETE FROM opportunity_counted
 WHERE opportunity_id IN (:ids);

-- :name count_again :affected
-- Open: what the deals add to the sums, whoever wrote them.
INSERT INTO opportunity_counted (opportunity_id, pipeline_id, stage_id, owner_id, department_id, amount_base, weighted)
SELECT x.id, x.pipeline_id, x.stage_id, COALESCE(x.owner_id, 0), COALESCE(x.department_id, 0), COALESCE(x.amount_base, 0),
       COALESCE(x.weighted, 0)
  FROM opportunity x
 WHERE x.id IN (:ids)
   AND x.removed_at IS NULL;

-- :name add_up :affected
-- Open: the sums follow what was written, whoever wrote it.
INSERT INTO opportunity_tally (stage_id, owner_id, department_id, pipeline_id, deals, amount_base, weighted)
SELECT c.stage_id, c.owner_id, c.department_id, MIN(c.pipeline_id), COUNT(*), SUM(c.amount_base), SUM(c.weighted)
  FROM opportunity_counted c
 WHERE c.opportunity_id IN (:ids)
 GROUP BY c.stage_id, c.owner_id, c.department_id
 ORDER BY c.stage_id, c.owner_id, c.department_id
    ON CONFLICT (stage_id, owner_id, department_id) DO UPDATE
   SET deals = opportunity_tally.deals + excluded.deals,
       amount_base = opportunity_tally.amount_base + excluded.amount_base,
       weighted = opportunity_tally.weighted + excluded.weighted;

-- :name leave_stages :affected
-- Open: the history follows what was written, whoever wrote it.
UPDATE opportunity_stage
   SET left_at = :at
 WHERE opportunity_id IN (:ids)
   AND left_at IS NULL
   AND stage_id <> (SELECT x.stage_id FROM opportunity x WHERE x.id = opportunity_stage.opportunity_id);

-- :name enter_stages :affected
-- Open: the history follows what was written, whoever wrote it.
INSERT INTO opportunity_stage (opportunity_id, stage_id, entered_at, amount_base)
SELECT x.id, x.stage_id, x.stage_at, x.amount_base
  FROM opportunity x
 WHERE x.id IN (:ids)
   AND NOT EXISTS (SELECT 1 FROM opportunity_stage h WHERE h.opportunity_id = x.id AND h.left_at IS NULL);

-- :name end_pasts :affected
-- Open: the history follows what was written, whoever wrote it.
UPDATE opportunity_past
   SET until_at = :at
 WHERE opportunity_id IN (:ids)
   AND until_at IS NULL
   AND NOT EXISTS (SELECT 1
                     FROM opportunity x
                    WHERE x.id = opportunity_past.opportunity_id
                      AND x.stage_id = opportunity_past.stage_id
                      AND x.forecast = opportunity_past.forecast
                      AND x.chance = opportunity_past.chance
                      AND x.amount_base IS NOT DISTINCT FROM opportunity_past.amount_base
                      AND x.close_on IS NOT DISTINCT FROM opportunity_past.close_on
                      AND x.owner_id IS NOT DISTINCT FROM opportunity_past.owner_id
                      AND x.department_id IS NOT DISTINCT FROM opportunity_past.department_id
                      AND (x.removed_at IS NOT NULL) = opportunity_past.removed);

-- :name begin_pasts :affected
-- Open: the history follows what was written, whoever wrote it.
INSERT INTO opportunity_past (opportunity_id, from_at, pipeline_id, stage_id, state, forecast, chance, amount_base, close_on, owner_id,
                              department_id, removed)
SELECT x.id, :at, x.pipeline_id, x.stage_id, x.state, x.forecast, x.chance, x.amount_base, x.close_on, x.owner_id,
       x.department_id, x.removed_at IS NOT NULL
  FROM opportunity x
 WHERE x.id IN (:ids)
   AND NOT EXISTS (SELECT 1 FROM opportunity_past h WHERE h.opportunity_id = x.id AND h.until_at IS NULL);

-- :name spans :many
-- Open: the caller has read the deal.
SELECT h.stage_id, s.name, s.kind, s.norm_days, h.entered_at, h.left_at, h.amount_base
  FROM opportunity_stage h
  JOIN stage s ON s.id = h.stage_id
 WHERE h.opportunity_id = :id
 ORDER BY h.entered_at DESC, h.id DESC
 LIMIT 100;

-- :name sums :many
-- Open: the predicate stands around the sums, which are kept by owner and department.
-- The sums above the columns, as far as the reader may see the deals; it may be filtered by what the sums are kept by.
SELECT t.stage_id, CAST(SUM(t.deals) AS BIGINT) AS deals, SUM(t.amount_base) AS amount_base, SUM(t.weighted) AS weighted
  FROM (SELECT CAST(NULL AS BIGINT) AS id, k.stage_id, k.pipeline_id, NULLIF(k.owner_id, 0) AS owner_id, NULLIF(k.department_id, 0) AS department_id,
               k.deals, k.amount_base, k.weighted, NULL AS removed_at
          FROM opportunity_tally k) t
 WHERE TRUE    -- :visible t opportunity
   AND TRUE    -- :filter t
 GROUP BY t.stage_id;

-- :name wrong_sums :scalar
-- Open: the sums are held against the deals themselves: how many groups differ.
SELECT COUNT(*)
  FROM (SELECT COALESCE(a.stage_id, 0) AS stage_id
          FROM (SELECT x.stage_id, COALESCE(x.owner_id, 0) AS owner_id, COALESCE(x.department_id, 0) AS department_id, COUNT(*) AS deals,
                       SUM(COALESCE(x.amount_base, 0)) AS amount_base, SUM(COALESCE(x.weighted, 0)) AS weighted
                  FROM opportunity x
                 WHERE x.removed_at IS NULL
                 GROUP BY x.stage_id, COALESCE(x.owner_id, 0), COALESCE(x.department_id, 0)) a
          FULL JOIN (SELECT k.stage_id, k.owner_id, k.department_id, k.deals, k.amount_base, k.weighted
                       FROM opportunity_tally k
                      WHERE k.deals <> 0) b
            ON b.stage_id = a.stage_id AND b.owner_id = a.owner_id AND b.department_id = a.department_id
         WHERE a.deals IS DISTINCT FROM b.deals
            OR a.amount_base IS DISTINCT FROM b.amount_base
            OR a.weighted IS DISTINCT FROM b.weighted) wrong;

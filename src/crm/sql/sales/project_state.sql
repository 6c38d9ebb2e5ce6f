-- Where the open deals of each salesperson stand. Run by crm.dao.sales.project_state.ProjectStateDao.

-- :name sums :many
-- Open: the sums are held against what the reader may see of deals; stages and pipelines are the house's own.
SELECT y.owner_id, u.name AS owner_name, s.id AS stage_id, s.name AS stage_name, p.id AS pipeline_id, p.name AS pipeline_name, y.deals,
       y.amount_base
  FROM (SELECT t.owner_id, t.stage_id, CAST(SUM(t.deals) AS BIGINT) AS deals, SUM(t.amount_base) AS amount_base
          FROM (SELECT k.stage_id, NULLIF(k.owner_id, 0) AS owner_id, NULLIF(k.department_id, 0) AS department_id, k.deals,
                       k.amount_base, NULL AS removed_at
                  FROM dashboard_sum k
                 WHERE k.deals <> 0) t
         WHERE TRUE    -- :visible t opportunity
           AND t.department_id IN (:department_ids)    -- :if department_ids
         GROUP BY t.owner_id, t.stage_id) y
  JOIN stage s ON s.id = y.stage_id
  JOIN pipeline p ON p.id = s.pipeline_id
  LEFT JOIN app_user u ON u.id = y.owner_id
 ORDER BY p.position, p.id, s.position, s.id, u.sort_key, y.owner_id;

-- :name deals :many
-- Open: stages and pipelines are the house's own; a deal that may not be seen is left out, a customer is not named.
SELECT o.id, o.name, o.stage_id, s.name AS stage_name, s.norm_days, p.name AS pipeline_name, o.amount, o.currency, o.amount_base,
       o.close_on, o.next_step, o.next_follow_at, o.waiting_until, o.stage_at, o.created_at, o.touched_at,
       (SELECT a.name
          FROM account a
         WHERE a.id = o.account_id
           AND TRUE    -- :visible a account
       ) AS account_name
  FROM opportunity o
  JOIN stage s ON s.id = o.stage_id
  JOIN pipeline p ON p.id = s.pipeline_id
 WHERE TRUE    -- :visible o opportunity
   AND o.owner_id = :owner_id
   AND o.state = 'open'
 ORDER BY p.position, p.id, s.position, s.id, o.stage_at, o.id
 LIMIT :size;

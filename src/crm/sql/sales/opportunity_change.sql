-- The pipeline at two moments. Run by crm.dao.sales.opportunity_change.ChangeDao.

-- :name changes :many
-- Open: the predicate stands around the deals, which are read with those removed since.
-- Deals that were open at either moment and are not worth the same at both, or came and were closed between them. Removed ones too.
SELECT x.id, x.name, a.name AS account_name, x.gone, p.state AS state_then, p.amount_base AS amount_then, p.close_on AS close_then,
       p.removed AS removed_then, q.state AS state_now, q.amount_base AS amount_now, q.close_on AS close_now, q.removed AS removed_now
  FROM (SELECT o.id, o.name, o.account_id, o.owner_id, o.department_id, o.pipeline_id, o.removed_at IS NOT NULL AS gone,
               NULL AS removed_at
          FROM opportunity o) x
  LEFT JOIN opportunity_past p ON p.opportunity_id = x.id AND p.from_at <= :since AND (p.until_at IS NULL OR p.until_at > :since)
  LEFT JOIN opportunity_past q ON q.opportunity_id = x.id AND q.from_at <= :until AND (q.until_at IS NULL OR q.until_at > :until)
  LEFT JOIN account a ON a.id = x.account_id
 WHERE TRUE    -- :visible x opportunity
   AND x.pipeline_id = :pipeline    -- :if pipeline
   AND (p.state = 'open' OR q.state = 'open' OR p.state IS NULL)
   AND q.state IS NOT NULL
   AND (p.state IS DISTINCT FROM q.state OR p.removed IS DISTINCT FROM q.removed OR p.close_on IS DISTINCT FROM q.close_on
        OR p.amount_base IS DISTINCT FROM q.amount_base)
 ORDER BY x.id;

-- :name worth :one
-- What the open deals came to at one moment.
-- Open: the predicate stands around the deals, which are read with those removed since.
SELECT COUNT(*) AS deals, SUM(COALESCE(p.amount_base, 0)) AS amount_base
  FROM opportunity_past p
  JOIN (SELECT o.id, o.owner_id, o.department_id, o.pipeline_id, NULL AS removed_at
          FROM opportunity o) x ON x.id = p.opportunity_id
 WHERE TRUE    -- :visible x opportunity
   AND x.pipeline_id = :pipeline    -- :if pipeline
   AND p.from_at <= :moment
   AND (p.until_at IS NULL OR p.until_at > :moment)
   AND p.state = 'open'
   AND NOT p.removed
   AND p.close_on >= :low    -- :if low
   AND p.close_on < :high    -- :if high
;

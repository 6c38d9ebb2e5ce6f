-- What followed from what. Run by crm.dao.sales.chain.ChainDao.

-- :name links :many
-- The deal, the order found by its own id, its quote or its deal (the newest one that came of a quote), and that order's quote
-- and contract, as far as the reader may see each of them.
WITH linked AS (SELECT s.id, s.quote_id
  FROM sales_order s
 WHERE s.removed_at IS NULL
   AND s.id = :order_id                -- :if order_id
   AND s.quote_id = :quote_id          -- :if quote_id
   AND s.opportunity_id = :of_deal     -- :if of_deal
 ORDER BY CASE WHEN s.quote_id IS NULL THEN 1 ELSE 0 END, s.id DESC
 LIMIT 1
)
SELECT 'opportunity' AS module, x.id, x.name, CAST(NULL AS TEXT) AS number, x.state, x.amount, x.currency
  FROM opportunity x
 WHERE x.id = :deal_id
   AND TRUE    -- :visible x opportunity
 UNION ALL
SELECT 'quote', q.id, q.name, q.number, q.state, q.amount, q.currency
  FROM quote q
 WHERE q.id IN (SELECT l.quote_id FROM linked l)
   AND TRUE    -- :visible q quote
 UNION ALL
SELECT 'sales_order', s.id, s.name, s.number, s.state, s.amount, s.currency
  FROM sales_order s
 WHERE s.id IN (SELECT l.id FROM linked l)
   AND TRUE    -- :visible s sales_order
 UNION ALL
SELECT 'contract', c.id, c.name, c.number, c.state, c.amount, c.currency
  FROM contract c
 WHERE c.order_id IN (SELECT l.id FROM linked l)
   AND TRUE;    -- :visible c contract

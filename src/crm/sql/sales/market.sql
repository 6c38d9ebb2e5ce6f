-- How we stand against competitors. Run by crm.dao.sales.market.MarketDao.

-- :name sold :many
-- Of one period, what is said of the whole competitor goes before the sum over its products.
SELECT s.starts_on, s.ends_on,
       COALESCE(SUM(s.amount_base) FILTER (WHERE s.competitor_product_id IS NULL), SUM(s.amount_base)) AS amount_base,
       COALESCE(SUM(s.quantity) FILTER (WHERE s.competitor_product_id IS NULL), SUM(s.quantity)) AS quantity,
       MAX(s.share) FILTER (WHERE s.competitor_product_id IS NULL) AS share
  FROM competitor_sale s
 WHERE s.competitor_id = :competitor_id
   AND TRUE    -- :visible s competitor_sale
 GROUP BY s.starts_on, s.ends_on
 ORDER BY s.starts_on DESC, s.ends_on DESC
 LIMIT :size;

-- :name asked :many
SELECT r.id, p.id AS product_id, p.name AS product_name, r.price, r.currency, r.unit, r.starts_on, r.ends_on, r.region, r.origin
  FROM competitor_price r
  JOIN competitor_product p ON p.id = r.competitor_product_id
 WHERE p.competitor_id = :competitor_id
   AND TRUE    -- :visible p competitor_product
   AND TRUE    -- :visible r competitor_price
 ORDER BY r.starts_on DESC, r.id DESC
 LIMIT :size;

-- :name meetings :many
-- Open: the deal and the competitor are held against what the reader may see. One that stands twice in a deal is met once.
SELECT k.id AS competitor_id, k.name, COUNT(*) AS deals,
       COUNT(*) FILTER (WHERE o.state = 'open') AS open,
       COUNT(*) FILTER (WHERE o.state = 'won') AS won,
       COUNT(*) FILTER (WHERE o.state = 'lost') AS lost,
       COUNT(*) FILTER (WHERE o.state = 'lost' AND x.winner > 0) AS to_them,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.state = 'won'), 0) AS won_base,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.state = 'lost'), 0) AS lost_base
  FROM (SELECT m.competitor_id, m.opportunity_id, MAX(CASE WHEN m.winner THEN 1 ELSE 0 END) AS winner
          FROM opportunity_competitor m
         WHERE m.removed_at IS NULL
           AND m.competitor_id = :competitor_id    -- :if competitor_id
         GROUP BY m.competitor_id, m.opportunity_id) x
  JOIN opportunity o ON o.id = x.opportunity_id
  JOIN competitor k ON k.id = x.competitor_id
 WHERE TRUE    -- :visible o opportunity
   AND TRUE    -- :visible k competitor
   AND o.closed_at >= :since    -- :if since
   AND o.closed_at < :until     -- :if until
 GROUP BY k.id, k.name
 ORDER BY 3 DESC, k.name
 LIMIT :size;

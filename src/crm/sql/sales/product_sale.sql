-- What products brought. Run by crm.dao.sales.product_sale.ProductSaleDao.
-- A won deal's amount is split over its lines by what each comes to; one without lines is its main product's. So products add up to deals.

-- :name sold :many
-- Lines are read with their deals, which the reader sees. Variants count with their product.
SELECT y.n, f.id AS product_id, f.name AS product_name, COUNT(DISTINCT y.id) AS deals,
       SUM(CASE WHEN y.total IS NULL THEN y.amount_base ELSE CAST(ROUND(y.total * (y.amount_base * 1.0 / y.whole)) AS BIGINT) END)
       AS amount_base
  FROM (SELECT m.n, o.id, o.amount_base, l.total, CASE WHEN l.id IS NULL THEN o.product_id ELSE l.product_id END AS product_id,
               SUM(l.total) OVER (PARTITION BY o.id) AS whole
          FROM (SELECT 0 AS n, :edge_0 AS since, :edge_1 AS until
                 UNION ALL SELECT 1, :edge_1, :edge_2
                 UNION ALL SELECT 2, :edge_2, :edge_3
                 UNION ALL SELECT 3, :edge_3, :edge_4
                 UNION ALL SELECT 4, :edge_4, :edge_5
                 UNION ALL SELECT 5, :edge_5, :edge_6
                 UNION ALL SELECT 6, :edge_6, :edge_7
                 UNION ALL SELECT 7, :edge_7, :edge_8
                 UNION ALL SELECT 8, :edge_8, :edge_9
                 UNION ALL SELECT 9, :edge_9, :edge_10
                 UNION ALL SELECT 10, :edge_10, :edge_11
                 UNION ALL SELECT 11, :edge_11, :edge_12) m
          JOIN opportunity o ON o.closed_at >= m.since AND o.closed_at < m.until
          LEFT JOIN line l ON l.module = 'opportunity' AND l.record_id = o.id AND l.removed_at IS NULL AND l.total > 0
         WHERE TRUE    -- :visible o opportunity
           AND o.state = 'won'
           AND o.amount_base IS NOT NULL) y
  LEFT JOIN product p ON p.id = y.product_id
  LEFT JOIN product f ON f.id = COALESCE(p.parent_id, p.id)
 GROUP BY y.n, f.id, f.name
 ORDER BY y.n, f.id;

-- :name deals :many
SELECT y.id, y.name, a.name AS account_name, u.name AS owner_name, y.closed_at, y.amount_base
  FROM (SELECT x.id, x.name, x.account_id, x.owner_id, x.closed_at,
               SUM(CASE WHEN x.total IS NULL THEN x.worth ELSE CAST(ROUND(x.total * (x.worth * 1.0 / x.whole)) AS BIGINT) END) AS amount_base
          FROM (SELECT o.id, o.name, o.account_id, o.owner_id, o.closed_at, o.amount_base AS worth, l.total,
                       CASE WHEN l.id IS NULL THEN o.product_id ELSE l.product_id END AS product_id,
                       SUM(l.total) OVER (PARTITION BY o.id) AS whole
                  FROM opportunity o
                  LEFT JOIN line l ON l.module = 'opportunity' AND l.record_id = o.id AND l.removed_at IS NULL AND l.total > 0
                 WHERE TRUE    -- :visible o opportunity
                   AND o.state = 'won'
                   AND o.amount_base IS NOT NULL
                   AND o.closed_at >= :since
                   AND o.closed_at < :until
                   AND (o.closed_at, o.id) < (:after_at, :after_id)    -- :if after_id
               ) x
          LEFT JOIN product p ON p.id = x.product_id
         WHERE TRUE
           AND COALESCE(p.parent_id, p.id) = :product_id    -- :if product_id
           AND p.id IS NULL                                 -- :unless product_id
         GROUP BY x.id, x.name, x.account_id, x.owner_id, x.closed_at
         ORDER BY x.closed_at DESC, x.id DESC
         LIMIT :size) y
  LEFT JOIN account a ON a.id = y.account_id
  LEFT JOIN app_user u ON u.id = y.owner_id
 ORDER BY y.closed_at DESC, y.id DESC;

-- :name rivals :many
-- Open: whoever sees a figure sees of which competitor and product it is.
SELECT s.competitor_id, c.name AS competitor_name, s.competitor_product_id AS product_id, q.name AS product_name,
       p.name AS against_name, s.starts_on, s.ends_on, s.amount_base
  FROM competitor_sale s
  JOIN competitor c ON c.id = s.competitor_id
  LEFT JOIN competitor_product q ON q.id = s.competitor_product_id
  LEFT JOIN product p ON p.id = q.product_id
 WHERE s.starts_on >= :since
   AND s.ends_on < :until
   AND s.amount_base IS NOT NULL
   AND TRUE    -- :visible s competitor_sale
 ORDER BY c.sort_key, c.id, q.sort_key, q.id, s.starts_on;

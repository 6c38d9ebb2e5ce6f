-- What orders come to. Run by crm.dao.sales.sales_order_statistic.SalesOrderStatisticDao.

-- :name by_state :many
SELECT s.state AS "key", NULL AS name, COUNT(*) AS orders, COALESCE(SUM(s.amount_base), 0) AS amount, SUM(s.margin_base) AS margin
  FROM sales_order s
 WHERE TRUE    -- :visible s
   AND s.ordered_on >= :since    -- :if since
   AND s.ordered_on < :until     -- :if until
 GROUP BY s.state
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_month :many
SELECT SUBSTR(CAST(s.ordered_on AS TEXT), 1, 7) AS "key", NULL AS name, COUNT(*) AS orders, COALESCE(SUM(s.amount_base), 0) AS amount, SUM(s.margin_base) AS margin
  FROM sales_order s
 WHERE TRUE    -- :visible s
   AND s.ordered_on >= :since    -- :if since
   AND s.ordered_on < :until     -- :if until
   AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
   AND s.ordered_on IS NOT NULL
 GROUP BY SUBSTR(CAST(s.ordered_on AS TEXT), 1, 7)
 ORDER BY 1 DESC
 LIMIT :size;

-- :name by_owner :many
SELECT CAST(s.owner_id AS TEXT) AS "key", MAX(o.name) AS name, COUNT(*) AS orders, COALESCE(SUM(s.amount_base), 0) AS amount, SUM(s.margin_base) AS margin
  FROM sales_order s
  LEFT JOIN app_user o ON o.id = s.owner_id
 WHERE TRUE    -- :visible s
   AND s.ordered_on >= :since    -- :if since
   AND s.ordered_on < :until     -- :if until
   AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
 GROUP BY s.owner_id
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_department :many
SELECT CAST(s.department_id AS TEXT) AS "key", MAX(d.name) AS name, COUNT(*) AS orders, COALESCE(SUM(s.amount_base), 0) AS amount, SUM(s.margin_base) AS margin
  FROM sales_order s
  LEFT JOIN department d ON d.id = s.department_id
 WHERE TRUE    -- :visible s
   AND s.ordered_on >= :since    -- :if since
   AND s.ordered_on < :until     -- :if until
   AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
 GROUP BY s.department_id
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_account :many
SELECT CAST(s.account_id AS TEXT) AS "key", MAX(a.name) AS name, COUNT(*) AS orders, COALESCE(SUM(s.amount_base), 0) AS amount, SUM(s.margin_base) AS margin
  FROM sales_order s
  LEFT JOIN account a ON a.id = s.account_id
 WHERE TRUE    -- :visible s
   AND s.ordered_on >= :since    -- :if since
   AND s.ordered_on < :until     -- :if until
   AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
 GROUP BY s.account_id
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_category :many
-- Lines are read with their orders, which the reader sees. Variants count with their product.
SELECT CAST(y.category_id AS TEXT) AS "key", MAX(c.name) AS name, COUNT(DISTINCT y.id) AS orders,
       COALESCE(SUM(CASE WHEN y.total IS NULL THEN y.amount_base ELSE CAST(ROUND(y.total * (y.amount_base * 1.0 / y.whole)) AS BIGINT) END), 0) AS amount,
       NULL AS margin
  FROM (SELECT s.id, s.name, s.number, s.account_id, s.owner_id, s.ordered_on, s.amount_base, l.total,
               COALESCE(p.category_id, f.category_id) AS category_id, SUM(l.total) OVER (PARTITION BY s.id) AS whole
          FROM sales_order s
          LEFT JOIN line l ON l.module = 'sales_order' AND l.record_id = s.id AND l.removed_at IS NULL AND l.total > 0
          LEFT JOIN product p ON p.id = l.product_id
          LEFT JOIN product f ON f.id = p.parent_id
         WHERE TRUE    -- :visible s
           AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
           AND s.ordered_on IS NOT NULL
           AND s.ordered_on >= :since    -- :if since
           AND s.ordered_on < :until     -- :if until
       ) y
  LEFT JOIN product_category c ON c.id = y.category_id
 GROUP BY y.category_id
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name of_category :many
SELECT y.id, MAX(y.name) AS name, MAX(y.number) AS number, MAX(a.name) AS account_name, MAX(o.name) AS owner_name, y.ordered_on,
       COALESCE(SUM(CASE WHEN y.total IS NULL THEN y.amount_base ELSE CAST(ROUND(y.total * (y.amount_base * 1.0 / y.whole)) AS BIGINT) END), 0) AS amount_base
  FROM (SELECT s.id, s.name, s.number, s.account_id, s.owner_id, s.ordered_on, s.amount_base, l.total,
               COALESCE(p.category_id, f.category_id) AS category_id, SUM(l.total) OVER (PARTITION BY s.id) AS whole
          FROM sales_order s
          LEFT JOIN line l ON l.module = 'sales_order' AND l.record_id = s.id AND l.removed_at IS NULL AND l.total > 0
          LEFT JOIN product p ON p.id = l.product_id
          LEFT JOIN product f ON f.id = p.parent_id
         WHERE TRUE    -- :visible s
           AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
           AND s.ordered_on IS NOT NULL
           AND s.ordered_on >= :since    -- :if since
           AND s.ordered_on < :until     -- :if until
           AND (s.ordered_on, s.id) < (:after_on, :after_id)    -- :if after_id
       ) y
  LEFT JOIN account a ON a.id = y.account_id
  LEFT JOIN app_user o ON o.id = y.owner_id
 WHERE TRUE
   AND y.category_id = :category_id    -- :if category_id
   AND y.category_id IS NULL           -- :unless category_id
 GROUP BY y.id, y.ordered_on
 ORDER BY y.ordered_on DESC, y.id DESC
 LIMIT :size;

-- The books of deliveries. Run by crm.dao.sales.delivery_book.DeliveryBookDao.

-- :name lock :many postgresql
-- :steady
-- Open: whoever writes what belongs to an order was allowed to read it; one at a time counts what is left of it.
SELECT s.id, s.name, s.state, s.amount, s.currency, s.account_id, a.name AS account_name, s.owner_id, s.department_id, s.address
  FROM sales_order s
  LEFT JOIN account a ON a.id = s.account_id
 WHERE s.id IN (:ids)
   AND s.removed_at IS NULL
 ORDER BY s.id
   FOR UPDATE OF s;

-- :name lock :many sqlite
-- Open: whoever writes what belongs to an order was allowed to read it. Here one transaction writes at a time.
SELECT s.id, s.name, s.state, s.amount, s.currency, s.account_id, a.name AS account_name, s.owner_id, s.department_id, s.address
  FROM sales_order s
  LEFT JOIN account a ON a.id = s.account_id
 WHERE s.id IN (:ids)
   AND s.removed_at IS NULL
 ORDER BY s.id;

-- :name heads :many
-- :steady
-- Open: whoever reads or writes what belongs to an order was allowed to.
SELECT s.id, s.name, s.state, s.amount, s.currency, s.account_id, a.name AS account_name, s.owner_id, s.department_id, s.address
  FROM sales_order s
  LEFT JOIN account a ON a.id = s.account_id
 WHERE s.id IN (:ids)
   AND s.removed_at IS NULL;

-- :name ordered :many
-- Open: the book of an order is whole, whoever may see which part.
SELECT l.id, l.record_id AS order_id, l.quantity, l.unit, p.name AS product_name, l.text, l.total, l.currency
  FROM line l
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.module = 'sales_order'
   AND l.record_id IN (:ids)
   AND l.removed_at IS NULL
 ORDER BY l.record_id, l.position, l.id;

-- :name taken :many
-- Open: the book of an order is whole, whoever may see which part.
SELECT e.id, v.order_id, e.delivery_id, e.line_id, e.quantity, v.state
  FROM delivery v
  JOIN delivery_line e ON e.delivery_id = v.id
 WHERE v.order_id IN (:ids)
   AND v.removed_at IS NULL
   AND e.removed_at IS NULL
 ORDER BY v.id, e.id;

-- :name progress :many
-- Open: whoever may read an order sees how far it is, whichever of its deliveries he sees.
SELECT l.id, l.quantity, l.total, COALESCE(SUM(CASE WHEN v.state IN (:gone) AND e.removed_at IS NULL THEN e.quantity END), 0) AS gone
  FROM line l
  LEFT JOIN delivery_line e ON e.line_id = l.id
  LEFT JOIN delivery v ON v.id = e.delivery_id AND v.order_id = l.record_id AND v.removed_at IS NULL
 WHERE l.module = 'sales_order'
   AND l.record_id = :id
   AND l.removed_at IS NULL
 GROUP BY l.id, l.quantity, l.total;

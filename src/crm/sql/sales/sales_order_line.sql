-- Lines of orders that come in by a file. Run by crm.dao.sales.sales_order_line.SalesOrderLineDao.

-- :name counts :many
-- Open: the order guards its lines; the service asks it first.
SELECT l.record_id AS order_id, COUNT(*) AS lines
  FROM line l
 WHERE l.module = 'sales_order'
   AND l.record_id IN (:ids)
   AND l.removed_at IS NULL
 GROUP BY l.record_id;

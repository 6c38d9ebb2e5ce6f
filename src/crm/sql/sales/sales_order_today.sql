-- What waits for somebody among orders. Run by crm.dao.sales.sales_order_today.SalesOrderTodayDao.

-- :name waiting :many
-- Orders and changes for whose approval no flow runs; of each the ones that wait longest.
WITH ordered AS (SELECT s.id, s.name, s.owner_id, s.department_id, s.account_id, s.updated_at AS at
  FROM sales_order s
  LEFT JOIN approval_request q ON q.module = 'sales_order' AND q.record_id = s.id AND q.state = 'open'
 WHERE s.state = 'approval' AND q.id IS NULL
   AND TRUE    -- :visible s sales_order
 ORDER BY s.updated_at, s.id LIMIT :size
), altered AS (SELECT g.id, g.number AS name, g.owner_id, g.department_id, g.account_id, g.updated_at AS at
  FROM order_change g
  LEFT JOIN approval_request q ON q.module = 'order_change' AND q.record_id = g.id AND q.state = 'open'
 WHERE g.state = 'approval' AND q.id IS NULL
   AND TRUE    -- :visible g order_change
 ORDER BY g.updated_at, g.id LIMIT :size
), found AS (SELECT 'sales_order' AS module, id, name, owner_id, department_id, account_id, at FROM ordered
 UNION ALL SELECT 'order_change', id, name, owner_id, department_id, account_id, at FROM altered
)
SELECT f.module, f.id, f.name, f.owner_id, o.name AS owner_name, f.department_id, a.name AS account_name, f.at
  FROM found f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN account a ON a.id = f.account_id
 ORDER BY f.at, f.id;

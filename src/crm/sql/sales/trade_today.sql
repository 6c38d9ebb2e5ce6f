-- What is due for somebody, or waits for his decision, among contracts, payments, invoices, discounts, orders and consents.
-- Run by crm.dao.sales.trade_today.TradeTodayDao.

-- :name due :many
-- His own instalments, contracts that end, orders to deliver and consents of his people that end; of each kind the first ones.
WITH payment AS (SELECT p.id, p.name, p.contract_id AS record_id, p.owner_id, p.account_id, p.due_on AS day, p.created_at AS at
  FROM receipt_plan p
 WHERE p.owner_id = :owner_id AND p.state IN ('open', 'part', 'overdue') AND p.due_on < :due_before
   AND TRUE    -- :visible p receipt_plan
 ORDER BY p.due_on, p.id LIMIT :size
), ending AS (SELECT c.id, c.name, c.id AS record_id, c.owner_id, c.account_id, c.ends_on AS day, c.created_at AS at
  FROM contract c
 WHERE c.owner_id = :owner_id AND c.state = 'active' AND c.ends_on < :ends_before
   AND TRUE    -- :visible c contract
 ORDER BY c.ends_on, c.id LIMIT :size
), late AS (SELECT s.id, s.name, s.id AS record_id, s.owner_id, s.account_id, s.deliver_by AS day, s.created_at AS at
  FROM sales_order s
 WHERE s.owner_id = :owner_id AND s.state IN ('confirmed', 'delivering') AND s.deliver_by < :deliver_before
   AND TRUE    -- :visible s sales_order
 ORDER BY s.deliver_by, s.id LIMIT :size
), agreed AS (SELECT e.id, COALESCE(k.name || ' · ', l.name || ' · ', '') || g.name AS name, e.id AS record_id, e.owner_id, e.account_id,
       e.valid_until AS day, e.created_at AS at
  FROM consent e
  LEFT JOIN contact k ON k.id = e.contact_id LEFT JOIN lead l ON l.id = e.lead_id LEFT JOIN consent_purpose g ON g.id = e.purpose_id
 WHERE e.owner_id = :owner_id AND e.state = 'given' AND e.valid_until < :lapse_before AND e.valid_until >= :lapse_after
   AND TRUE    -- :visible e consent
 ORDER BY e.valid_until, e.id LIMIT :size
), found AS (SELECT 'payment' AS kind, id, name, record_id, owner_id, account_id, day, at FROM payment
 UNION ALL SELECT 'contract_end', id, name, record_id, owner_id, account_id, day, at FROM ending
 UNION ALL SELECT 'late_order', id, name, record_id, owner_id, account_id, day, at FROM late
 UNION ALL SELECT 'consent_end', id, name, record_id, owner_id, account_id, day, at FROM agreed
)
SELECT f.kind, f.id, f.name, f.record_id, f.owner_id, a.name AS account_name, k.name AS contract_name, f.day, f.at
  FROM found f
  LEFT JOIN account a ON a.id = f.account_id
  LEFT JOIN contract k ON k.id = f.record_id
 ORDER BY f.kind, f.day, f.id;

-- :name waiting :many
-- What others decide or do; of each kind what waits longest. What a flow runs for stands with the approvals.
WITH approval AS (SELECT c.id, c.name, c.id AS record_id, c.owner_id, c.department_id, c.account_id, c.updated_at AS at
  FROM contract c LEFT JOIN approval_request q ON q.module = 'contract' AND q.record_id = c.id AND q.state = 'open'
 WHERE c.state = 'approval' AND q.id IS NULL
   AND TRUE    -- :visible c contract
 ORDER BY c.updated_at, c.id LIMIT :size
), invoice AS (SELECT i.id, i.title AS name, i.contract_id AS record_id, i.owner_id, i.department_id, i.account_id, i.created_at AS at, i.amount
  FROM invoice_request i
 WHERE i.state = 'requested'
   AND TRUE    -- :visible i invoice_request
 ORDER BY i.created_at, i.id LIMIT :size
), discount AS (SELECT q.id, q.name, q.record_id, q.owner_id, q.department_id, q.updated_at AS at, q.percent, q.module
  FROM discount_request q LEFT JOIN approval_request r ON r.module = 'discount_request' AND r.record_id = q.id AND r.state = 'open'
 WHERE q.state = 'waits' AND r.id IS NULL
   AND TRUE    -- :visible q discount_request
 ORDER BY q.updated_at, q.id LIMIT :size
), ordered AS (SELECT s.id, s.name, s.owner_id, s.department_id, s.account_id, s.updated_at AS at
  FROM sales_order s LEFT JOIN approval_request q ON q.module = 'sales_order' AND q.record_id = s.id AND q.state = 'open'
 WHERE s.state = 'approval' AND q.id IS NULL
   AND TRUE    -- :visible s sales_order
 ORDER BY s.updated_at, s.id LIMIT :size
), altered AS (SELECT g.id, g.number AS name, g.owner_id, g.department_id, g.account_id, g.updated_at AS at
  FROM order_change g LEFT JOIN approval_request q ON q.module = 'order_change' AND q.record_id = g.id AND q.state = 'open'
 WHERE g.state = 'approval' AND q.id IS NULL
   AND TRUE    -- :visible g order_change
 ORDER BY g.updated_at, g.id LIMIT :size
), found AS (SELECT 'contract_approval' AS kind, 'contract' AS module, id, name, record_id, owner_id, department_id, account_id, at,
       CAST(NULL AS BIGINT) AS amount, CAST(NULL AS NUMERIC) AS percent FROM approval
 UNION ALL SELECT 'invoice', 'invoice_request', id, name, record_id, owner_id, department_id, account_id, at, amount, NULL FROM invoice
 UNION ALL SELECT 'discount', module, id, name, record_id, owner_id, department_id, NULL, at, NULL, percent FROM discount
 UNION ALL SELECT 'order_approval', 'sales_order', id, name, id, owner_id, department_id, account_id, at, NULL, NULL FROM ordered
 UNION ALL SELECT 'order_approval', 'order_change', id, name, id, owner_id, department_id, account_id, at, NULL, NULL FROM altered
)
SELECT f.kind, f.module, f.id, f.name, f.record_id, f.owner_id, f.department_id, f.at, f.amount, f.percent, o.name AS owner_name,
       a.name AS account_name, k.name AS contract_name, k.currency
  FROM found f
  LEFT JOIN app_user o ON o.id = f.owner_id LEFT JOIN account a ON a.id = f.account_id LEFT JOIN contract k ON k.id = f.record_id
 ORDER BY f.kind, f.at, f.id;

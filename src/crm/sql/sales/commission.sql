-- What commission is paid for. Run by crm.dao.sales.commission.CommissionDao.

-- :name deals :many
-- Open: the run pays everybody, whoever starts it. Each deal once for every member of its team who has a share.
SELECT 'opportunity' AS module, x.id, x.name, NULL AS booked_on, x.closed_at, x.amount, x.currency, x.amount_base, x.owner_id,
       x.account_id, x.id AS opportunity_id, NULL AS contract_id, m.user_id AS member_id, m.share AS member_share,
       NULL AS chosen, NULL AS lined    -- :unless categories
-- :if categories
       (SELECT SUM(l.total) FROM line l JOIN product p ON p.id = l.product_id
         WHERE l.module = 'opportunity' AND l.record_id = x.id AND l.removed_at IS NULL AND p.category_id IN (:categories)) AS chosen,
       (SELECT SUM(l.total) FROM line l WHERE l.module = 'opportunity' AND l.record_id = x.id AND l.removed_at IS NULL) AS lined
-- :end
  FROM opportunity x
  LEFT JOIN account a ON a.id = x.account_id
  LEFT JOIN opportunity_member m ON m.opportunity_id = x.id AND m.share > 0 AND m.removed_at IS NULL
 WHERE x.closed_at >= :since
   AND x.closed_at < :until
   AND x.state = 'won'
   AND x.removed_at IS NULL
   AND x.id IN (:ids)    -- :if ids
-- :if user_id
   AND (x.owner_id = :user_id
        OR EXISTS (SELECT 1 FROM opportunity_member t
                    WHERE t.opportunity_id = x.id AND t.user_id = :user_id AND t.removed_at IS NULL))
-- :end
   AND TRUE    -- :filter a
 ORDER BY x.closed_at, x.id, m.id;

-- :name contracts :many
-- Open: the run pays everybody, whoever starts it.
SELECT 'contract' AS module, c.id, c.name, c.signed_on AS booked_on, NULL AS closed_at, c.amount, c.currency, c.amount_base, c.owner_id,
       c.account_id, c.opportunity_id, c.id AS contract_id, m.user_id AS member_id, m.share AS member_share,
       NULL AS chosen, NULL AS lined    -- :unless categories
-- :if categories
       (SELECT SUM(l.total) FROM line l JOIN product p ON p.id = l.product_id
         WHERE l.module = 'contract' AND l.record_id = c.id AND l.removed_at IS NULL AND p.category_id IN (:categories)) AS chosen,
       (SELECT SUM(l.total) FROM line l WHERE l.module = 'contract' AND l.record_id = c.id AND l.removed_at IS NULL) AS lined
-- :end
  FROM contract c
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN opportunity_member m ON m.opportunity_id = c.opportunity_id AND m.share > 0 AND m.removed_at IS NULL
 WHERE c.signed_on >= :first
   AND c.signed_on <= :last
   AND c.state IN ('active', 'ended', 'terminated')
   AND c.removed_at IS NULL
   AND c.id IN (:ids)    -- :if ids
-- :if user_id
   AND (c.owner_id = :user_id
        OR EXISTS (SELECT 1 FROM opportunity_member t
                    WHERE t.opportunity_id = c.opportunity_id AND t.user_id = :user_id AND t.removed_at IS NULL))
-- :end
   AND TRUE    -- :filter a
 ORDER BY c.signed_on, c.id, m.id;

-- :name receipts :many
-- Open: the run pays everybody, whoever starts it.
SELECT 'receipt' AS module, e.id, c.name, e.received_on AS booked_on, NULL AS closed_at, e.amount, e.currency, e.amount_base, e.owner_id,
       e.account_id, c.opportunity_id, e.contract_id, m.user_id AS member_id, m.share AS member_share,
       NULL AS chosen, NULL AS lined    -- :unless categories
-- :if categories
       (SELECT SUM(l.total) FROM line l JOIN product p ON p.id = l.product_id
         WHERE l.module = 'contract' AND l.record_id = c.id AND l.removed_at IS NULL AND p.category_id IN (:categories)) AS chosen,
       (SELECT SUM(l.total) FROM line l WHERE l.module = 'contract' AND l.record_id = c.id AND l.removed_at IS NULL) AS lined
-- :end
  FROM receipt e
  JOIN contract c ON c.id = e.contract_id
  LEFT JOIN account a ON a.id = e.account_id
  LEFT JOIN opportunity_member m ON m.opportunity_id = c.opportunity_id AND m.share > 0 AND m.removed_at IS NULL
 WHERE e.received_on >= :first
   AND e.received_on <= :last
   AND e.state = 'received'
   AND e.removed_at IS NULL
   AND e.id IN (:ids)    -- :if ids
-- :if user_id
   AND (e.owner_id = :user_id
        OR EXISTS (SELECT 1 FROM opportunity_member t
                    WHERE t.opportunity_id = c.opportunity_id AND t.user_id = :user_id AND t.removed_at IS NULL))
-- :end
   AND TRUE    -- :filter a
 ORDER BY e.received_on, e.id, m.id;

-- :name customers :many
-- Open: the run pays everybody, whoever starts it. A new customer is one whose first contract in force was signed in these days.
SELECT 'account' AS module, a.id, a.name, c.signed_on AS booked_on, NULL AS closed_at, NULL AS amount, NULL AS currency,
       NULL AS amount_base, c.owner_id, a.id AS account_id, c.opportunity_id, c.id AS contract_id, m.user_id AS member_id,
       m.share AS member_share, NULL AS chosen, NULL AS lined
  FROM contract c
  JOIN account a ON a.id = c.account_id
  LEFT JOIN opportunity_member m ON m.opportunity_id = c.opportunity_id AND m.share > 0 AND m.removed_at IS NULL
 WHERE c.signed_on >= :first
   AND c.signed_on <= :last
   AND c.state IN ('active', 'ended', 'terminated')
   AND c.removed_at IS NULL
   AND NOT EXISTS (SELECT 1
                     FROM contract b
                    WHERE b.account_id = c.account_id
                      AND (b.signed_on < c.signed_on OR (b.signed_on = c.signed_on AND b.id < c.id))
                      AND b.state IN ('active', 'ended', 'terminated')
                      AND b.removed_at IS NULL)
   AND a.id IN (:ids)    -- :if ids
-- :if user_id
   AND (c.owner_id = :user_id
        OR EXISTS (SELECT 1 FROM opportunity_member t
                    WHERE t.opportunity_id = c.opportunity_id AND t.user_id = :user_id AND t.removed_at IS NULL))
-- :end
   AND TRUE    -- :filter a
 ORDER BY c.signed_on, c.id, m.id;

-- :name costs :many
-- Open: what the lines of these contracts cost, for whoever works the margin out.
SELECT l.record_id AS contract_id, p.category_id, l.currency, l.net, l.quantity, p.cost, p.currency AS cost_currency
  FROM contract c
  JOIN line l ON l.module = 'contract' AND l.record_id = c.id AND l.removed_at IS NULL
  LEFT JOIN product p ON p.id = l.product_id
 WHERE c.signed_on >= :first
   AND c.signed_on <= :last
   AND c.state IN ('active', 'ended', 'terminated')
   AND c.removed_at IS NULL
   AND c.id IN (:ids)    -- :if ids
 ORDER BY l.record_id, l.position, l.id;

-- :name refunded :many
-- Open: the contracts with receipts of these days of which something was given back.
SELECT DISTINCT f.contract_id
  FROM refund f
 WHERE f.removed_at IS NULL
   AND f.contract_id IN (SELECT e.contract_id FROM receipt e
                          WHERE e.received_on >= :first AND e.received_on <= :last AND e.removed_at IS NULL)
   AND f.contract_id IN (SELECT e.contract_id FROM receipt e WHERE e.id IN (:ids)) -- :if ids
;

-- :name touched_receipts :many
-- Open: what was written since the last run may change what was paid.
SELECT e.id
  FROM receipt e
 WHERE e.updated_at >= :since
UNION
SELECT e.id
  FROM refund f
  JOIN receipt e ON e.contract_id = f.contract_id
 WHERE f.updated_at >= :since;

-- :name touched_contracts :many
-- Open: what was written since the last run may change what was paid.
SELECT c.id
  FROM contract c
 WHERE c.updated_at >= :since;

-- :name touched_deals :many
-- Open: what was written since the last run may change what was paid.
SELECT x.id
  FROM opportunity x
 WHERE x.updated_at >= :since;

-- :name touched_customers :many
-- Open: what was written since the last run may change what was paid.
SELECT DISTINCT c.account_id
  FROM contract c
 WHERE c.updated_at >= :since
   AND c.account_id IS NOT NULL;

-- :name hoped :many
-- Open: deals that whoever asks has just read; their teams share them. Whose customers the plan is for, as if they were won.
SELECT 'opportunity' AS module, x.id, x.name, NULL AS booked_on, NULL AS closed_at, x.amount, x.currency, x.amount_base, x.owner_id,
       x.account_id, x.id AS opportunity_id, NULL AS contract_id, m.user_id AS member_id, m.share AS member_share,
       NULL AS chosen, NULL AS lined    -- :unless categories
-- :if categories
       (SELECT SUM(l.total) FROM line l JOIN product p ON p.id = l.product_id
         WHERE l.module = 'opportunity' AND l.record_id = x.id AND l.removed_at IS NULL AND p.category_id IN (:categories)) AS chosen,
       (SELECT SUM(l.total) FROM line l WHERE l.module = 'opportunity' AND l.record_id = x.id AND l.removed_at IS NULL) AS lined
-- :end
  FROM opportunity x
  LEFT JOIN account a ON a.id = x.account_id
  LEFT JOIN opportunity_member m ON m.opportunity_id = x.id AND m.share > 0 AND m.removed_at IS NULL
 WHERE x.id IN (:ids)
   AND x.state = 'open'
   AND x.removed_at IS NULL
   AND TRUE    -- :filter a
 ORDER BY x.id, m.id;

-- :name signed_already :many
-- Open: who is no new customer any more, whoever may see his contracts.
SELECT DISTINCT c.account_id
  FROM contract c
 WHERE c.account_id IN (:ids)
   AND c.state IN ('active', 'ended', 'terminated')
   AND c.removed_at IS NULL;

-- :name deal_costs :many
-- Open: what the lines of these deals cost, for whoever works the margin out.
SELECT l.record_id AS contract_id, p.category_id, l.currency, l.net, l.quantity, p.cost, p.currency AS cost_currency
  FROM line l
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.module = 'opportunity'
   AND l.record_id IN (:ids)
   AND l.removed_at IS NULL
 ORDER BY l.record_id, l.position, l.id;

-- :name people :many
-- Open: whoever sells is paid, also who left since.
SELECT u.id, u.name, u.department_id, u.state
  FROM app_user u;

-- :name participants :many
-- Open: for whom plans are: people, those with a role, those of a department or below it. A plan that names anybody has a row
-- of nobody as well: one whose role nobody has is for nobody, and not for everybody.
SELECT m.plan_id, COALESCE(m.person_id, 0) AS user_id
  FROM commission_member m
 WHERE m.removed_at IS NULL
UNION
SELECT m.plan_id, r.user_id
  FROM commission_member m
  JOIN user_role r ON r.role_id = m.role_id
 WHERE m.removed_at IS NULL
UNION
SELECT m.plan_id, u.id
  FROM commission_member m
  JOIN department_tree t ON t.above_id = m.unit_id
  JOIN app_user u ON u.department_id = t.below_id
 WHERE m.removed_at IS NULL;

-- :name within :many
-- Open: the categories of products below one, itself among them.
WITH RECURSIVE below (id) AS (
  SELECT c.id FROM product_category c WHERE c.id = :id
  UNION
  SELECT c.id FROM product_category c JOIN below b ON c.parent_id = b.id WHERE c.removed_at IS NULL
)
SELECT b.id FROM below b;

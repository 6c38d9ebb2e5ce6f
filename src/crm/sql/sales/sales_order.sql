-- Sales orders. Run by crm.dao.sales.sales_order.SalesOrderDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.name, s.number, s.account_id, s.contact_id, s.opportunity_id, s.quote_id,
       s.state, s.ordered_on, s.deliver_by, s.amount, s.currency, s.their_number, s.address, s.country,
       s.closing_reason, s.tags, s.remark, s.amount_base, s.net, s.cost, s.margin_base, s.owner_id, o.name AS owner_name,
       s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by,
       s.touched_at, s.custom, a.name AS account_name, p.name AS contact_name, x.name AS opportunity_name,
       q.name AS quote_name, k.id AS contract_id
  FROM sales_order s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN account a ON a.id = s.account_id
  LEFT JOIN contact p ON p.id = s.contact_id
  LEFT JOIN opportunity x ON x.id = s.opportunity_id
  LEFT JOIN quote q ON q.id = s.quote_id
  LEFT JOIN contract k ON k.order_id = s.id AND k.removed_at IS NULL
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM sales_order s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.name, s.number, s.account_id, s.contact_id, s.opportunity_id, s.quote_id,
       s.state, s.ordered_on, s.deliver_by, s.amount, s.currency, s.their_number, s.address, s.country,
       s.closing_reason, s.tags, s.remark, s.amount_base, s.net, s.cost, s.margin_base, s.owner_id, o.name AS owner_name,
       s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at, s.updated_by,
       s.touched_at, s.custom, a.name AS account_name, p.name AS contact_name, x.name AS opportunity_name,
       q.name AS quote_name, k.id AS contract_id
  FROM sales_order s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN account a ON a.id = s.account_id
  LEFT JOIN contact p ON p.id = s.contact_id
  LEFT JOIN opportunity x ON x.id = s.opportunity_id
  LEFT JOIN quote q ON q.id = s.quote_id
  LEFT JOIN contract k ON k.order_id = s.id AND k.removed_at IS NULL
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO sales_order (id, version, sort_key, name, number, account_id, contact_id, opportunity_id, quote_id,
             state, ordered_on, deliver_by, amount, currency, their_number, address, country, closing_reason,
             tags, remark, amount_base, net, cost, margin_base, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :number, :account_id, :contact_id, :opportunity_id, :quote_id, :state,
        :ordered_on, :deliver_by, :amount, :currency, :their_number, :address, :country, :closing_reason, :tags,
        :remark, :amount_base, :net, :cost, :margin_base, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE sales_order
   SET version = :next_version, sort_key = :sort_key, name = :name, number = :number, account_id = :account_id,
       contact_id = :contact_id, opportunity_id = :opportunity_id, state = :state, ordered_on = :ordered_on,
       deliver_by = :deliver_by, amount = :amount, currency = :currency, their_number = :their_number,
       address = :address, country = :country, closing_reason = :closing_reason, tags = :tags, remark = :remark,
       amount_base = :amount_base, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by, custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE sales_order
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name numbers :many
-- Open: a number is told apart from all there are, whoever may see them.
SELECT s.id, s.number
  FROM sales_order s
 WHERE s.number IN (:numbers)
   AND s.removed_at IS NULL;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE sales_order
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

-- :name parts :many
-- Open: the sums of an order are whole, whoever may see which product.
SELECT l.record_id AS order_id, l.quantity, l.net, p.cost, p.currency
  FROM line l
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.module = 'sales_order'
   AND l.record_id IN (:ids)
   AND l.removed_at IS NULL;

-- :name set_sums :batch
-- What follows from its lines: it leaves no change set and no new version.
UPDATE sales_order
   SET net = :net, cost = :cost, margin_base = :margin_base
 WHERE id = :id;

-- :name of_quote :scalar
-- Open: a quote becomes an order once, whoever may see that.
SELECT s.id
  FROM sales_order s
 WHERE s.quote_id = :quote_id
   AND s.removed_at IS NULL;

-- :name waiting :many
-- Open: an order with a discount that nobody approved is not confirmed, whoever may see what.
SELECT DISTINCT l.record_id
  FROM line l
 WHERE l.module = 'sales_order'
   AND l.record_id IN (:ids)
   AND l.approval IN ('waits', 'refused')
   AND l.removed_at IS NULL;

-- :name leant_on :many
-- Open: an order stays while something belongs to it, whoever may see that.
SELECT v.order_id FROM delivery v WHERE v.order_id IN (:ids) AND v.removed_at IS NULL
 UNION
SELECT g.order_id FROM order_change g WHERE g.order_id IN (:ids) AND g.removed_at IS NULL
 UNION
SELECT c.order_id FROM contract c WHERE c.order_id IN (:ids) AND c.removed_at IS NULL;

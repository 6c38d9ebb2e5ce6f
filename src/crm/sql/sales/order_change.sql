-- Order changes. Run by crm.dao.sales.order_change.OrderChangeDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT g.id, g.version, g.sort_key, g.order_id, g.number, g.state, g.reason, g.amount, g.remark, g.account_id,
       g.currency, g.amount_before, g.lines_before, g.applied_at, g.owner_id, o.name AS owner_name,
       g.department_id, d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by,
       g.touched_at, s.name AS order_name, a.name AS account_name
  FROM order_change g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
  LEFT JOIN sales_order s ON s.id = g.order_id
  LEFT JOIN account a ON a.id = g.account_id
 WHERE TRUE    -- :visible g
   AND TRUE    -- :filter g
   AND TRUE    -- :after g
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM order_change g
         WHERE TRUE    -- :visible g
           AND TRUE    -- :filter g
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT g.id, g.version, g.sort_key, g.order_id, g.number, g.state, g.reason, g.amount, g.remark, g.account_id,
       g.currency, g.amount_before, g.lines_before, g.applied_at, g.owner_id, o.name AS owner_name,
       g.department_id, d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by,
       g.touched_at, s.name AS order_name, a.name AS account_name
  FROM order_change g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
  LEFT JOIN sales_order s ON s.id = g.order_id
  LEFT JOIN account a ON a.id = g.account_id
 WHERE g.id IN (:ids)
   AND TRUE;    -- :visible g

-- :name insert :batch
INSERT INTO order_change (id, version, sort_key, order_id, number, state, reason, amount, remark, account_id,
             currency, amount_before, lines_before, applied_at, owner_id, department_id, created_at, created_by,
             updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :order_id, :number, :state, :reason, :amount, :remark, :account_id, :currency,
        :amount_before, :lines_before, :applied_at, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE order_change
   SET version = :next_version, sort_key = :sort_key, order_id = :order_id, number = :number, state = :state,
       reason = :reason, amount = :amount, remark = :remark, account_id = :account_id, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE order_change
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name orders :many
-- :steady
-- Open: the book of these orders is read anew, whoever wrote.
SELECT DISTINCT g.order_id
  FROM order_change g
 WHERE g.id IN (:ids);

-- :name strays :many
-- Open: a part is its order's owner's and customer's; these are not yet.
SELECT g.id, s.owner_id, s.department_id
  FROM order_change g
  JOIN sales_order s ON s.id = g.order_id
 WHERE g.order_id IN (:ids)
   AND g.removed_at IS NULL
   AND (g.owner_id IS DISTINCT FROM s.owner_id OR g.department_id IS DISTINCT FROM s.department_id
        OR g.account_id IS DISTINCT FROM s.account_id);

-- :name follow :affected
-- Open: a part is its order's owner's and customer's, whoever hands the order over.
UPDATE order_change
   SET account_id = (SELECT s.account_id FROM sales_order s WHERE s.id = order_change.order_id),
       owner_id = (SELECT s.owner_id FROM sales_order s WHERE s.id = order_change.order_id),
       department_id = (SELECT s.department_id FROM sales_order s WHERE s.id = order_change.order_id)
 WHERE order_id IN (:ids);

-- :name set_applied :affected
-- :steady
-- When it came to be: it leaves no change set and no new version.
UPDATE order_change
   SET applied_at = :at
 WHERE id = :id;

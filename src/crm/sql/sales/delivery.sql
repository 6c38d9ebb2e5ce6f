-- Deliveries. Run by crm.dao.sales.delivery.DeliveryDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT v.id, v.version, v.sort_key, v.order_id, v.number, v.state, v.shipped_on, v.received_on, v.carrier,
       v.tracking, v.address, v.remark, v.account_id, v.owner_id, o.name AS owner_name, v.department_id,
       d.name AS department_name, v.created_at, v.created_by, v.updated_at, v.updated_by, v.touched_at,
       s.name AS order_name, a.name AS account_name
  FROM delivery v
  LEFT JOIN app_user o ON o.id = v.owner_id
  LEFT JOIN department d ON d.id = v.department_id
  LEFT JOIN sales_order s ON s.id = v.order_id
  LEFT JOIN account a ON a.id = v.account_id
 WHERE TRUE    -- :visible v
   AND TRUE    -- :filter v
   AND TRUE    -- :after v
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM delivery v
         WHERE TRUE    -- :visible v
           AND TRUE    -- :filter v
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT v.id, v.version, v.sort_key, v.order_id, v.number, v.state, v.shipped_on, v.received_on, v.carrier,
       v.tracking, v.address, v.remark, v.account_id, v.owner_id, o.name AS owner_name, v.department_id,
       d.name AS department_name, v.created_at, v.created_by, v.updated_at, v.updated_by, v.touched_at,
       s.name AS order_name, a.name AS account_name
  FROM delivery v
  LEFT JOIN app_user o ON o.id = v.owner_id
  LEFT JOIN department d ON d.id = v.department_id
  LEFT JOIN sales_order s ON s.id = v.order_id
  LEFT JOIN account a ON a.id = v.account_id
 WHERE v.id IN (:ids)
   AND TRUE;    -- :visible v

-- :name insert :batch
INSERT INTO delivery (id, version, sort_key, order_id, number, state, shipped_on, received_on, carrier,
             tracking, address, remark, account_id, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :order_id, :number, :state, :shipped_on, :received_on, :carrier, :tracking,
        :address, :remark, :account_id, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE delivery
   SET version = :next_version, sort_key = :sort_key, order_id = :order_id, number = :number, state = :state,
       shipped_on = :shipped_on, received_on = :received_on, carrier = :carrier, tracking = :tracking,
       address = :address, remark = :remark, account_id = :account_id, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE delivery
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name numbers :many
-- Open: a number is told apart from all there are, whoever may see them.
SELECT v.id, v.number
  FROM delivery v
 WHERE v.number IN (:numbers)
   AND v.removed_at IS NULL;

-- :name orders :many
-- :steady
-- Open: the book of these orders is read anew, whoever wrote.
SELECT DISTINCT v.order_id
  FROM delivery v
 WHERE v.id IN (:ids);

-- :name strays :many
-- Open: a part is its order's owner's and customer's; these are not yet.
SELECT v.id, s.owner_id, s.department_id
  FROM delivery v
  JOIN sales_order s ON s.id = v.order_id
 WHERE v.order_id IN (:ids)
   AND v.removed_at IS NULL
   AND (v.owner_id IS DISTINCT FROM s.owner_id OR v.department_id IS DISTINCT FROM s.department_id
        OR v.account_id IS DISTINCT FROM s.account_id);

-- :name follow :affected
-- Open: a part is its order's owner's and customer's, whoever hands the order over.
UPDATE delivery
   SET account_id = (SELECT s.account_id FROM sales_order s WHERE s.id = delivery.order_id),
       owner_id = (SELECT s.owner_id FROM sales_order s WHERE s.id = delivery.order_id),
       department_id = (SELECT s.department_id FROM sales_order s WHERE s.id = delivery.order_id)
 WHERE order_id IN (:ids);

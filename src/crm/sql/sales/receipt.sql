-- Receipts. Run by crm.dao.sales.receipt.ReceiptDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT e.id, e.version, e.sort_key, e.contract_id, e.plan_id, e.received_on, e.amount, e.currency, e.method,
       e.bank_ref, e.payer, e.advance, e.state, e.returned_on, e.return_reason, e.remark, e.account_id,
       e.amount_base, e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name, e.created_at,
       e.created_by, e.updated_at, e.updated_by, e.touched_at, k.name AS contract_name, a.name AS account_name,
       p.name AS plan_name
  FROM receipt e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN contract k ON k.id = e.contract_id
  LEFT JOIN account a ON a.id = e.account_id
  LEFT JOIN receipt_plan p ON p.id = e.plan_id
 WHERE TRUE    -- :visible e
   AND TRUE    -- :filter e
   AND TRUE    -- :after e
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM receipt e
         WHERE TRUE    -- :visible e
           AND TRUE    -- :filter e
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT e.id, e.version, e.sort_key, e.contract_id, e.plan_id, e.received_on, e.amount, e.currency, e.method,
       e.bank_ref, e.payer, e.advance, e.state, e.returned_on, e.return_reason, e.remark, e.account_id,
       e.amount_base, e.owner_id, o.name AS owner_name, e.department_id, d.name AS department_name, e.created_at,
       e.created_by, e.updated_at, e.updated_by, e.touched_at, k.name AS contract_name, a.name AS account_name,
       p.name AS plan_name
  FROM receipt e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN contract k ON k.id = e.contract_id
  LEFT JOIN account a ON a.id = e.account_id
  LEFT JOIN receipt_plan p ON p.id = e.plan_id
 WHERE e.id IN (:ids)
   AND TRUE;    -- :visible e

-- :name insert :batch
INSERT INTO receipt (id, version, sort_key, contract_id, plan_id, received_on, amount, currency, method, bank_ref,
             payer, advance, state, returned_on, return_reason, remark, account_id, amount_base, owner_id,
             department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :contract_id, :plan_id, :received_on, :amount, :currency, :method, :bank_ref,
        :payer, :advance, :state, :returned_on, :return_reason, :remark, :account_id, :amount_base, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. What the books say is kept by the ledger.
UPDATE receipt
   SET version = :next_version, sort_key = :sort_key, contract_id = :contract_id, plan_id = :plan_id,
       received_on = :received_on, amount = :amount, currency = :currency, method = :method, bank_ref = :bank_ref,
       payer = :payer, advance = :advance, state = :state, returned_on = :returned_on,
       return_reason = :return_reason, remark = :remark, account_id = :account_id, amount_base = :amount_base,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE receipt
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name contracts :many
-- :steady
-- Open: the books of these contracts are counted anew, whoever wrote.
SELECT DISTINCT e.contract_id
  FROM receipt e
 WHERE e.id IN (:ids);

-- :name strays :many
-- Open: a part is its contract's owner's and customer's; these are not yet.
SELECT e.id, c.owner_id, c.department_id
  FROM receipt e
  JOIN contract c ON c.id = e.contract_id
 WHERE e.contract_id IN (:ids)
   AND e.removed_at IS NULL
   AND (e.owner_id IS DISTINCT FROM c.owner_id OR e.department_id IS DISTINCT FROM c.department_id
        OR e.account_id IS DISTINCT FROM c.account_id);

-- :name follow :affected
-- Open: a part is its contract's owner's and customer's, whoever hands the contract over.
UPDATE receipt
   SET account_id = (SELECT c.account_id FROM contract c WHERE c.id = receipt.contract_id),
       owner_id = (SELECT c.owner_id FROM contract c WHERE c.id = receipt.contract_id),
       department_id = (SELECT c.department_id FROM contract c WHERE c.id = receipt.contract_id)
 WHERE contract_id IN (:ids);

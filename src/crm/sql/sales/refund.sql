-- Refunds. Run by crm.dao.sales.refund.RefundDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.contract_id, f.receipt_id, f.refunded_on, f.amount, f.currency, f.method,
       f.bank_ref, f.reason, f.remark, f.account_id, f.amount_base, f.owner_id, o.name AS owner_name,
       f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at, f.updated_by,
       f.touched_at, k.name AS contract_name, a.name AS account_name, CAST(e.received_on AS TEXT) AS receipt_name
  FROM refund f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN contract k ON k.id = f.contract_id
  LEFT JOIN account a ON a.id = f.account_id
  LEFT JOIN receipt e ON e.id = f.receipt_id
 WHERE TRUE    -- :visible f
   AND TRUE    -- :filter f
   AND TRUE    -- :after f
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM refund f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.contract_id, f.receipt_id, f.refunded_on, f.amount, f.currency, f.method,
       f.bank_ref, f.reason, f.remark, f.account_id, f.amount_base, f.owner_id, o.name AS owner_name,
       f.department_id, d.name AS department_name, f.created_at, f.created_by, f.updated_at, f.updated_by,
       f.touched_at, k.name AS contract_name, a.name AS account_name, CAST(e.received_on AS TEXT) AS receipt_name
  FROM refund f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN contract k ON k.id = f.contract_id
  LEFT JOIN account a ON a.id = f.account_id
  LEFT JOIN receipt e ON e.id = f.receipt_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO refund (id, version, sort_key, contract_id, receipt_id, refunded_on, amount, currency, method, bank_ref,
             reason, remark, account_id, amount_base, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :contract_id, :receipt_id, :refunded_on, :amount, :currency, :method, :bank_ref,
        :reason, :remark, :account_id, :amount_base, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. What the books say is kept by the ledger.
UPDATE refund
   SET version = :next_version, sort_key = :sort_key, contract_id = :contract_id, receipt_id = :receipt_id,
       refunded_on = :refunded_on, amount = :amount, currency = :currency, method = :method, bank_ref = :bank_ref,
       reason = :reason, remark = :remark, account_id = :account_id, amount_base = :amount_base,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE refund
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name contracts :many
-- :steady
-- Open: the books of these contracts are counted anew, whoever wrote.
SELECT DISTINCT f.contract_id
  FROM refund f
 WHERE f.id IN (:ids);

-- :name strays :many
-- Open: a part is its contract's owner's and customer's; these are not yet.
SELECT f.id, c.owner_id, c.department_id
  FROM refund f
  JOIN contract c ON c.id = f.contract_id
 WHERE f.contract_id IN (:ids)
   AND f.removed_at IS NULL
   AND (f.owner_id IS DISTINCT FROM c.owner_id OR f.department_id IS DISTINCT FROM c.department_id
        OR f.account_id IS DISTINCT FROM c.account_id);

-- :name follow :affected
-- Open: a part is its contract's owner's and customer's, whoever hands the contract over.
UPDATE refund
   SET account_id = (SELECT c.account_id FROM contract c WHERE c.id = refund.contract_id),
       owner_id = (SELECT c.owner_id FROM contract c WHERE c.id = refund.contract_id),
       department_id = (SELECT c.department_id FROM contract c WHERE c.id = refund.contract_id)
 WHERE contract_id IN (:ids);

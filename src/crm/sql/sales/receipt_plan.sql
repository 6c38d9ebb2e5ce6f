-- Instalments of contracts. Run by crm.dao.sales.receipt_plan.ReceiptPlanDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.contract_id, p.position, p.name, p.due_on, p.amount, p.currency, p.remark,
       p.account_id, p.amount_base, p.received, p.open_amount, p.open_base, p.state, p.owner_id,
       o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at,
       p.updated_by, p.touched_at, k.name AS contract_name, a.name AS account_name
  FROM receipt_plan p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN contract k ON k.id = p.contract_id
  LEFT JOIN account a ON a.id = p.account_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM receipt_plan p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.contract_id, p.position, p.name, p.due_on, p.amount, p.currency, p.remark,
       p.account_id, p.amount_base, p.received, p.open_amount, p.open_base, p.state, p.owner_id,
       o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at,
       p.updated_by, p.touched_at, k.name AS contract_name, a.name AS account_name
  FROM receipt_plan p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN contract k ON k.id = p.contract_id
  LEFT JOIN account a ON a.id = p.account_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO receipt_plan (id, version, sort_key, contract_id, position, name, due_on, amount, currency, remark,
             account_id, amount_base, received, open_amount, open_base, state, owner_id, department_id, created_at,
             created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :contract_id, :position, :name, :due_on, :amount, :currency, :remark, :account_id,
        :amount_base, :received, :open_amount, :open_base, :state, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. What the books say is kept by the ledger.
UPDATE receipt_plan
   SET version = :next_version, sort_key = :sort_key, contract_id = :contract_id, position = :position,
       name = :name, due_on = :due_on, amount = :amount, currency = :currency, remark = :remark,
       account_id = :account_id, amount_base = :amount_base, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE receipt_plan
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name contracts :many
-- :steady
-- Open: the books of these contracts are counted anew, whoever wrote.
SELECT DISTINCT p.contract_id
  FROM receipt_plan p
 WHERE p.id IN (:ids);

-- :name strays :many
-- Open: a part is its contract's owner's and customer's; these are not yet.
SELECT p.id, c.owner_id, c.department_id
  FROM receipt_plan p
  JOIN contract c ON c.id = p.contract_id
 WHERE p.contract_id IN (:ids)
   AND p.removed_at IS NULL
   AND (p.owner_id IS DISTINCT FROM c.owner_id OR p.department_id IS DISTINCT FROM c.department_id
        OR p.account_id IS DISTINCT FROM c.account_id);

-- :name follow :affected
-- Open: a part is its contract's owner's and customer's, whoever hands the contract over.
UPDATE receipt_plan
   SET account_id = (SELECT c.account_id FROM contract c WHERE c.id = receipt_plan.contract_id),
       owner_id = (SELECT c.owner_id FROM contract c WHERE c.id = receipt_plan.contract_id),
       department_id = (SELECT c.department_id FROM contract c WHERE c.id = receipt_plan.contract_id)
 WHERE contract_id IN (:ids);

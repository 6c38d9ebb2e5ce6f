-- The books of contracts. Run by crm.dao.sales.ledger.LedgerDao.

-- :name lock :many postgresql
-- :steady
-- Open: whoever writes a part of a contract was allowed to read it; one at a time counts what is open of it.
SELECT c.id, c.name, c.account_id, c.state, c.amount, c.amount_base, c.currency, c.owner_id, c.department_id
  FROM contract c
 WHERE c.id IN (:ids)
   AND c.removed_at IS NULL
 ORDER BY c.id
   FOR UPDATE;

-- :name lock :many sqlite
-- Open: whoever writes a part of a contract was allowed to read it. Here one transaction writes at a time.
SELECT c.id, c.name, c.account_id, c.state, c.amount, c.amount_base, c.currency, c.owner_id, c.department_id
  FROM contract c
 WHERE c.id IN (:ids)
   AND c.removed_at IS NULL
 ORDER BY c.id;

-- :name heads :many
-- :steady
-- Open: whoever reads or writes a part of a contract was allowed to.
SELECT c.id, c.name, c.account_id, c.state, c.amount, c.amount_base, c.currency, c.owner_id, c.department_id
  FROM contract c
 WHERE c.id IN (:ids)
   AND c.removed_at IS NULL;

-- :name plans :many
-- Open: the books of a contract are whole, whoever may see which part.
SELECT p.id, p.contract_id, p.due_on, p.amount, p.amount_base
  FROM receipt_plan p
 WHERE p.contract_id IN (:ids)
   AND p.removed_at IS NULL;

-- :name receipts :many
-- Open: the books of a contract are whole, whoever may see which part.
SELECT e.id, e.contract_id, e.plan_id, e.received_on, e.amount, e.amount_base, e.state, e.advance
  FROM receipt e
 WHERE e.contract_id IN (:ids)
   AND e.removed_at IS NULL;

-- :name refunds :many
-- Open: the books of a contract are whole, whoever may see which part.
SELECT f.id, f.contract_id, f.receipt_id, f.amount, f.amount_base
  FROM refund f
 WHERE f.contract_id IN (:ids)
   AND f.removed_at IS NULL;

-- :name invoices :many
-- Open: the books of a contract are whole, whoever may see which part.
SELECT i.id, i.contract_id, i.amount, i.state
  FROM invoice_request i
 WHERE i.contract_id IN (:ids)
   AND i.removed_at IS NULL;

-- :name customers :many
-- :steady
-- Open: what the customer of a contract is called, who may see the contract may know.
SELECT a.id, a.name
  FROM account a
 WHERE a.id IN (:ids);

-- :name set_sums :batch
UPDATE contract
   SET received = :received, received_base = :received_base, open_amount = :open_amount, open_base = :open_base, invoiced = :invoiced
 WHERE id = :id;

-- :name set_plans :batch
UPDATE receipt_plan
   SET received = :received, open_amount = :open_amount, open_base = :open_base, state = :state
 WHERE id = :id;

-- :name late :affected
-- The day has come on which they were due. A state is derived: it leaves no change set and no new version.
UPDATE receipt_plan
   SET state = 'overdue'
 WHERE state IN ('open', 'part')
   AND due_on < :today
   AND removed_at IS NULL;

-- Invoice requests. Run by crm.dao.sales.invoice_request.InvoiceRequestDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT i.id, i.version, i.sort_key, i.contract_id, i.title, i.kind, i.tax_number, i.amount, i.currency, i.content,
       i.register, i.bank, i.send_to, i.state, i.invoice_number, i.issued_on, i.void_reason, i.remark, i.account_id,
       i.amount_base, i.owner_id, o.name AS owner_name, i.department_id, d.name AS department_name, i.created_at,
       i.created_by, i.updated_at, i.updated_by, i.touched_at, k.name AS contract_name, a.name AS account_name
  FROM invoice_request i
  LEFT JOIN app_user o ON o.id = i.owner_id
  LEFT JOIN department d ON d.id = i.department_id
  LEFT JOIN contract k ON k.id = i.contract_id
  LEFT JOIN account a ON a.id = i.account_id
 WHERE TRUE    -- :visible i
   AND TRUE    -- :filter i
   AND TRUE    -- :after i
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM invoice_request i
         WHERE TRUE    -- :visible i
           AND TRUE    -- :filter i
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT i.id, i.version, i.sort_key, i.contract_id, i.title, i.kind, i.tax_number, i.amount, i.currency, i.content,
       i.register, i.bank, i.send_to, i.state, i.invoice_number, i.issued_on, i.void_reason, i.remark, i.account_id,
       i.amount_base, i.owner_id, o.name AS owner_name, i.department_id, d.name AS department_name, i.created_at,
       i.created_by, i.updated_at, i.updated_by, i.touched_at, k.name AS contract_name, a.name AS account_name
  FROM invoice_request i
  LEFT JOIN app_user o ON o.id = i.owner_id
  LEFT JOIN department d ON d.id = i.department_id
  LEFT JOIN contract k ON k.id = i.contract_id
  LEFT JOIN account a ON a.id = i.account_id
 WHERE i.id IN (:ids)
   AND TRUE;    -- :visible i

-- :name insert :batch
INSERT INTO invoice_request (id, version, sort_key, contract_id, title, kind, tax_number, amount, currency, content,
             register, bank, send_to, state, invoice_number, issued_on, void_reason, remark, account_id,
             amount_base, owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :contract_id, :title, :kind, :tax_number, :amount, :currency, :content, :register,
        :bank, :send_to, :state, :invoice_number, :issued_on, :void_reason, :remark, :account_id, :amount_base,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. What the books say is kept by the ledger.
UPDATE invoice_request
   SET version = :next_version, sort_key = :sort_key, contract_id = :contract_id, title = :title, kind = :kind,
       tax_number = :tax_number, amount = :amount, currency = :currency, content = :content, register = :register,
       bank = :bank, send_to = :send_to, state = :state, invoice_number = :invoice_number, issued_on = :issued_on,
       void_reason = :void_reason, remark = :remark, account_id = :account_id, amount_base = :amount_base,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE invoice_request
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name contracts :many
-- :steady
-- Open: the books of these contracts are counted anew, whoever wrote.
SELECT DISTINCT i.contract_id
  FROM invoice_request i
 WHERE i.id IN (:ids);

-- :name strays :many
-- Open: a part is its contract's owner's and customer's; these are not yet.
SELECT i.id, c.owner_id, c.department_id
  FROM invoice_request i
  JOIN contract c ON c.id = i.contract_id
 WHERE i.contract_id IN (:ids)
   AND i.removed_at IS NULL
   AND (i.owner_id IS DISTINCT FROM c.owner_id OR i.department_id IS DISTINCT FROM c.department_id
        OR i.account_id IS DISTINCT FROM c.account_id);

-- :name follow :affected
-- Open: a part is its contract's owner's and customer's, whoever hands the contract over.
UPDATE invoice_request
   SET account_id = (SELECT c.account_id FROM contract c WHERE c.id = invoice_request.contract_id),
       owner_id = (SELECT c.owner_id FROM contract c WHERE c.id = invoice_request.contract_id),
       department_id = (SELECT c.department_id FROM contract c WHERE c.id = invoice_request.contract_id)
 WHERE contract_id IN (:ids);

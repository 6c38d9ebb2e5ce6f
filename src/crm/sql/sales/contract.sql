-- Contracts. Run by crm.dao.sales.contract.ContractDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.name, c.number, c.account_id, c.contact_id, c.opportunity_id, c.kind, c.state,
       c.amount, c.currency, c.signed_on, c.starts_on, c.ends_on, c.signer_id, c.their_signer, c.renewal_of,
       c.order_id, c.closed_on, c.closing_reason, c.tags, c.remark, c.amount_base, c.received, c.received_base, c.open_amount,
       c.open_base, c.invoiced, c.owner_id, o.name AS owner_name, c.department_id, d.name AS department_name,
       c.created_at, c.created_by, c.updated_at, c.updated_by, c.touched_at, c.custom, a.name AS account_name,
       p.name AS contact_name, x.name AS opportunity_name, s.name AS signer_name, r.name AS renewal_name,
       z.name AS order_name
  FROM contract c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact p ON p.id = c.contact_id
  LEFT JOIN opportunity x ON x.id = c.opportunity_id
  LEFT JOIN app_user s ON s.id = c.signer_id
  LEFT JOIN contract r ON r.id = c.renewal_of
  LEFT JOIN sales_order z ON z.id = c.order_id
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM contract c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.name, c.number, c.account_id, c.contact_id, c.opportunity_id, c.kind, c.state,
       c.amount, c.currency, c.signed_on, c.starts_on, c.ends_on, c.signer_id, c.their_signer, c.renewal_of,
       c.order_id, c.closed_on, c.closing_reason, c.tags, c.remark, c.amount_base, c.received, c.received_base, c.open_amount,
       c.open_base, c.invoiced, c.owner_id, o.name AS owner_name, c.department_id, d.name AS department_name,
       c.created_at, c.created_by, c.updated_at, c.updated_by, c.touched_at, c.custom, a.name AS account_name,
       p.name AS contact_name, x.name AS opportunity_name, s.name AS signer_name, r.name AS renewal_name,
       z.name AS order_name
  FROM contract c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact p ON p.id = c.contact_id
  LEFT JOIN opportunity x ON x.id = c.opportunity_id
  LEFT JOIN app_user s ON s.id = c.signer_id
  LEFT JOIN contract r ON r.id = c.renewal_of
  LEFT JOIN sales_order z ON z.id = c.order_id
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO contract (id, version, sort_key, name, number, account_id, contact_id, opportunity_id, kind, state,
             amount, currency, signed_on, starts_on, ends_on, signer_id, their_signer, renewal_of, order_id, closed_on,
             closing_reason, tags, remark, amount_base, received, received_base, open_amount, open_base, invoiced,
             owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :number, :account_id, :contact_id, :opportunity_id, :kind, :state, :amount,
        :currency, :signed_on, :starts_on, :ends_on, :signer_id, :their_signer, :renewal_of, :order_id, :closed_on,
        :closing_reason, :tags, :remark, :amount_base, :received, :received_base, :open_amount, :open_base,
        :invoiced, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at,
        :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. What the books say is kept by the ledger.
UPDATE contract
   SET version = :next_version, sort_key = :sort_key, name = :name, number = :number, account_id = :account_id,
       contact_id = :contact_id, opportunity_id = :opportunity_id, kind = :kind, state = :state, amount = :amount,
       currency = :currency, signed_on = :signed_on, starts_on = :starts_on, ends_on = :ends_on,
       signer_id = :signer_id, their_signer = :their_signer, renewal_of = :renewal_of, closed_on = :closed_on,
       closing_reason = :closing_reason, tags = :tags, remark = :remark, amount_base = :amount_base,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE contract
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name numbers :many
-- Open: a number is told apart from all there are, whoever may see them.
SELECT c.id, c.number
  FROM contract c
 WHERE c.number IN (:numbers)
   AND c.removed_at IS NULL;

-- :name of_order :scalar
-- Open: an order becomes a contract once, whoever may see that.
SELECT c.id
  FROM contract c
 WHERE c.order_id = :order_id
   AND c.removed_at IS NULL;

-- :name over :many
-- Open: the night's work looks at all contracts in force whose term is over.
SELECT c.id
  FROM contract c
 WHERE c.state = 'active'
   AND c.ends_on < :today
   AND c.removed_at IS NULL
   AND c.id > :after
 ORDER BY c.id
 LIMIT :size;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE contract
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

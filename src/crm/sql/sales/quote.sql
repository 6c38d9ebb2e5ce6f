-- Quotes. Run by crm.dao.sales.quote.QuoteDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT q.id, q.version, q.sort_key, q.name, q.number, q.option, q.account_id, q.contact_id, q.opportunity_id,
       q.price_list_id, q.state, q.quoted_on, q.valid_until, q.amount, q.currency, q.language, q.terms, q.signer,
       q.signer_mail, q.answer, q.tags, q.remark, q.family_id, q.revision, q.amount_base, q.sent_at,
       q.answered_at, q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name,
       q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at, q.custom, a.name AS account_name,
       p.name AS contact_name, x.name AS opportunity_name, l.name AS price_list_name
  FROM quote q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN account a ON a.id = q.account_id
  LEFT JOIN contact p ON p.id = q.contact_id
  LEFT JOIN opportunity x ON x.id = q.opportunity_id
  LEFT JOIN price_list l ON l.id = q.price_list_id
 WHERE TRUE    -- :visible q
   AND TRUE    -- :filter q
   AND TRUE    -- :after q
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM quote q
         WHERE TRUE    -- :visible q
           AND TRUE    -- :filter q
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT q.id, q.version, q.sort_key, q.name, q.number, q.option, q.account_id, q.contact_id, q.opportunity_id,
       q.price_list_id, q.state, q.quoted_on, q.valid_until, q.amount, q.currency, q.language, q.terms, q.signer,
       q.signer_mail, q.answer, q.tags, q.remark, q.family_id, q.revision, q.amount_base, q.sent_at,
       q.answered_at, q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name,
       q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at, q.custom, a.name AS account_name,
       p.name AS contact_name, x.name AS opportunity_name, l.name AS price_list_name
  FROM quote q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN account a ON a.id = q.account_id
  LEFT JOIN contact p ON p.id = q.contact_id
  LEFT JOIN opportunity x ON x.id = q.opportunity_id
  LEFT JOIN price_list l ON l.id = q.price_list_id
 WHERE q.id IN (:ids)
   AND TRUE;    -- :visible q

-- :name insert :batch
INSERT INTO quote (id, version, sort_key, name, number, option, account_id, contact_id, opportunity_id,
             price_list_id, state, quoted_on, valid_until, amount, currency, language, terms, signer, signer_mail, answer,
             tags, remark, family_id, revision, amount_base, sent_at, answered_at, owner_id, department_id,
             created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :number, :option, :account_id, :contact_id, :opportunity_id,
        :price_list_id, :state, :quoted_on, :valid_until, :amount, :currency, :language, :terms, :signer, :signer_mail,
        :answer, :tags, :remark, :family_id, :revision, :amount_base, :sent_at, :answered_at, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE quote
   SET version = :next_version, sort_key = :sort_key, name = :name, number = :number, option = :option,
       account_id = :account_id, contact_id = :contact_id, opportunity_id = :opportunity_id,
       price_list_id = :price_list_id, state = :state, quoted_on = :quoted_on, valid_until = :valid_until, amount = :amount,
       currency = :currency, language = :language, terms = :terms, signer = :signer, signer_mail = :signer_mail,
       answer = :answer, tags = :tags, remark = :remark, amount_base = :amount_base, sent_at = :sent_at,
       answered_at = :answered_at, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by, custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE quote
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name lock :many postgresql
-- Open: the service has read one of the family; what it does holds for all of them, whoever may see which.
SELECT q.id, q.family_id, q.option, q.revision, q.state
  FROM quote q
 WHERE q.family_id IN (SELECT f.family_id FROM quote f WHERE f.id IN (:ids))
   AND q.removed_at IS NULL
 ORDER BY q.id
   FOR UPDATE;

-- :name lock :many sqlite
-- Open: the service has read one of the family. Here one transaction writes at a time.
SELECT q.id, q.family_id, q.option, q.revision, q.state
  FROM quote q
 WHERE q.family_id IN (SELECT f.family_id FROM quote f WHERE f.id IN (:ids))
   AND q.removed_at IS NULL
 ORDER BY q.id;

-- :name family :many
SELECT q.id, q.version, q.sort_key, q.name, q.number, q.option, q.account_id, q.contact_id, q.opportunity_id,
       q.price_list_id, q.state, q.quoted_on, q.valid_until, q.amount, q.currency, q.language, q.terms, q.signer,
       q.signer_mail, q.answer, q.tags, q.remark, q.family_id, q.revision, q.amount_base, q.sent_at,
       q.answered_at, q.owner_id, o.name AS owner_name, q.department_id, d.name AS department_name,
       q.created_at, q.created_by, q.updated_at, q.updated_by, q.touched_at, q.custom, a.name AS account_name,
       p.name AS contact_name, x.name AS opportunity_name, l.name AS price_list_name
  FROM quote q
  LEFT JOIN app_user o ON o.id = q.owner_id
  LEFT JOIN department d ON d.id = q.department_id
  LEFT JOIN account a ON a.id = q.account_id
  LEFT JOIN contact p ON p.id = q.contact_id
  LEFT JOIN opportunity x ON x.id = q.opportunity_id
  LEFT JOIN price_list l ON l.id = q.price_list_id
 WHERE q.family_id = :id
   AND q.removed_at IS NULL
   AND TRUE     -- :visible q
 ORDER BY q.id;

-- :name kin :many
-- Open: says which versions and options there are; the service asks which of them may be seen.
SELECT q.id, q.family_id, q.option, q.revision, q.state
  FROM quote q
 WHERE q.family_id IN (SELECT f.family_id FROM quote f WHERE f.id IN (:ids))
   AND q.removed_at IS NULL
 ORDER BY q.id;

-- :name numbers :many
-- Open: a number is told apart from all there are, whoever may see them. A family has one together.
SELECT q.family_id AS id, q.number
  FROM quote q
 WHERE q.number IN (:numbers)
   AND q.removed_at IS NULL;

-- :name lined :many
-- Open: says only which of these quotes have lines; the service has read them.
SELECT DISTINCT l.record_id
  FROM line l
 WHERE l.module = 'quote'
   AND l.record_id IN (:ids)
   AND l.removed_at IS NULL;

-- :name waiting :many
-- Open: says only on which of these quotes a discount is not approved; the service has read them.
SELECT DISTINCT l.record_id
  FROM line l
 WHERE l.module = 'quote'
   AND l.record_id IN (:ids)
   AND l.approval IN ('waits', 'refused')
   AND l.removed_at IS NULL;

-- :name ordered :many
-- Open: says only which of these quotes became orders; the service has read them.
SELECT DISTINCT s.quote_id
  FROM sales_order s
 WHERE s.quote_id IN (:ids)
   AND s.removed_at IS NULL;

-- :name over :many
-- Open: the night's work looks at all sent quotes whose last day is gone by.
SELECT q.id
  FROM quote q
 WHERE q.state = 'sent'
   AND q.valid_until < :today
   AND q.removed_at IS NULL
   AND q.id > :after
 ORDER BY q.id
 LIMIT :size;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE quote
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

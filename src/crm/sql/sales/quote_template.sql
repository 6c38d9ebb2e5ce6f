-- Templates of papers. Run by crm.dao.sales.quote_template.QuoteTemplateDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.name, t.language, t.active, t.standard, t.blocks, t.company, t.logo, t.address,
       t.phone, t.mail, t.website, t.tax_id, t.bank, t.bank_account, t.opening, t.terms, t.note, t.mail_subject, t.mail_text,
       t.owner_id, o.name AS owner_name, t.department_id, d.name AS department_name, f.name AS logo_name, t.created_at, t.created_by, t.updated_at,
       t.updated_by, t.touched_at
  FROM quote_template t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN file f ON f.id = t.logo
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM quote_template t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.name, t.language, t.active, t.standard, t.blocks, t.company, t.logo, t.address,
       t.phone, t.mail, t.website, t.tax_id, t.bank, t.bank_account, t.opening, t.terms, t.note, t.mail_subject, t.mail_text,
       t.owner_id, o.name AS owner_name, t.department_id, d.name AS department_name, f.name AS logo_name, t.created_at, t.created_by, t.updated_at,
       t.updated_by, t.touched_at
  FROM quote_template t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN file f ON f.id = t.logo
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO quote_template (
       id, version, sort_key, name, language, active, standard, blocks, company, logo, address, phone, mail, website,
       tax_id, bank, bank_account, opening, terms, note, mail_subject, mail_text, owner_id, department_id, created_at,
       created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :language, :active, :standard, :blocks, :company, :logo, :address, :phone,
        :mail, :website, :tax_id, :bank, :bank_account, :opening, :terms, :note, :mail_subject, :mail_text, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE quote_template
   SET version = :next_version, sort_key = :sort_key, name = :name, language = :language, active = :active,
       standard = :standard, blocks = :blocks, company = :company, logo = :logo, address = :address, phone = :phone,
       mail = :mail, website = :website, tax_id = :tax_id, bank = :bank, bank_account = :bank_account,
       opening = :opening, terms = :terms, note = :note, mail_subject = :mail_subject, mail_text = :mail_text,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE quote_template
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name usable :many
-- Open: whoever prints a paper prints it with one of these; they belong to nobody.
SELECT t.id, t.version, t.sort_key, t.name, t.language, t.active, t.standard, t.blocks, t.company, t.logo, t.address,
       t.phone, t.mail, t.website, t.tax_id, t.bank, t.bank_account, t.opening, t.terms, t.note, t.mail_subject, t.mail_text,
       t.owner_id, o.name AS owner_name, t.department_id, d.name AS department_name, f.name AS logo_name, t.created_at, t.created_by, t.updated_at,
       t.updated_by, t.touched_at
  FROM quote_template t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN file f ON f.id = t.logo
 WHERE t.language = :language
   AND t.active
   AND t.removed_at IS NULL
 ORDER BY t.standard DESC, t.sort_key, t.id
 LIMIT :size;

-- :name other_standards :many
-- Open: of one language only one template is the standard, whoever wrote the others.
SELECT t.id
  FROM quote_template t
 WHERE t.language = :language
   AND t.standard
   AND t.id <> :id
   AND t.removed_at IS NULL;

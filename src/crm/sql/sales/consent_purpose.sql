-- Purposes of consent. Run by crm.dao.sales.consent_purpose.ConsentPurposeDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.contacts, p.position, p.active, p.months, p.text_zh, p.text_en,
       p.edition, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at,
       p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM consent_purpose p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM consent_purpose p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.contacts, p.position, p.active, p.months, p.text_zh, p.text_en,
       p.edition, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at,
       p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM consent_purpose p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO consent_purpose (
       id, version, sort_key, name, contacts, position, active, months, text_zh, text_en, edition, owner_id,
       department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :contacts, :position, :active, :months, :text_zh, :text_en, :edition,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE consent_purpose
   SET version = :next_version, sort_key = :sort_key, name = :name, contacts = :contacts, position = :position,
       active = :active, months = :months, text_zh = :text_zh, text_en = :text_en, edition = :edition,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE consent_purpose
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_order :many
-- Open: purposes are the house's own words; they hold no customer's data.
SELECT p.id, p.name, p.contacts, p.active, p.months
  FROM consent_purpose p
 WHERE p.removed_at IS NULL
 ORDER BY p.position, p.id;

-- :name shown :one
-- :steady
-- Open: what a form on the web shows to everybody.
SELECT p.id, p.name, p.text_zh, p.text_en, p.edition
  FROM consent_purpose p
 WHERE p.id = :id
   AND p.active
   AND p.removed_at IS NULL;

-- :name used :many
-- Open: a purpose that anybody agreed to stays, whoever may see the consent.
SELECT DISTINCT c.purpose_id
  FROM consent c
 WHERE c.purpose_id IN (:ids)
   AND c.removed_at IS NULL;

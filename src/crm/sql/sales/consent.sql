-- Consents of people. Run by crm.dao.sales.consent.ConsentDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT c.id, c.version, c.sort_key, c.account_id, c.contact_id, c.lead_id, c.purpose_id, c.state, c.ground,
       c.given_on, c.way, c.valid_until, c.withdrawn_on, c.text_shown, c.edition, c.proof, c.remark, c.custom,
       c.owner_id, o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by,
       c.updated_at, c.updated_by, c.touched_at, a.name AS account_name, k.name AS contact_name, l.name AS lead_name,
       p.name AS purpose_name, p.contacts AS purpose_contacts, f.name AS proof_name
  FROM consent c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact k ON k.id = c.contact_id
  LEFT JOIN lead l ON l.id = c.lead_id
  LEFT JOIN consent_purpose p ON p.id = c.purpose_id
  LEFT JOIN file f ON f.id = c.proof
 WHERE TRUE    -- :visible c
   AND TRUE    -- :filter c
   AND TRUE    -- :after c
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM consent c
         WHERE TRUE    -- :visible c
           AND TRUE    -- :filter c
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT c.id, c.version, c.sort_key, c.account_id, c.contact_id, c.lead_id, c.purpose_id, c.state, c.ground,
       c.given_on, c.way, c.valid_until, c.withdrawn_on, c.text_shown, c.edition, c.proof, c.remark, c.custom,
       c.owner_id, o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by,
       c.updated_at, c.updated_by, c.touched_at, a.name AS account_name, k.name AS contact_name, l.name AS lead_name,
       p.name AS purpose_name, p.contacts AS purpose_contacts, f.name AS proof_name
  FROM consent c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact k ON k.id = c.contact_id
  LEFT JOIN lead l ON l.id = c.lead_id
  LEFT JOIN consent_purpose p ON p.id = c.purpose_id
  LEFT JOIN file f ON f.id = c.proof
 WHERE c.id IN (:ids)
   AND TRUE;    -- :visible c

-- :name insert :batch
INSERT INTO consent (
       id, version, sort_key, account_id, contact_id, lead_id, purpose_id, state, ground, given_on, way, valid_until,
       withdrawn_on, text_shown, edition, proof, remark, custom, owner_id, department_id, created_at, created_by,
       updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :account_id, :contact_id, :lead_id, :purpose_id, :state, :ground, :given_on, :way,
        :valid_until, :withdrawn_on, :text_shown, :edition, :proof, :remark, :custom, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE consent
   SET version = :next_version, sort_key = :sort_key, account_id = :account_id, contact_id = :contact_id,
       lead_id = :lead_id, purpose_id = :purpose_id, state = :state, ground = :ground, given_on = :given_on,
       way = :way, valid_until = :valid_until, withdrawn_on = :withdrawn_on, text_shown = :text_shown,
       edition = :edition, proof = :proof, remark = :remark, custom = :custom, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE consent
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: the people were read before, with the reader's predicate. Ids are one sequence over all modules.
SELECT c.id, c.version, c.sort_key, c.account_id, c.contact_id, c.lead_id, c.purpose_id, c.state, c.ground,
       c.given_on, c.way, c.valid_until, c.withdrawn_on, c.text_shown, c.edition, c.proof, c.remark, c.custom,
       c.owner_id, o.name AS owner_name, c.department_id, d.name AS department_name, c.created_at, c.created_by,
       c.updated_at, c.updated_by, c.touched_at, a.name AS account_name, k.name AS contact_name, l.name AS lead_name,
       p.name AS purpose_name, p.contacts AS purpose_contacts, f.name AS proof_name
  FROM consent c
  LEFT JOIN app_user o ON o.id = c.owner_id
  LEFT JOIN department d ON d.id = c.department_id
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact k ON k.id = c.contact_id
  LEFT JOIN lead l ON l.id = c.lead_id
  LEFT JOIN consent_purpose p ON p.id = c.purpose_id
  LEFT JOIN file f ON f.id = c.proof
 WHERE (c.account_id IN (:ids) OR c.contact_id IN (:ids) OR c.lead_id IN (:ids))
   AND c.removed_at IS NULL
 ORDER BY c.id;

-- :name heads :many
-- Open: a consent is its person's owner's; what it points at was seen to before.
SELECT a.id, a.owner_id, a.department_id, a.kind
  FROM account a
 WHERE a.id IN (:ids)
 UNION ALL
SELECT k.id, k.owner_id, k.department_id, NULL AS kind
  FROM contact k
 WHERE k.id IN (:ids)
 UNION ALL
SELECT l.id, l.owner_id, l.department_id, NULL AS kind
  FROM lead l
 WHERE l.id IN (:ids);

-- :name strays :many
-- Open: a consent is its person's owner's; these are not yet.
SELECT c.id, COALESCE(a.owner_id, k.owner_id, l.owner_id) AS owner_id,
       COALESCE(a.department_id, k.department_id, l.department_id) AS department_id, NULL AS kind
  FROM consent c
  LEFT JOIN account a ON a.id = c.account_id
  LEFT JOIN contact k ON k.id = c.contact_id
  LEFT JOIN lead l ON l.id = c.lead_id
 WHERE (c.account_id IN (:ids) OR c.contact_id IN (:ids) OR c.lead_id IN (:ids))
   AND (c.owner_id IS DISTINCT FROM COALESCE(a.owner_id, k.owner_id, l.owner_id)
        OR c.department_id IS DISTINCT FROM COALESCE(a.department_id, k.department_id, l.department_id));

-- :name follow :batch
UPDATE consent
   SET owner_id = :owner_id, department_id = :department_id
 WHERE id = :id;

-- Preferences. Run by crm.dao.customer.preference.PreferenceDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.field_id, p.value, p.account_id, p.contact_id, p.source, p.owner_id,
       o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, f.name AS field_name, a.name AS account_name, c.name AS
       contact_name
  FROM preference p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN preference_field f ON f.id = p.field_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN contact c ON c.id = p.contact_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM preference p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.field_id, p.value, p.account_id, p.contact_id, p.source, p.owner_id,
       o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, f.name AS field_name, a.name AS account_name, c.name AS
       contact_name
  FROM preference p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN preference_field f ON f.id = p.field_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN contact c ON c.id = p.contact_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO preference (id, version, sort_key, field_id, value, account_id, contact_id, source, owner_id,
                        department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :field_id, :value, :account_id, :contact_id, :source, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE preference
   SET version = :next_version,
       sort_key = :sort_key,
       field_id = :field_id,
       value = :value,
       account_id = :account_id,
       contact_id = :contact_id,
       source = :source,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE preference
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name answers :many
-- Open: the customer or contact guards them; cards and their questions are the house's own, for all to read.
SELECT c.id AS card_id, c.name AS card_name, f.id AS field_id, f.name, f.kind, f.options, f.unit, p.id AS preference_id,
       p.value, p.source, u.name AS author, p.updated_at AS at
  FROM preference_card c
  JOIN preference_field f ON f.card_id = c.id
  LEFT JOIN preference p ON p.field_id = f.id
   AND p.removed_at IS NULL
   AND p.account_id = :account_id    -- :if account_id
   AND p.contact_id = :contact_id    -- :if contact_id
  LEFT JOIN app_user u ON u.id = p.updated_by
 WHERE c.removed_at IS NULL
   AND f.removed_at IS NULL
   AND c.subject IN ('any', :subject)
 ORDER BY c.position, c.id, f.position, f.id;

-- :name held :many
-- Open: the customer or contact guards them; the service has read it first, with the actor's predicate.
SELECT p.id, p.version, p.sort_key, p.field_id, p.value, p.account_id, p.contact_id, p.source, p.owner_id,
       o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, f.name AS field_name, a.name AS account_name, c.name AS
       contact_name
  FROM preference p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN preference_field f ON f.id = p.field_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN contact c ON c.id = p.contact_id
 WHERE p.removed_at IS NULL
   AND p.account_id = :account_id    -- :if account_id
   AND p.contact_id = :contact_id    -- :if contact_id
   AND p.field_id IN (:fields);

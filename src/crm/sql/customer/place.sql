-- Places of customers. Run by crm.dao.customer.place.PlaceDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.account_id, p.latitude, p.longitude, p.datum, p.source, p.remark, p.north,
       p.east, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at,
       p.created_by, p.updated_at, p.updated_by, p.touched_at, p.custom, a.name AS account_name
  FROM place p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
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
          FROM place p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.account_id, p.latitude, p.longitude, p.datum, p.source, p.remark, p.north,
       p.east, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at,
       p.created_by, p.updated_at, p.updated_by, p.touched_at, p.custom, a.name AS account_name
  FROM place p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN account a ON a.id = p.account_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO place (id, version, sort_key, account_id, latitude, longitude, datum, source, remark, north, east, owner_id,
                   department_id, created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :account_id, :latitude, :longitude, :datum, :source, :remark, :north, :east,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE place
   SET version = :next_version, sort_key = :sort_key, account_id = :account_id, latitude = :latitude,
       longitude = :longitude, datum = :datum, source = :source, remark = :remark, north = :north, east = :east,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE place
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name heads :many
-- :steady
-- Open: a place is its customer's owner's; what it points at was seen to before.
SELECT a.id, a.name, a.owner_id, a.department_id
  FROM account a
 WHERE a.id IN (:ids)
   AND a.removed_at IS NULL;

-- :name of :many
-- Open: the customer was read before, with the reader's predicate.
SELECT p.id, p.version, p.sort_key, p.account_id, p.latitude, p.longitude, p.datum, p.source, p.remark, p.north,
       p.east, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at,
       p.created_by, p.updated_at, p.updated_by, p.touched_at, p.custom, a.name AS account_name
  FROM place p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN account a ON a.id = p.account_id
 WHERE p.account_id IN (:account_ids)
   AND p.removed_at IS NULL
 ORDER BY p.updated_at DESC, p.id DESC;

-- :name strays :many
-- Open: a place is its customer's owner's; these are not yet.
SELECT p.id, a.name, a.owner_id, a.department_id
  FROM place p
  JOIN account a ON a.id = p.account_id
 WHERE p.account_id IN (:ids)
   AND p.removed_at IS NULL
   AND (p.owner_id IS DISTINCT FROM a.owner_id OR p.department_id IS DISTINCT FROM a.department_id);

-- :name follow :affected
-- Open: a place is its customer's owner's, whoever hands the customer over.
UPDATE place
   SET owner_id = (SELECT a.owner_id FROM account a WHERE a.id = place.account_id),
       department_id = (SELECT a.department_id FROM account a WHERE a.id = place.account_id)
 WHERE account_id IN (:ids);

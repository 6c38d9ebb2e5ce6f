-- Who receives leads. Run by crm.dao.sales.lead_receiver.LeadReceiverDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.user_id, u.name AS user_name, r.weight, r.most, r.works_from, r.works_until,
       r.away_from, r.away_until, r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name,
       r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at
  FROM lead_receiver r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN app_user u ON u.id = r.user_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead_receiver r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.user_id, u.name AS user_name, r.weight, r.most, r.works_from, r.works_until,
       r.away_from, r.away_until, r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name,
       r.created_at, r.created_by, r.updated_at, r.updated_by, r.touched_at
  FROM lead_receiver r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN app_user u ON u.id = r.user_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO lead_receiver (id, version, sort_key, user_id, weight, most, works_from, works_until, away_from,
                           away_until, owner_id, department_id, created_at, created_by, updated_at, updated_by,
                           touched_at)
VALUES (:id, :version, :sort_key, :user_id, :weight, :most, :works_from, :works_until, :away_from, :away_until,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE lead_receiver
   SET version = :next_version,
       sort_key = :sort_key,
       user_id = :user_id,
       weight = :weight,
       most = :most,
       works_from = :works_from,
       works_until = :works_until,
       away_from = :away_from,
       away_until = :away_until,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE lead_receiver
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of_user :scalar
-- Open: there is one line a person.
SELECT r.id
  FROM lead_receiver r
 WHERE r.user_id = :user_id
   AND r.removed_at IS NULL;

-- Holidays and shifted days. Run by crm.dao.platform.holiday.HolidayDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT h.id, h.version, h.sort_key, h.name, h.day, h.kind, h.owner_id, o.name AS owner_name, h.department_id,
       d.name AS department_name, h.created_at, h.created_by, h.updated_at, h.updated_by, h.touched_at
  FROM holiday h
  LEFT JOIN app_user o ON o.id = h.owner_id
  LEFT JOIN department d ON d.id = h.department_id
 WHERE TRUE    -- :visible h
   AND TRUE    -- :filter h
   AND TRUE    -- :after h
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM holiday h
         WHERE TRUE    -- :visible h
           AND TRUE    -- :filter h
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT h.id, h.version, h.sort_key, h.name, h.day, h.kind, h.owner_id, o.name AS owner_name, h.department_id,
       d.name AS department_name, h.created_at, h.created_by, h.updated_at, h.updated_by, h.touched_at
  FROM holiday h
  LEFT JOIN app_user o ON o.id = h.owner_id
  LEFT JOIN department d ON d.id = h.department_id
 WHERE h.id IN (:ids)
   AND TRUE;    -- :visible h

-- :name insert :batch
INSERT INTO holiday (id, version, sort_key, name, day, kind, owner_id, department_id, created_at, created_by,
                     updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :day, :kind, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE holiday
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       day = :day,
       kind = :kind,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE holiday
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name between :many
-- Open: every calendar shows them, and every series of tasks goes by them.
SELECT h.id, h.day, h.kind, h.name
  FROM holiday h
 WHERE h.day >= :first
   AND h.day <= :last    -- :if last
   AND h.removed_at IS NULL
 ORDER BY h.day, h.id;

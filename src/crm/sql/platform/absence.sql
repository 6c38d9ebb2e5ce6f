-- Absences and their stand-ins. Run by crm.dao.platform.absence.AbsenceDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT a.id, a.version, a.sort_key, a.name, a.person_id, a.stand_in_id, a.first_day, a.last_day, a.covers, a.remark,
       a.owner_id, o.name AS owner_name, a.department_id, d.name AS department_name, a.created_at, a.created_by, a.updated_at,
       a.updated_by, a.touched_at, p.name AS person_name, s.name AS stand_in_name
  FROM absence a
  LEFT JOIN app_user o ON o.id = a.owner_id
  LEFT JOIN department d ON d.id = a.department_id
  LEFT JOIN app_user p ON p.id = a.person_id
  LEFT JOIN app_user s ON s.id = a.stand_in_id
 WHERE TRUE    -- :visible a
   AND TRUE    -- :filter a
   AND TRUE    -- :after a
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM absence a
         WHERE TRUE    -- :visible a
           AND TRUE    -- :filter a
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT a.id, a.version, a.sort_key, a.name, a.person_id, a.stand_in_id, a.first_day, a.last_day, a.covers, a.remark,
       a.owner_id, o.name AS owner_name, a.department_id, d.name AS department_name, a.created_at, a.created_by, a.updated_at,
       a.updated_by, a.touched_at, p.name AS person_name, s.name AS stand_in_name
  FROM absence a
  LEFT JOIN app_user o ON o.id = a.owner_id
  LEFT JOIN department d ON d.id = a.department_id
  LEFT JOIN app_user p ON p.id = a.person_id
  LEFT JOIN app_user s ON s.id = a.stand_in_id
 WHERE a.id IN (:ids)
   AND TRUE;    -- :visible a

-- :name insert :batch
INSERT INTO absence (id, version, sort_key, name, person_id, stand_in_id, first_day, last_day, covers, remark, owner_id, department_id,
                     created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :person_id, :stand_in_id, :first_day, :last_day, :covers, :remark, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE absence
   SET version = :next_version,
       sort_key = :sort_key,
       stand_in_id = :stand_in_id,
       first_day = :first_day,
       last_day = :last_day,
       covers = :covers,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE absence
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name near :many
-- Open: whoever is away himself stands in for nobody; and everybody sees his own, and those of the people under him.
SELECT a.id, a.version, a.sort_key, a.name, a.person_id, a.stand_in_id, a.first_day, a.last_day, a.covers, a.remark,
       a.owner_id, o.name AS owner_name, a.department_id, d.name AS department_name, a.created_at, a.created_by, a.updated_at,
       a.updated_by, a.touched_at, p.name AS person_name, s.name AS stand_in_name
  FROM absence a
  LEFT JOIN app_user o ON o.id = a.owner_id
  LEFT JOIN department d ON d.id = a.department_id
  LEFT JOIN app_user p ON p.id = a.person_id
  LEFT JOIN app_user s ON s.id = a.stand_in_id
 WHERE a.last_day >= :since
   AND a.person_id IN (:people)     -- :if people
   AND a.stand_in_id = :stand_in    -- :if stand_in
   AND a.removed_at IS NULL
 ORDER BY a.first_day, a.id
 LIMIT :size;

-- :name people :many
-- Open: the organisation is no secret to those who work in it. Whoever works in the departments that somebody manages, or below.
SELECT DISTINCT u.id, u.name, u.department_id
  FROM department m
  JOIN department_tree t ON t.above_id = m.id
  JOIN app_user u ON u.department_id = t.below_id
 WHERE m.manager_id = :manager_id
   AND m.removed_at IS NULL
   AND u.removed_at IS NULL
   AND u.state = 'active'
   AND u.id <> :manager_id
 ORDER BY u.id;

-- Competitors. Run by crm.dao.sales.competitor.CompetitorDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT k.id, k.version, k.sort_key, k.name, k.threat, k.website, k.region, k.headquarters, k.founded,
       k.employees, k.strengths, k.weaknesses, k.how_to_win, k.tags, k.remark, k.owner_id,
       o.name AS owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by,
       k.updated_at, k.updated_by, k.touched_at, k.custom
  FROM competitor k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
 WHERE TRUE    -- :visible k
   AND TRUE    -- :filter k
   AND TRUE    -- :after k
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM competitor k
         WHERE TRUE    -- :visible k
           AND TRUE    -- :filter k
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT k.id, k.version, k.sort_key, k.name, k.threat, k.website, k.region, k.headquarters, k.founded,
       k.employees, k.strengths, k.weaknesses, k.how_to_win, k.tags, k.remark, k.owner_id,
       o.name AS owner_name, k.department_id, d.name AS department_name, k.created_at, k.created_by,
       k.updated_at, k.updated_by, k.touched_at, k.custom
  FROM competitor k
  LEFT JOIN app_user o ON o.id = k.owner_id
  LEFT JOIN department d ON d.id = k.department_id
 WHERE k.id IN (:ids)
   AND TRUE;    -- :visible k

-- :name insert :batch
INSERT INTO competitor (id, version, sort_key, name, threat, website, region, headquarters, founded,
                        employees, strengths, weaknesses, how_to_win, tags, remark, owner_id, department_id,
                        created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :threat, :website, :region, :headquarters, :founded, :employees,
        :strengths, :weaknesses, :how_to_win, :tags, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE competitor
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       threat = :threat,
       website = :website,
       region = :region,
       headquarters = :headquarters,
       founded = :founded,
       employees = :employees,
       strengths = :strengths,
       weaknesses = :weaknesses,
       how_to_win = :how_to_win,
       tags = :tags,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE competitor
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

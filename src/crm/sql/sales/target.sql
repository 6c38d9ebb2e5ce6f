-- Targets. Run by crm.dao.sales.target.TargetDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.name, t.person_id, t.team_id, t.measure, t.year, t.product_id, t.category_id, t.total, t.m01, t.m02,
       t.m03, t.m04, t.m05, t.m06, t.m07, t.m08, t.m09, t.m10, t.m11, t.m12, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       p.name AS person_name, w.name AS team_name, g.name AS product_name, c.name AS category_name
  FROM target t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN app_user p ON p.id = t.person_id
  LEFT JOIN department w ON w.id = t.team_id
  LEFT JOIN product g ON g.id = t.product_id
  LEFT JOIN product_category c ON c.id = t.category_id
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM target t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.name, t.person_id, t.team_id, t.measure, t.year, t.product_id, t.category_id, t.total, t.m01, t.m02,
       t.m03, t.m04, t.m05, t.m06, t.m07, t.m08, t.m09, t.m10, t.m11, t.m12, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       p.name AS person_name, w.name AS team_name, g.name AS product_name, c.name AS category_name
  FROM target t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN app_user p ON p.id = t.person_id
  LEFT JOIN department w ON w.id = t.team_id
  LEFT JOIN product g ON g.id = t.product_id
  LEFT JOIN product_category c ON c.id = t.category_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name of_year :many
SELECT t.id, t.version, t.sort_key, t.name, t.person_id, t.team_id, t.measure, t.year, t.product_id, t.category_id, t.total, t.m01, t.m02,
       t.m03, t.m04, t.m05, t.m06, t.m07, t.m08, t.m09, t.m10, t.m11, t.m12, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       p.name AS person_name, w.name AS team_name, g.name AS product_name, c.name AS category_name
  FROM target t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN app_user p ON p.id = t.person_id
  LEFT JOIN department w ON w.id = t.team_id
  LEFT JOIN product g ON g.id = t.product_id
  LEFT JOIN product_category c ON c.id = t.category_id
 WHERE t.year = :year
   AND t.measure = :measure
   AND TRUE    -- :visible t
 ORDER BY t.id;

-- :name aims :many
SELECT t.id, t.person_id, t.team_id, t.m01, t.m02, t.m03, t.m04, t.m05, t.m06, t.m07, t.m08, t.m09, t.m10, t.m11, t.m12
  FROM target t
 WHERE t.year = :year
   AND t.measure = :measure
   AND t.product_id IS NULL
   AND t.category_id IS NULL
   AND TRUE    -- :visible t
 ORDER BY t.id;

-- :name mine :many
-- What is asked of one person in a year, products aside.
SELECT t.id, t.version, t.sort_key, t.name, t.person_id, t.team_id, t.measure, t.year, t.product_id, t.category_id, t.total, t.m01, t.m02,
       t.m03, t.m04, t.m05, t.m06, t.m07, t.m08, t.m09, t.m10, t.m11, t.m12, t.remark, t.owner_id, o.name AS owner_name,
       t.department_id, d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       p.name AS person_name, w.name AS team_name, g.name AS product_name, c.name AS category_name
  FROM target t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN app_user p ON p.id = t.person_id
  LEFT JOIN department w ON w.id = t.team_id
  LEFT JOIN product g ON g.id = t.product_id
  LEFT JOIN product_category c ON c.id = t.category_id
 WHERE t.year = :year
   AND t.person_id = :person_id
   AND t.product_id IS NULL
   AND t.category_id IS NULL
   AND TRUE    -- :visible t
 ORDER BY t.id;

-- :name insert :batch
INSERT INTO target (id, version, sort_key, name, person_id, team_id, measure, year, product_id, category_id, total, m01, m02, m03, m04,
                    m05, m06, m07, m08, m09, m10, m11, m12, remark, owner_id, department_id, created_at, created_by, updated_at,
                    updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :person_id, :team_id, :measure, :year, :product_id, :category_id, :total, :m01, :m02,
        :m03, :m04, :m05, :m06, :m07, :m08, :m09, :m10, :m11, :m12, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE target
   SET version = :next_version, sort_key = :sort_key, name = :name, person_id = :person_id, team_id = :team_id, measure = :measure,
       year = :year, product_id = :product_id, category_id = :category_id, total = :total, m01 = :m01, m02 = :m02,
       m03 = :m03, m04 = :m04, m05 = :m05, m06 = :m06, m07 = :m07, m08 = :m08, m09 = :m09, m10 = :m10, m11 = :m11,
       m12 = :m12, remark = :remark, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE target
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name known :many
-- Open: that there is a target already is told to whoever would write it once more.
SELECT t.id, t.year, t.measure, t.person_id, t.team_id, t.product_id, t.category_id
  FROM target t
 WHERE t.year IN (:years)
   AND t.measure IN (:measures)
   AND t.removed_at IS NULL;

-- :name people :many
-- :steady
-- Open: names and departments of colleagues are no secret.
SELECT u.id AS owner_id, u.name, u.department_id
  FROM app_user u
 WHERE u.id IN (:ids)
 ORDER BY u.sort_key, u.id;

-- :name teams :many
-- :steady
-- Open: departments are known to all.
SELECT d.id, d.name
  FROM department d
 WHERE d.id IN (:ids);

-- :name staff :many
-- Open: who works in which department is no secret.
SELECT u.id AS owner_id, u.name, u.department_id
  FROM app_user u
 WHERE u.department_id IN (:department_ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.sort_key, u.id;

-- Commission plans. Run by crm.dao.sales.commission_plan.CommissionPlanDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.active, p.from_month, p.to_month, p.basis, p.way, p.measure, p.tiers,
       p.piece, p.cap, p.floor, p.split, p.category_id, p.condition, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, c.name AS category_name
  FROM commission_plan p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN product_category c ON c.id = p.category_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM commission_plan p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.active, p.from_month, p.to_month, p.basis, p.way, p.measure, p.tiers,
       p.piece, p.cap, p.floor, p.split, p.category_id, p.condition, p.remark, p.owner_id, o.name AS owner_name,
       p.department_id, d.name AS department_name, p.created_at, p.created_by, p.updated_at, p.updated_by,
       p.touched_at, c.name AS category_name
  FROM commission_plan p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN product_category c ON c.id = p.category_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO commission_plan (id, version, sort_key, name, active, from_month, to_month, basis, way, measure, tiers, piece, cap, floor, split,
                             category_id, condition, remark, owner_id, department_id, created_at, created_by,
                             updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :active, :from_month, :to_month, :basis, :way, :measure, :tiers, :piece, :cap,
        :floor, :split, :category_id, :condition, :remark, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE commission_plan
   SET version = :next_version, sort_key = :sort_key, name = :name, active = :active, from_month = :from_month,
       to_month = :to_month, basis = :basis, way = :way, measure = :measure, tiers = :tiers, piece = :piece,
       cap = :cap, floor = :floor, split = :split, category_id = :category_id, condition = :condition,
       remark = :remark, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE commission_plan
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name used :many
-- Open: says only which plans were paid by.
SELECT DISTINCT l.plan_id
  FROM commission_line l
 WHERE l.plan_id IN (:ids);

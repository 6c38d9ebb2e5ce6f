-- Lines of deliveries. Run by crm.dao.sales.delivery_line.DeliveryLineDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT e.id, e.version, e.sort_key, e.delivery_id, e.line_id, e.quantity, e.owner_id, o.name AS owner_name,
       e.department_id, d.name AS department_name, e.created_at, e.created_by, e.updated_at, e.updated_by,
       e.touched_at, v.number AS delivery_name, p.name AS product_name,
       l.text, l.unit
  FROM delivery_line e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN delivery v ON v.id = e.delivery_id
  LEFT JOIN line l ON l.id = e.line_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE TRUE    -- :visible e
   AND TRUE    -- :filter e
   AND TRUE    -- :after e
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM delivery_line e
         WHERE TRUE    -- :visible e
           AND TRUE    -- :filter e
         LIMIT :size) counted;

-- :name find :many
-- :steady
-- Open: the delivery guards its lines; the service asks it first.
SELECT e.id, e.version, e.sort_key, e.delivery_id, e.line_id, e.quantity, e.owner_id, o.name AS owner_name,
       e.department_id, d.name AS department_name, e.created_at, e.created_by, e.updated_at, e.updated_by,
       e.touched_at, v.number AS delivery_name, p.name AS product_name,
       l.text, l.unit
  FROM delivery_line e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN delivery v ON v.id = e.delivery_id
  LEFT JOIN line l ON l.id = e.line_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE e.id IN (:ids)
   AND e.removed_at IS NULL      -- :unless removed
   AND e.removed_at IS NOT NULL  -- :if removed
;

-- :name insert :batch
INSERT INTO delivery_line (id, version, sort_key, delivery_id, line_id, quantity, owner_id, department_id,
             created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :delivery_id, :line_id, :quantity, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE delivery_line
   SET version = :next_version, sort_key = :sort_key, delivery_id = :delivery_id, line_id = :line_id,
       quantity = :quantity, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE delivery_line
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: the delivery guards its lines; the service asks it first.
SELECT e.id, e.version, e.sort_key, e.delivery_id, e.line_id, e.quantity, e.owner_id, o.name AS owner_name,
       e.department_id, d.name AS department_name, e.created_at, e.created_by, e.updated_at, e.updated_by,
       e.touched_at, v.number AS delivery_name, p.name AS product_name,
       l.text, l.unit
  FROM delivery_line e
  LEFT JOIN app_user o ON o.id = e.owner_id
  LEFT JOIN department d ON d.id = e.department_id
  LEFT JOIN delivery v ON v.id = e.delivery_id
  LEFT JOIN line l ON l.id = e.line_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE e.delivery_id = :delivery_id
   AND e.removed_at IS NULL
 ORDER BY l.position, l.id
 LIMIT :size;

-- :name deliveries :many
-- :steady
-- Open: the book of these deliveries is read anew, whoever wrote.
SELECT DISTINCT e.delivery_id
  FROM delivery_line e
 WHERE e.id IN (:ids);

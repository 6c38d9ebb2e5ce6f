-- Lines of documents. Run by crm.dao.sales.line.LineDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.module, l.record_id, l.position, l.product_id, l.text, l.quantity, l.unit,
       l.unit_price, l.discount, l.tax_rate, l.tax_included, l.currency, l.approval, l.source_id, l.net,
       l.tax, l.total, l.owner_id, o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS product_name, p.category_id
  FROM line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM line l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
-- Open: the document guards its lines; the service asks it first.
SELECT l.id, l.version, l.sort_key, l.module, l.record_id, l.position, l.product_id, l.text, l.quantity, l.unit,
       l.unit_price, l.discount, l.tax_rate, l.tax_included, l.currency, l.approval, l.source_id, l.net,
       l.tax, l.total, l.owner_id, o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS product_name, p.category_id
  FROM line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.id IN (:ids)
   AND l.removed_at IS NULL      -- :unless removed
   AND l.removed_at IS NOT NULL  -- :if removed
;

-- :name insert :batch
INSERT INTO line (id, version, sort_key, module, record_id, position, product_id, text, quantity, unit,
                  unit_price, discount, tax_rate, tax_included, currency, approval, source_id, net, tax, total,
                  owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :module, :record_id, :position, :product_id, :text, :quantity, :unit,
        :unit_price, :discount, :tax_rate, :tax_included, :currency, :approval, :source_id, :net, :tax, :total, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE line
   SET version = :next_version, sort_key = :sort_key, position = :position, product_id = :product_id,
       text = :text, quantity = :quantity, unit = :unit, unit_price = :unit_price, discount = :discount,
       tax_rate = :tax_rate, tax_included = :tax_included, currency = :currency, approval = :approval,
       net = :net, tax = :tax, total = :total, owner_id = :owner_id, department_id = :department_id,
       updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE line
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name of :many
-- Open: the document guards its lines; the service asks it first.
SELECT l.id, l.version, l.sort_key, l.module, l.record_id, l.position, l.product_id, l.text, l.quantity, l.unit,
       l.unit_price, l.discount, l.tax_rate, l.tax_included, l.currency, l.approval, l.source_id, l.net,
       l.tax, l.total, l.owner_id, o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS product_name, p.category_id
  FROM line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.module = :subject
   AND l.record_id = :record_id
   AND l.removed_at IS NULL
 ORDER BY l.position, l.id
 LIMIT :size;

-- :name of_all :many
-- Open: the document guards its lines; the service asks it first.
SELECT l.id, l.version, l.sort_key, l.module, l.record_id, l.position, l.product_id, l.text, l.quantity, l.unit,
       l.unit_price, l.discount, l.tax_rate, l.tax_included, l.currency, l.approval, l.source_id, l.net,
       l.tax, l.total, l.owner_id, o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS product_name, p.category_id
  FROM line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN product p ON p.id = l.product_id
 WHERE l.module = :subject
   AND l.record_id IN (:record_ids)
   AND l.removed_at IS NULL
 ORDER BY l.record_id, l.position, l.id;

-- :name documents :many
-- :steady
-- Open: says only which documents these lines belong to, removed ones too; the service asks the documents.
SELECT DISTINCT l.module, l.record_id
  FROM line l
 WHERE l.id IN (:ids);

-- :name set_amounts :batch
-- What follows from the values of a line, after an undo has put those back.
UPDATE line
   SET net = :net,
       tax = :tax,
       total = :total
 WHERE id = :id;

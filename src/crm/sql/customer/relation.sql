-- Relations between contacts. Run by crm.dao.customer.relation.RelationDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.contact_id, r.kind, r.other_id, r.remark, r.owner_id, o.name AS
       owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at, r.custom, c.name AS contact_name, x.name AS other_name
  FROM relation r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN contact c ON c.id = r.contact_id
  LEFT JOIN contact x ON x.id = r.other_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM relation r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.contact_id, r.kind, r.other_id, r.remark, r.owner_id, o.name AS
       owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at, r.custom, c.name AS contact_name, x.name AS other_name
  FROM relation r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN contact c ON c.id = r.contact_id
  LEFT JOIN contact x ON x.id = r.other_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO relation (id, version, sort_key, contact_id, kind, other_id, remark, owner_id, department_id,
                      created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :contact_id, :kind, :other_id, :remark, :owner_id, :department_id,
        :created_at, :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE relation
   SET version = :next_version,
       sort_key = :sort_key,
       contact_id = :contact_id,
       kind = :kind,
       other_id = :other_id,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE relation
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name bosses :many
-- Open: only ids are followed upwards, to refuse a circle.
WITH RECURSIVE line (id, depth) AS (
    SELECT s.other_id, 1
      FROM relation s
     WHERE s.contact_id = :contact_id
       AND s.kind = 'reports_to'
       AND s.removed_at IS NULL
    UNION ALL
    SELECT r.other_id, l.depth + 1
      FROM relation r
      JOIN line l ON r.contact_id = l.id
     WHERE r.kind = 'reports_to'
       AND r.removed_at IS NULL
       AND l.depth < :deepest
)
SELECT DISTINCT l.id
  FROM line l;

-- :name between :many
-- Open: a relation is seen by whoever sees both people; their predicates stand here.
SELECT r.id, r.kind, r.contact_id, r.other_id, r.remark
  FROM relation r
  JOIN contact c ON c.id = r.contact_id
  JOIN contact x ON x.id = r.other_id
 WHERE r.removed_at IS NULL
   AND (r.contact_id IN (:ids) OR r.other_id IN (:ids))
   AND TRUE    -- :visible c contact
   AND TRUE    -- :visible x contact
 ORDER BY r.id
 LIMIT :size;

-- :name people :many
SELECT c.id, c.name, c.title, c.role, c.account_id, a.name AS account_name
  FROM contact c
  LEFT JOIN account a ON a.id = c.account_id
 WHERE TRUE    -- :visible c contact
   AND c.account_id = :account_id    -- :if account_id
   AND c.id IN (:ids)                -- :if ids
 ORDER BY c.sort_key, c.id
 LIMIT :size;

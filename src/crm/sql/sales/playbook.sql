-- Sales playbook. Run by crm.dao.sales.playbook.PlaybookDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT b.id, b.version, b.sort_key, b.stage_id, b.name, b.position, b.needed, b.hint, b.owner_id, o.name AS owner_name,
       b.department_id, d.name AS department_name, b.created_at, b.created_by, b.updated_at, b.updated_by,
       b.touched_at, s.name AS stage_name
  FROM playbook b
  LEFT JOIN app_user o ON o.id = b.owner_id
  LEFT JOIN department d ON d.id = b.department_id
  LEFT JOIN stage s ON s.id = b.stage_id
 WHERE TRUE    -- :visible b
   AND TRUE    -- :filter b
   AND TRUE    -- :after b
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM playbook b
         WHERE TRUE    -- :visible b
           AND TRUE    -- :filter b
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT b.id, b.version, b.sort_key, b.stage_id, b.name, b.position, b.needed, b.hint, b.owner_id, o.name AS owner_name,
       b.department_id, d.name AS department_name, b.created_at, b.created_by, b.updated_at, b.updated_by,
       b.touched_at, s.name AS stage_name
  FROM playbook b
  LEFT JOIN app_user o ON o.id = b.owner_id
  LEFT JOIN department d ON d.id = b.department_id
  LEFT JOIN stage s ON s.id = b.stage_id
 WHERE b.id IN (:ids)
   AND TRUE;    -- :visible b

-- :name insert :batch
INSERT INTO playbook (id, version, sort_key, stage_id, name, position, needed, hint, owner_id, department_id, created_at, created_by,
             updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :stage_id, :name, :position, :needed, :hint, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE playbook
   SET version = :next_version,
       sort_key = :sort_key,
       stage_id = :stage_id,
       name = :name,
       position = :position,
       needed = :needed,
       hint = :hint,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE playbook
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name checklist :many
-- :steady
-- Open: the caller has read the deal; the items are the house's own.
SELECT b.id, b.stage_id, s.name AS stage_name, b.name, b.needed, b.hint, t.id AS tick_id, t.created_at AS ticked_at, u.name AS ticked_by
  FROM opportunity x
  JOIN stage s ON s.pipeline_id = x.pipeline_id
  JOIN playbook b ON b.stage_id = s.id AND b.removed_at IS NULL
  LEFT JOIN opportunity_tick t ON t.opportunity_id = x.id AND t.playbook_id = b.id AND t.removed_at IS NULL
  LEFT JOIN app_user u ON u.id = t.created_by
 WHERE x.id = :id
 ORDER BY s.position, s.id, b.position, b.id;

-- :name undone :many
-- Open: the deals were read with the reader's predicate before; what their stages ask is the house's.
SELECT x.id, b.name
  FROM opportunity x
  JOIN playbook b ON b.stage_id = x.stage_id
 WHERE x.id IN (:ids)
   AND b.needed
   AND b.removed_at IS NULL
   AND NOT EXISTS (SELECT 1
                     FROM opportunity_tick t
                    WHERE t.opportunity_id = x.id
                      AND t.playbook_id = b.id
                      AND t.removed_at IS NULL)
 ORDER BY b.position, b.id;

-- Rules that hand leads out. Run by crm.dao.sales.lead_rule.LeadRuleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.name, r.position, r.active, r.condition, r.ways, r.target, r.person_id,
       p.name AS person_name, r.team_id, t.name AS team_name, r.into_pool_id, i.name AS into_pool_name, r.at_work, r.owner_id,
       o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at
  FROM lead_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN app_user p ON p.id = r.person_id
  LEFT JOIN department t ON t.id = r.team_id
  LEFT JOIN pool i ON i.id = r.into_pool_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead_rule r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.name, r.position, r.active, r.condition, r.ways, r.target, r.person_id,
       p.name AS person_name, r.team_id, t.name AS team_name, r.into_pool_id, i.name AS into_pool_name, r.at_work, r.owner_id,
       o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at
  FROM lead_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN app_user p ON p.id = r.person_id
  LEFT JOIN department t ON t.id = r.team_id
  LEFT JOIN pool i ON i.id = r.into_pool_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO lead_rule (id, version, sort_key, name, position, active, condition, ways, target, person_id, team_id,
                       into_pool_id, at_work, owner_id, department_id, created_at, created_by, updated_at,
                       updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :position, :active, :condition, :ways, :target, :person_id, :team_id,
        :into_pool_id, :at_work, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by,
        :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE lead_rule
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       position = :position,
       active = :active,
       condition = :condition,
       ways = :ways,
       target = :target,
       person_id = :person_id,
       team_id = :team_id,
       into_pool_id = :into_pool_id,
       at_work = :at_work,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE lead_rule
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name active_rules :many
-- Open: rules are the house's own. In the order in which they decide.
SELECT r.id, r.version, r.sort_key, r.name, r.position, r.active, r.condition, r.ways, r.target, r.person_id,
       p.name AS person_name, r.team_id, t.name AS team_name, r.into_pool_id, i.name AS into_pool_name, r.at_work, r.owner_id,
       o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by, r.updated_at,
       r.updated_by, r.touched_at
  FROM lead_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
  LEFT JOIN app_user p ON p.id = r.person_id
  LEFT JOIN department t ON t.id = r.team_id
  LEFT JOIN pool i ON i.id = r.into_pool_id
 WHERE r.active
   AND r.removed_at IS NULL
 ORDER BY r.position, r.id;

-- Rules of how long records are kept. Run by crm.dao.sales.retention_rule.RetentionRuleDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT r.id, r.version, r.sort_key, r.name, r.subject, r.position, r.active, r.days, r.since, r.action, r.condition,
       r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by,
       r.updated_at, r.updated_by, r.touched_at
  FROM retention_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE TRUE    -- :visible r
   AND TRUE    -- :filter r
   AND TRUE    -- :after r
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM retention_rule r
         WHERE TRUE    -- :visible r
           AND TRUE    -- :filter r
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT r.id, r.version, r.sort_key, r.name, r.subject, r.position, r.active, r.days, r.since, r.action, r.condition,
       r.owner_id, o.name AS owner_name, r.department_id, d.name AS department_name, r.created_at, r.created_by,
       r.updated_at, r.updated_by, r.touched_at
  FROM retention_rule r
  LEFT JOIN app_user o ON o.id = r.owner_id
  LEFT JOIN department d ON d.id = r.department_id
 WHERE r.id IN (:ids)
   AND TRUE;    -- :visible r

-- :name insert :batch
INSERT INTO retention_rule (
       id, version, sort_key, name, subject, position, active, days, since, action, condition, owner_id,
       department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :subject, :position, :active, :days, :since, :action, :condition, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE retention_rule
   SET version = :next_version, sort_key = :sort_key, name = :name, subject = :subject, position = :position,
       active = :active, days = :days, since = :since, action = :action, condition = :condition, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE retention_rule
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name every :many
-- Open: rules are the house's own words; the job that goes by them acts for nobody.
SELECT r.id, r.name, r.subject, r.days, r.since, r.action, r.condition, (r.active AND r.removed_at IS NULL) AS live
  FROM retention_rule r
 ORDER BY r.position, r.id;

-- :name begin_run :affected
INSERT INTO retention_run (id, rule_id, name, subject, action, began_at)
VALUES (:id, :rule_id, :name, :subject, :action, :now);

-- :name open_run :one
SELECT n.id, n.rule_id, n.name, n.subject, n.action, n.began_at, n.ended_at, n.after_id, n.done, n.held, n.refused
  FROM retention_run n
 WHERE n.rule_id = :rule_id
   AND n.ended_at IS NULL
 ORDER BY n.id DESC
 LIMIT 1;

-- :name move_run :affected
-- :steady
UPDATE retention_run
   SET after_id = :after_id, done = done + :done, held = held + :held, refused = refused + :refused
 WHERE id = :id;

-- :name end_run :affected
-- :steady
UPDATE retention_run
   SET ended_at = :now
 WHERE id = :id;

-- :name drop_empty :affected
-- :steady
-- A night on which nothing was due leaves nothing behind.
DELETE FROM retention_run
 WHERE id = :id
   AND done + held + refused = 0;

-- :name runs :many
SELECT n.id, n.rule_id, n.name, n.subject, n.action, n.began_at, n.ended_at, n.after_id, n.done, n.held, n.refused
  FROM retention_run n
 WHERE n.rule_id = :rule_id
 ORDER BY n.id DESC
 LIMIT :size;

-- :name one_run :one
-- :steady
SELECT n.id, n.rule_id, n.name, n.subject, n.action, n.began_at, n.ended_at, n.after_id, n.done, n.held, n.refused
  FROM retention_run n
 WHERE n.id = :id;

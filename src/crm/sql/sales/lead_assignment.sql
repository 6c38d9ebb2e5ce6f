-- Handing leads out. Run by crm.dao.sales.lead_assignment.LeadAssignmentDao.

-- :name lock :scalar postgresql
-- One at a time hands leads out, so that nobody's load is counted twice. On SQLite whoever writes is alone anyway.
SELECT 1
  FROM (SELECT pg_advisory_xact_lock(7265637)) l;

-- :name candidates :many
-- Open: whom a rule may choose follows from the rule, not from what the actor may see.
SELECT u.id, u.name, u.department_id, u.timezone, COALESCE(r.weight, 1) AS weight, r.most, r.works_from, r.works_until,
       r.away_from, r.away_until,
       (SELECT COUNT(*)
          FROM lead l
         WHERE l.owner_id = u.id
           AND l.state IN ('new', 'working')
           AND l.removed_at IS NULL) AS load,
       COALESCE((SELECT MAX(g.id) FROM lead_assignment g WHERE g.user_id = u.id), 0) AS last
  FROM app_user u
  LEFT JOIN lead_receiver r ON r.user_id = u.id AND r.removed_at IS NULL
 WHERE u.removed_at IS NULL
   AND u.state = 'active'
   AND (u.id IN (:people) OR u.department_id IN (SELECT t.below_id FROM department_tree t WHERE t.above_id IN (:teams)));

-- :name below :many
SELECT t.above_id, t.below_id
  FROM department_tree t
 WHERE t.above_id IN (:teams);

-- :name waiting :many
-- Open: new leads that nobody was in touch with and no rule has handed out, whosever they are.
SELECT l.id
  FROM lead l
 WHERE l.state = 'new'
   AND l.touched_at IS NULL
   AND l.pool_id IS NULL
   AND l.removed_at IS NULL
   AND l.id > :after_id
   AND NOT EXISTS (SELECT 1 FROM lead_assignment g WHERE g.lead_id = l.id)
 ORDER BY l.id
 LIMIT :size;

-- :name handed_out :many
SELECT DISTINCT g.lead_id
  FROM lead_assignment g
 WHERE g.lead_id IN (:ids);

-- :name note :batch
INSERT INTO lead_assignment (id, lead_id, rule_id, user_id, pool_id, at, why)
VALUES (:id, :lead_id, :rule_id, :user_id, :pool_id, :at, :why);

-- :name log :many
-- The newest first, of leads that the reader may see.
-- Open: whoever sees the lead is told which rule gave it to whom.
SELECT g.id, g.lead_id, l.name AS lead_name, g.rule_id, r.name AS rule_name, g.user_id, u.name AS user_name, g.pool_id, g.at, g.why
  FROM lead_assignment g
  JOIN lead l ON l.id = g.lead_id
  JOIN lead_rule r ON r.id = g.rule_id
  LEFT JOIN app_user u ON u.id = g.user_id
 WHERE TRUE    -- :visible l lead
   AND g.lead_id = :lead_id    -- :if lead_id
   AND g.id < :before_id    -- :if before_id
 ORDER BY g.id DESC
 LIMIT :size;

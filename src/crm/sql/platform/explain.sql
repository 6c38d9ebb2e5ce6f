-- What access is explained from. Run by crm.dao.platform.explain.ExplainDao.

-- :name holdings :many
-- Open: names of colleagues are no secret, and their grants are what the predicate is made of.
SELECT u.id AS user_id, u.name AS user_name, u.state, u.department_id, d.name AS department_name,
       r.id AS role_id, r.name AS role_name, r.administrator, r.grants AS role_grants
  FROM app_user u
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN user_role ur ON ur.user_id = u.id
  LEFT JOIN role r ON r.id = ur.role_id AND r.removed_at IS NULL
 WHERE u.removed_at IS NULL
   AND u.id = :user_id          -- :if user_id
   AND u.state = 'active'       -- :unless user_id
 ORDER BY u.sort_key, u.id, r.sort_key, r.id;

-- :name doors :many
SELECT d.kind, d.holder_id
  FROM pool_door d
 WHERE d.pool_id = :pool_id;

-- :name opened :many
SELECT d.kind, d.source_id, d.module, d.record_id, d.holder_id, d.edits, d.ends_at, d.parts,
       COALESCE(u.name, p.name, t.name, r.name, '') AS holder_name
  FROM record_door d
  LEFT JOIN app_user u ON u.id = d.holder_id
  LEFT JOIN department p ON p.id = d.holder_id
  LEFT JOIN team t ON t.id = d.holder_id
  LEFT JOIN role r ON r.id = d.holder_id
 WHERE d.record_id IN (:ids)
   AND (d.ends_at IS NULL OR d.ends_at > :now)
 ORDER BY d.source_id;

-- :name in_teams :many
-- Open: membership is what the predicate is made of.
SELECT m.team_id, m.person_id
  FROM team_member m
  JOIN team t ON t.id = m.team_id
 WHERE m.team_id IN (:ids)
   AND m.removed_at IS NULL
   AND t.removed_at IS NULL;

-- :name tree :many
SELECT t.above_id, t.below_id
  FROM department_tree t;

-- :name stand_ins :many
-- Open: who stands in for somebody is what the predicate is made of.
SELECT a.stand_in_id
  FROM absence a
 WHERE a.person_id = :owner_id
   AND a.covers IN ('all', 'records')
   AND a.first_day <= :day
   AND a.last_day >= :day
   AND a.removed_at IS NULL;

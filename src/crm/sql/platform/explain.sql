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

-- :name on_team :many
SELECT DISTINCT d.user_id
  FROM team_door d
 WHERE d.record_id = :record_id
   AND d.module = :subject
 ORDER BY d.user_id;

-- :name tree :many
SELECT t.above_id, t.below_id
  FROM department_tree t;

-- What a change of roles touches. Run by crm.dao.platform.role_change.RoleChangeDao.

-- :name people :many
-- Open: names of colleagues are no secret, and their roles are what the predicate is made of.
-- Active people with each of their roles: those who hold one role, those of these ids, or those of these departments.
SELECT u.id AS user_id, u.name, u.department_id, d.name AS department_name, r.id AS role_id
  FROM app_user u
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN user_role ur ON ur.user_id = u.id
  LEFT JOIN role r ON r.id = ur.role_id AND r.removed_at IS NULL
 WHERE u.removed_at IS NULL
   AND u.state = 'active'
   AND u.id IN (SELECT h.user_id FROM user_role h WHERE h.role_id = :role_id)    -- :if role_id
   AND u.id IN (:user_ids)    -- :if user_ids
   AND u.department_id IN (:department_ids)    -- :if department_ids
 ORDER BY u.sort_key, u.id, r.id;

-- :name ready :scalar
-- :steady
-- Open: which role of the program it came as is no secret.
SELECT r.ready
  FROM role r
 WHERE r.id = :id;

-- :name put_ready :affected
-- :steady
UPDATE role
   SET ready = :key
 WHERE id = :id;

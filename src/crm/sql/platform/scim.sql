-- People as a provisioning client (SCIM) sees them. Run by crm.dao.platform.scim.ScimDao.

-- :name people :many
SELECT u.id, u.version, u.account, u.name, u.mail, u.phone, u.title, u.state, u.language, u.timezone, d.name AS branch,
       u.created_at, u.updated_at, p.external_id, p.family_name, p.given_name, COALESCE(p.version, 0) AS said
  FROM app_user u
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN scim_person p ON p.user_id = u.id
 WHERE TRUE    -- :visible u
   AND NOT COALESCE(p.gone, FALSE)
   AND u.id = :id    -- :if id
   AND lower(u.account) = :account    -- :if account
   AND lower(u.mail) = :mail    -- :if mail
   AND p.external_id = :external_id    -- :if external_id
 ORDER BY u.id
 LIMIT :size OFFSET :skip;

-- :name count_people :scalar
SELECT COUNT(*)
  FROM app_user u
  LEFT JOIN scim_person p ON p.user_id = u.id
 WHERE TRUE    -- :visible u
   AND NOT COALESCE(p.gone, FALSE);

-- :name gone :scalar
-- Open: who has this account but was deleted by the client; its service asks for the right to add people.
SELECT u.id
  FROM app_user u
  JOIN scim_person p ON p.user_id = u.id
 WHERE u.removed_at IS NULL
   AND p.gone
   AND lower(u.account) = :account;

-- :name put_person :affected
INSERT INTO scim_person (user_id, external_id, family_name, given_name, gone, version)
VALUES (:user_id, :external_id, :family_name, :given_name, :gone, 1)
    ON CONFLICT (user_id) DO UPDATE
   SET external_id = excluded.external_id, family_name = excluded.family_name, given_name = excluded.given_name,
       gone = excluded.gone, version = scim_person.version + 1;

-- :name groups_of :many
-- Open: only of people whom the client may see, which were read before.
SELECT m.user_id, g.id AS group_id, g.name
  FROM scim_member m
  JOIN identity_group g ON g.id = m.group_id
 WHERE m.user_id IN (:user_ids)
   AND g.removed_at IS NULL
 ORDER BY m.user_id, g.sort_key, g.id;

-- Users. Run by crm.dao.platform.user.UserDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT u.id, u.version, u.sort_key, u.name, u.account, u.mail, u.phone, u.title, u.position_id, u.department_id, u.roles, u.state,
       u.language, u.timezone, u.owner_id, o.name AS owner_name, d.name AS department_name, p.name AS position_name, u.created_at,
       u.created_by, u.updated_at, u.updated_by, u.touched_at, u.theme, u.density,
       u.custom
  FROM app_user u
  LEFT JOIN app_user o ON o.id = u.owner_id
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN job_position p ON p.id = u.position_id
 WHERE TRUE    -- :visible u
   AND TRUE    -- :filter u
   AND TRUE    -- :after u
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM app_user u
         WHERE TRUE    -- :visible u
           AND TRUE    -- :filter u
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT u.id, u.version, u.sort_key, u.name, u.account, u.mail, u.phone, u.title, u.position_id, u.department_id, u.roles, u.state,
       u.language, u.timezone, u.owner_id, o.name AS owner_name, d.name AS department_name, p.name AS position_name, u.created_at,
       u.created_by, u.updated_at, u.updated_by, u.touched_at, u.theme, u.density,
       u.custom
  FROM app_user u
  LEFT JOIN app_user o ON o.id = u.owner_id
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN job_position p ON p.id = u.position_id
 WHERE u.id IN (:ids)
   AND TRUE;    -- :visible u

-- :name insert :batch
INSERT INTO app_user (id, version, sort_key, name, account, mail, phone, title, position_id, department_id, roles, state, language, timezone,
                      owner_id, created_at, created_by, updated_at, updated_by, touched_at, theme, density, custom)
VALUES (:id, :version, :sort_key, :name, :account, :mail, :phone, :title, :position_id, :department_id, :roles, :state, :language,
        :timezone, :owner_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at,
        :theme, :density, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE app_user
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       account = :account,
       mail = :mail,
       phone = :phone,
       title = :title,
       position_id = :position_id,
       department_id = :department_id,
       roles = :roles,
       state = :state,
       language = :language,
       timezone = :timezone,
       owner_id = :owner_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom,
       theme = :theme,
       density = :density
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE app_user
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name by_account :one
-- Open: for signing in, when nobody acts yet.
SELECT u.id, u.version, u.sort_key, u.name, u.account, u.mail, u.phone, u.title, u.position_id, u.department_id, u.roles, u.state,
       u.language, u.timezone, u.owner_id, o.name AS owner_name, d.name AS department_name, p.name AS position_name, u.created_at,
       u.created_by, u.updated_at, u.updated_by, u.touched_at, u.theme, u.density,
       u.custom
  FROM app_user u
  LEFT JOIN app_user o ON o.id = u.owner_id
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN job_position p ON p.id = u.position_id
 WHERE u.removed_at IS NULL
   AND (lower(u.account) = lower(:account) OR lower(u.mail) = lower(:account))
 ORDER BY u.id
 LIMIT 1;

-- :name by_id :one
-- :steady
-- Open: names of colleagues are no secret, and the system acts for them.
SELECT u.id, u.version, u.sort_key, u.name, u.account, u.mail, u.phone, u.title, u.position_id, u.department_id, u.roles, u.state,
       u.language, u.timezone, u.owner_id, o.name AS owner_name, d.name AS department_name, p.name AS position_name, u.created_at,
       u.created_by, u.updated_at, u.updated_by, u.touched_at, u.theme, u.density,
       u.custom
  FROM app_user u
  LEFT JOIN app_user o ON o.id = u.owner_id
  LEFT JOIN department d ON d.id = u.department_id
  LEFT JOIN job_position p ON p.id = u.position_id
 WHERE u.id = :id
   AND u.removed_at IS NULL;

-- :name active :many
-- :steady
-- Open: whoever may not sign in any more is put out by the system.
SELECT u.id
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL;

-- :name moved :many
SELECT i.record_id
  FROM change_item i
 WHERE i.change_set_id = :change_set_id
   AND i.module = 'user'
   AND i.field = 'department_id'
 ORDER BY i.record_id;

-- :name signing_in :many
-- Open: accounts and mail addresses have to differ from those of everybody.
SELECT u.id, lower(u.account) AS account, lower(u.mail) AS mail
  FROM app_user u
 WHERE u.removed_at IS NULL
   AND (lower(u.account) IN (:texts) OR lower(u.mail) IN (:texts));

-- :name accounts :many
-- Open: accounts have to differ from those of everybody.
SELECT lower(u.account) AS account
  FROM app_user u
 WHERE u.removed_at IS NULL;

-- :name held :many
-- Open: grants are what the predicate is made of.
SELECT ur.user_id, r.id, r.name, r.administrator, r.grants
  FROM user_role ur
  JOIN role r ON r.id = ur.role_id
 WHERE ur.user_id IN (:user_ids)
   AND r.removed_at IS NULL;

-- :name roles_written :many
-- :steady
-- Open: grants are what the predicate is made of.
SELECT u.id, u.version, u.roles
  FROM app_user u
 WHERE u.id IN (:ids)
   AND u.removed_at IS NULL;

-- :name role_grants :many
-- Open: grants are what the predicate is made of.
SELECT r.id, r.name, r.administrator, r.grants, r.screen_mark
  FROM user_role ur
  JOIN role r ON r.id = ur.role_id
 WHERE ur.user_id = :user_id
   AND r.removed_at IS NULL;

-- :name roles_named :many
-- :steady
-- Open: grants are what the predicate is made of.
SELECT r.id, r.name, r.administrator, r.grants
  FROM role r
 WHERE r.id IN (:ids)
   AND r.removed_at IS NULL;

-- :name administrators :scalar
-- Open: only their number is asked, so that the last one stays.
SELECT COUNT(DISTINCT u.id)
  FROM app_user u
  JOIN user_role ur ON ur.user_id = u.id
  JOIN role r ON r.id = ur.role_id
 WHERE u.removed_at IS NULL
   AND u.state = 'active'
   AND r.removed_at IS NULL
   AND r.administrator;

-- :name colleagues :many
-- Open: names of colleagues are no secret.
SELECT u.id, u.name, d.name AS department_name
  FROM app_user u
  LEFT JOIN department d ON d.id = u.department_id
 WHERE u.removed_at IS NULL
   AND u.state = 'active'
   AND (lower(u.name) LIKE :like ESCAPE '!' OR lower(u.account) LIKE :like ESCAPE '!' OR u.sort_key LIKE :start)    -- :if like
 ORDER BY u.sort_key, u.id
 LIMIT :size;

-- :name put_look :affected
-- :steady
UPDATE app_user
   SET theme = :theme, density = :density
 WHERE id = :id;

-- :name put_keys :affected
-- :steady
UPDATE app_user
   SET keys = :own
 WHERE id = :id;

-- :name departments_below :many
SELECT t.below_id
  FROM department_tree t
 WHERE t.above_id = :department_id;

-- :name access_stamp :scalar
SELECT s.value
  FROM stamp s
 WHERE s.name = 'access';

-- :name move_stamp :affected
UPDATE stamp
   SET value = value + 1
 WHERE name = 'access';

-- :name drop_roles :affected
DELETE FROM user_role
 WHERE user_id IN (:user_ids);

-- :name put_roles :batch
INSERT INTO user_role (user_id, role_id)
VALUES (:user_id, :role_id)
    ON CONFLICT DO NOTHING;

-- :name stands_in :many
-- Open: whom one stands in for is what the predicate is made of.
SELECT a.person_id, u.name, a.covers, a.last_day
  FROM absence a
  JOIN app_user u ON u.id = a.person_id
 WHERE a.stand_in_id = :user_id
   AND a.first_day <= :day
   AND a.last_day >= :day
   AND a.removed_at IS NULL
 ORDER BY a.person_id;

-- :name count_users :scalar
-- Open: only whether there is anybody is asked, before anybody acts.
-- Those removed too: once founded is founded for ever.
SELECT COUNT(*)
  FROM app_user u;

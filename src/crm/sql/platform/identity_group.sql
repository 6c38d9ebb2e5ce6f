-- Groups of people that are kept elsewhere. Run by crm.dao.platform.identity_group.IdentityGroupDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT g.id, g.version, g.sort_key, g.name, g.external_id, g.role_id, g.home_id, g.owner_id, o.name AS owner_name,
       g.department_id, d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by,
       g.touched_at, r.name AS role_name, h.name AS home_name
  FROM identity_group g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
  LEFT JOIN role r ON r.id = g.role_id
  LEFT JOIN department h ON h.id = g.home_id
 WHERE TRUE    -- :visible g
   AND TRUE    -- :filter g
   AND TRUE    -- :after g
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM identity_group g
         WHERE TRUE    -- :visible g
           AND TRUE    -- :filter g
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT g.id, g.version, g.sort_key, g.name, g.external_id, g.role_id, g.home_id, g.owner_id, o.name AS owner_name,
       g.department_id, d.name AS department_name, g.created_at, g.created_by, g.updated_at, g.updated_by,
       g.touched_at, r.name AS role_name, h.name AS home_name
  FROM identity_group g
  LEFT JOIN app_user o ON o.id = g.owner_id
  LEFT JOIN department d ON d.id = g.department_id
  LEFT JOIN role r ON r.id = g.role_id
  LEFT JOIN department h ON h.id = g.home_id
 WHERE g.id IN (:ids)
   AND TRUE;    -- :visible g

-- :name insert :batch
INSERT INTO identity_group (id, version, sort_key, name, external_id, role_id, home_id, owner_id, department_id,
                            created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :external_id, :role_id, :home_id, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE identity_group
   SET version = :next_version, sort_key = :sort_key, name = :name, external_id = :external_id, role_id = :role_id,
       home_id = :home_id, owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE identity_group
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name meaning :many
-- Open: what groups stand for decides what people may do when they sign in, before anybody acts.
SELECT g.id, g.name, g.role_id, g.home_id
  FROM identity_group g
 WHERE g.removed_at IS NULL
   AND lower(g.name) IN (:names);

-- :name members :many
-- Open: who reads the group may know who is in it; the service reads the group first.
SELECT m.group_id, m.user_id, u.name
  FROM scim_member m
  JOIN app_user u ON u.id = m.user_id
 WHERE m.group_id IN (:group_ids)
   AND u.removed_at IS NULL
 ORDER BY m.group_id, u.sort_key, u.id;

-- :name put_members :batch
INSERT INTO scim_member (group_id, user_id)
VALUES (:group_id, :user_id)
    ON CONFLICT DO NOTHING;

-- :name note_members :affected
-- :steady
UPDATE identity_group
   SET said = said + 1
 WHERE id = :group_id;

-- :name drop_members :affected
DELETE FROM scim_member
 WHERE group_id = :group_id
   AND user_id IN (:user_ids);

-- :name people_in :many
-- A role that a group stands for goes to everybody in it, whoever wrote the group.
SELECT m.user_id
  FROM scim_member m
 WHERE m.group_id IN (:group_ids);

-- :name standing :many
-- Which roles people have by their groups, and which they had; asked by whatever changes one of them.
SELECT m.group_id, m.user_id, m.granted_id, g.role_id
  FROM scim_member m
  LEFT JOIN identity_group g ON g.id = m.group_id AND g.removed_at IS NULL
 WHERE m.user_id IN (:user_ids);

-- :name put_granted :affected
-- Open: what was given is what groups stand for, whoever may read them.
UPDATE scim_member
   SET granted_id = (SELECT g.role_id FROM identity_group g WHERE g.id = scim_member.group_id AND g.removed_at IS NULL)
 WHERE user_id IN (:user_ids);

-- :name listed :many
SELECT g.id, g.version, g.name, g.external_id, g.created_at, g.updated_at, g.said
  FROM identity_group g
 WHERE TRUE    -- :visible g
   AND g.id = :id    -- :if id
   AND lower(g.name) = :name    -- :if name
   AND g.external_id = :external_id    -- :if external_id
 ORDER BY g.id
 LIMIT :size OFFSET :skip;

-- :name count_listed :scalar
SELECT COUNT(*)
  FROM identity_group g
 WHERE TRUE;    -- :visible g

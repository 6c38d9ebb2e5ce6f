-- Saved views of lists. Run by crm.dao.platform.view.ViewDao.

-- :name page :many
-- :steady
-- Open: only departments above the reader's are walked, to see what is shared with them; no record is shown.
-- The views of one list that the reader gets: his own, those for everybody, those shared with him or his role.
WITH RECURSIVE above (id) AS (
    SELECT CAST(:department_id AS BIGINT)
     UNION
    SELECT d.parent_id
      FROM department d
      JOIN above u ON d.id = u.id
     WHERE d.parent_id IS NOT NULL)
SELECT v.id, v.module, v.name, v.user_id, o.name AS user_name, v.shared, v.state, v.version, p.position,
       EXISTS (SELECT 1 FROM view_share s WHERE s.view_id = v.id AND s.kind = 'role' AND s.target_id IN (:roles)) AS begins,
       COALESCE(o.state, 'left') = 'left' OR o.removed_at IS NOT NULL AS abandoned
  FROM saved_view v
  LEFT JOIN app_user o ON o.id = v.user_id
  LEFT JOIN view_place p ON p.view_id = v.id AND p.user_id = :user_id
 WHERE v.module = :module_name
   AND v.removed_at IS NULL
   AND (v.user_id = :user_id
        OR v.shared = 'all'
        OR EXISTS (SELECT 1
                     FROM view_share s
                    WHERE s.view_id = v.id
                      AND (s.kind = 'role' AND s.target_id IN (:roles)
                           OR v.shared = 'some' AND s.kind = 'user' AND s.target_id = :user_id
                           OR v.shared = 'some' AND s.kind = 'department' AND s.target_id IN (SELECT u.id FROM above u))));

-- :name shares :many
SELECT s.kind, s.target_id
  FROM view_share s
 WHERE s.view_id = :view_id
 ORDER BY s.kind, s.target_id;

-- :name insert :affected
INSERT INTO saved_view (id, module, name, user_id, shared, state, version, created_at, updated_at)
VALUES (:id, :module_name, :name, :user_id, 'me', :state, 1, :now, :now);

-- :name update :affected
-- :steady
UPDATE saved_view
   SET name = :name,
       shared = :shared,
       state = :state,
       version = version + 1,
       updated_at = :now
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :affected
-- :steady
UPDATE saved_view
   SET removed_at = :removed_at,
       version = version + 1
 WHERE id = :id;

-- :name removed_module :scalar
-- :steady
-- The list of a view that its owner took away, so that he can bring it back.
SELECT v.module
  FROM saved_view v
 WHERE v.id = :id
   AND v.user_id = :user_id
   AND v.removed_at IS NOT NULL;

-- :name drop_shares :affected
DELETE FROM view_share
 WHERE view_id = :view_id;

-- :name put_shares :batch
INSERT INTO view_share (view_id, kind, target_id)
VALUES (:view_id, :kind, :target_id);

-- :name drop_beginnings :affected
-- A role's list begins with one view.
DELETE FROM view_share
 WHERE kind = 'role'
   AND target_id IN (:roles)
   AND view_id IN (SELECT v.id FROM saved_view v WHERE v.module = :module_name);

-- :name drop_places :affected
DELETE FROM view_place
 WHERE user_id = :user_id
   AND view_id IN (:view_ids);

-- :name put_places :batch
INSERT INTO view_place (user_id, view_id, position)
VALUES (:user_id, :view_id, :position);

-- :name uses :many
-- Every view of a list, whosoever it is: asked before a field goes.
SELECT v.id, v.name, v.state
  FROM saved_view v
 WHERE v.module = :module_name
   AND v.removed_at IS NULL
 ORDER BY v.id;

-- :name published :many
-- What everybody sees, or a role begins with, of all lists.
SELECT v.id, v.module, v.name, v.shared, v.state, v.version
  FROM saved_view v
 WHERE v.removed_at IS NULL
   AND (v.shared = 'all' OR EXISTS (SELECT 1 FROM view_share s WHERE s.view_id = v.id AND s.kind = 'role'))
 ORDER BY v.id;

-- :name beginnings :many
SELECT s.view_id, s.target_id AS role_id
  FROM view_share s
 WHERE s.kind = 'role'
 ORDER BY s.view_id, s.target_id;

-- What opens records beside the scopes of roles. Run by crm.dao.platform.door.DoorDao.

-- :name pools_of :many
-- Open: membership is what the predicate is made of.
SELECT DISTINCT d.module, d.pool_id
  FROM pool_door d
 WHERE (d.kind = 'user' AND d.holder_id = :user_id)
    OR (d.kind = 'role' AND d.holder_id IN (SELECT ur.role_id
                                              FROM user_role ur
                                              JOIN role r ON r.id = ur.role_id
                                             WHERE ur.user_id = :user_id
                                               AND r.removed_at IS NULL))
    OR (d.kind = 'department' AND d.holder_id IN (SELECT t.above_id
                                                    FROM app_user u
                                                    JOIN department_tree t ON t.below_id = u.department_id
                                                   WHERE u.id = :user_id))
 ORDER BY d.module, d.pool_id;

-- :name drop_doors :affected
DELETE FROM pool_door
 WHERE pool_id IN (:pool_ids);

-- :name put_doors :batch
INSERT INTO pool_door (pool_id, module, kind, holder_id)
VALUES (:pool_id, :module, :kind, :holder_id)
    ON CONFLICT DO NOTHING;

-- :name opened_to :many
-- Open: this is what the predicate is made of.
SELECT d.module, d.record_id, d.holder_id, d.edits, d.ends_at, d.parts
  FROM record_door d
 WHERE d.holder_id IN (SELECT CAST(:user_id AS BIGINT)
                       UNION ALL
                       SELECT ur.role_id
                         FROM user_role ur
                         JOIN role r ON r.id = ur.role_id
                        WHERE ur.user_id = :user_id
                          AND r.removed_at IS NULL
                       UNION ALL
                       SELECT m.team_id
                         FROM team_member m
                         JOIN team g ON g.id = m.team_id
                        WHERE m.person_id = :user_id
                          AND m.removed_at IS NULL
                          AND g.removed_at IS NULL
                       UNION ALL
                       SELECT t.above_id
                         FROM app_user u
                         JOIN department_tree t ON t.below_id = u.department_id
                        WHERE u.id = :user_id)
   AND (d.ends_at IS NULL OR d.ends_at > :now);

-- :name drop_records :affected
DELETE FROM record_door
 WHERE source_id IN (:source_ids);

-- :name put_records :batch
INSERT INTO record_door (source_id, kind, module, record_id, holder_id, edits, ends_at, sort_key, created_at, updated_at)
SELECT d.source_id, :kind, :module, :record_id, :holder_id, :edits, :ends_at, o.sort_key, o.created_at, o.updated_at
  FROM (SELECT CAST(:source_id AS BIGINT) AS source_id) d
  LEFT JOIN record_order o ON o.module = :module AND o.id = :record_id;

-- :name with_parts :affected
UPDATE record_door
   SET parts = TRUE
 WHERE source_id IN (:source_ids);

-- Documents of configuration, and the history of what they hold. Run by crm.dao.platform.configuration.ConfigurationDao.

-- :name insert :affected
INSERT INTO configuration_file (token, user_id, name, document, created_at)
VALUES (:token, :user_id, :name, :document, :now);

-- :name get :one
SELECT f.token, f.user_id, f.name, f.document, f.created_at
  FROM configuration_file f
 WHERE f.token = :token
   AND f.user_id = :user_id;

-- :name forget :affected
DELETE FROM configuration_file
 WHERE created_at < :before;

-- :name history :many
-- The sign keeps the index by module in use: these sets are few among all the others.
SELECT s.id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.module, s.title, s.count, s.reason, s.request_id,
       s.undoes_id, s.group_id, (SELECT MAX(z.id) FROM change_set z WHERE z.undoes_id = s.id) AS undone_by, s.digest, s.hash, s.pruned_at
  FROM change_set s
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE s.module IN (:modules)
   AND s.id < :before_id    -- :if before_id
 ORDER BY s.id + 0 DESC
 LIMIT :size;

-- :name items :many
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.change_set_id IN (:set_ids)
 ORDER BY i.change_set_id DESC, i.position
 LIMIT :size;

-- Deliveries of webhooks, and the secrets they are signed with. Run by crm.dao.platform.webhook_delivery.WebhookDeliveryDao.

-- :name insert :scalar
INSERT INTO webhook_delivery (key, webhook_id, change_set_id, record_ids, created_at)
VALUES (:key, :webhook_id, :change_set_id, :record_ids, :now)
RETURNING id;

-- :name get :one
-- :steady
SELECT d.id, d.key, d.webhook_id, d.change_set_id, d.record_ids, d.state, d.attempts, d.status, d.took_ms, d.error,
       d.body, d.created_at, d.tried_at
  FROM webhook_delivery d
 WHERE d.id = :id;

-- :name of :many
SELECT d.id, d.key, d.webhook_id, d.change_set_id, d.record_ids, d.state, d.attempts, d.status, d.took_ms, d.error,
       NULL AS body, d.created_at, d.tried_at
  FROM webhook_delivery d
 WHERE d.webhook_id = :webhook_id
   AND d.id < :before_id    -- :if before_id
 ORDER BY d.id DESC
 LIMIT :size;

-- :name put_body :affected
-- :steady
UPDATE webhook_delivery
   SET body = :body
 WHERE id = :id;

-- :name settle :affected
-- :steady
UPDATE webhook_delivery
   SET state = :state,
       attempts = :attempts,
       status = :status,
       took_ms = :took_ms,
       error = :error,
       tried_at = :now
 WHERE id = :id;

-- :name again :affected
-- :steady
UPDATE webhook_delivery
   SET state = 'waiting',
       attempts = 0
 WHERE id = :id;

-- :name touched :many
-- What became of each record of a change set.
SELECT i.record_id, MAX(CASE WHEN i.field IS NULL AND i.before IS NULL THEN 0 ELSE 1 END) AS was,
       MAX(CASE WHEN i.field IS NULL AND i.after IS NULL THEN 0 ELSE 1 END) AS stays
  FROM change_item i
 WHERE i.change_set_id = :change_set_id
   AND i.module = :module_name
 GROUP BY i.record_id;

-- :name given_up :scalar
-- How many messages were given up since then, counting no further than one.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM webhook_delivery d
         WHERE d.webhook_id = :webhook_id
           AND d.state = 'given_up'
           AND d.tried_at > :since
         LIMIT 1) counted;

-- :name forget :affected
DELETE FROM webhook_delivery
 WHERE created_at < :before;

-- :name signing :one
SELECT s.sealed, s.made_at, s.old_sealed, s.old_until
  FROM webhook_secret s
 WHERE s.webhook_id = :webhook_id;

-- :name put_signing :affected
INSERT INTO webhook_secret (webhook_id, sealed, made_at)
VALUES (:webhook_id, :sealed, :now)
    ON CONFLICT (webhook_id) DO UPDATE
   SET old_sealed = webhook_secret.sealed,
       old_until = :until,
       sealed = excluded.sealed,
       made_at = excluded.made_at;

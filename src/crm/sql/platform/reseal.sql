-- What lies sealed, sealed under another key: values are the same before and after, so nothing of it is a change that the journal
-- tells. Run by crm.dao.platform.reseal.ResealDao, which writes the statements over the tables of modules.

-- :name progress :many
SELECT r.place, r.key_id, r.after_id, r.done, r.ended_at
  FROM reseal r
 ORDER BY r.place;

-- :name put_progress :affected
INSERT INTO reseal (place, key_id, after_id, done, ended_at)
VALUES (:place, :key_id, :after_id, :done, :ended_at)
    ON CONFLICT (place) DO UPDATE
   SET key_id = excluded.key_id, after_id = excluded.after_id, done = excluded.done, ended_at = excluded.ended_at;

-- :name forget :affected
DELETE FROM reseal
 WHERE place IN (:places);

-- :name definitions :many
-- Open: what a removed field was still lies in records; nothing of it is shown.
SELECT f.module, f.name, f.encrypted, f.removed_at
  FROM field f
 WHERE f.kind = 'text';

-- :name sets :many
SELECT s.id
  FROM change_set s
 WHERE s.id > :after_id
 ORDER BY s.id
 LIMIT :size;

-- :name items :many
SELECT i.change_set_id, i.position, i.module, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.change_set_id IN (:ids)
   AND i.module IN (:module_names)
   AND i.erased IS NULL
 ORDER BY i.change_set_id, i.position;

-- :name put_items :batch
UPDATE change_item
   SET before = :before, after = :after
 WHERE change_set_id = :change_set_id
   AND position = :position;

-- :name sets_after :scalar
SELECT COUNT(*)
  FROM change_set s
 WHERE s.id > :after_id;

-- :name secrets :many
SELECT 'setting' AS key, CAST(s.value AS TEXT) AS value FROM setting s
 UNION ALL SELECT 'totp', t.secret FROM totp t
 UNION ALL SELECT 'device', d.sealed FROM notice_device d
 UNION ALL SELECT 'signing', w.sealed FROM webhook_secret w
 UNION ALL SELECT 'source', p.sealed FROM identity_secret p;

-- :name settings :many
SELECT s.name AS key, CAST(s.value AS TEXT) AS value
  FROM setting s
 ORDER BY s.name;

-- :name put_settings :batch
UPDATE setting SET value = :value WHERE name = :key;

-- :name totps :many
SELECT CAST(t.user_id AS TEXT) AS key, t.secret AS value
  FROM totp t
 ORDER BY t.user_id;

-- :name put_totps :batch
UPDATE totp SET secret = :value WHERE user_id = CAST(:key AS BIGINT);

-- :name devices :many
SELECT d.key, d.sealed AS value
  FROM notice_device d
 ORDER BY d.key;

-- :name put_devices :batch
UPDATE notice_device SET sealed = :value WHERE key = :key;

-- :name signings :many
SELECT CAST(w.webhook_id AS TEXT) AS key, w.sealed AS value
  FROM webhook_secret w
 ORDER BY w.webhook_id;

-- :name put_signings :batch
UPDATE webhook_secret SET sealed = :value WHERE webhook_id = CAST(:key AS BIGINT);

-- :name sources :many
SELECT CAST(s.provider_id AS TEXT) AS key, s.sealed AS value
  FROM identity_secret s
 ORDER BY s.provider_id;

-- :name put_sources :batch
UPDATE identity_secret SET sealed = :value WHERE provider_id = CAST(:key AS BIGINT);

-- Links between people here and at sign-in sources. Run by crm.dao.platform.identity.IdentityDao.

-- :name by_subject :one
SELECT i.id, i.provider_id, i.user_id, i.granted
  FROM identity i
 WHERE i.provider_id = :provider_id
   AND i.issuer = :issuer
   AND i.subject = :subject;

-- :name of_user :many
-- Open: names of sources stand on the sign-in page.
SELECT i.id, i.provider_id, p.name AS provider_name, i.linked_at, i.used_at, i.level
  FROM identity i
  JOIN identity_provider p ON p.id = i.provider_id
 WHERE i.user_id = :user_id
 ORDER BY i.id;

-- :name insert :affected
INSERT INTO identity (provider_id, user_id, issuer, subject, granted, level, linked_at, used_at)
VALUES (:provider_id, :user_id, :issuer, :subject, :granted, :level, :now, :now)
    ON CONFLICT DO NOTHING;

-- :name use :affected
-- :steady
UPDATE identity
   SET used_at = :now,
       granted = :granted,
       level = :level
 WHERE id = :id;

-- :name remove :affected
-- :steady
DELETE FROM identity
 WHERE id = :id
   AND user_id = :user_id;

-- :name branch :scalar
-- Open: which department a name stands for, before anybody acts.
SELECT d.id
  FROM department d
 WHERE d.removed_at IS NULL
   AND lower(d.name) = lower(:name)
 ORDER BY d.id
 LIMIT 1;

-- :name has_password :scalar
SELECT COUNT(*)
  FROM credential c
 WHERE c.user_id = :user_id;

-- :name insert_answer :affected
INSERT INTO identity_answer (state_hash, expires_at)
VALUES (:state_hash, :expires_at)
    ON CONFLICT DO NOTHING;

-- :name sweep_answers :affected
DELETE FROM identity_answer
 WHERE expires_at < :now;

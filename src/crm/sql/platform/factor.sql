-- Second factors, and who has signed in by half. Run by crm.dao.platform.factor.FactorDao.

-- :name standing :one
-- Open: what roles demand and who has what decides how one signs in, before anybody acts.
SELECT EXISTS (SELECT 1 FROM totp t WHERE t.user_id = :user_id) AS totp,
       (SELECT COUNT(*) FROM passkey p WHERE p.user_id = :user_id) AS passkeys,
       (SELECT COUNT(*) FROM recovery_code c WHERE c.user_id = :user_id AND c.used_at IS NULL) AS codes,
       COALESCE((SELECT MAX(CASE r.factor WHEN 'passkey' THEN 2 WHEN 'any' THEN 1 ELSE 0 END)
                   FROM user_role ur
                   JOIN role r ON r.id = ur.role_id
                  WHERE ur.user_id = :user_id
                    AND r.removed_at IS NULL), 0) AS demand;

-- :name page :many
-- Active people with their factors, by name.
-- Open: of roles only what they demand is read; the people are those whom the reader may see.
SELECT u.id, u.sort_key, u.name, d.name AS department_name,
       EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id) AS totp,
       (SELECT COUNT(*) FROM passkey p WHERE p.user_id = u.id) AS passkeys,
       (SELECT COUNT(*) FROM recovery_code c WHERE c.user_id = u.id AND c.used_at IS NULL) AS codes,
       COALESCE((SELECT MAX(CASE r.factor WHEN 'passkey' THEN 2 WHEN 'any' THEN 1 ELSE 0 END)
                   FROM user_role ur
                   JOIN role r ON r.id = ur.role_id
                  WHERE ur.user_id = u.id
                    AND r.removed_at IS NULL), 0) AS demand
  FROM app_user u
  LEFT JOIN department d ON d.id = u.department_id
 WHERE TRUE    -- :visible u user
   AND u.state = 'active'
   AND (u.sort_key, u.id) > (:after_key, :after_id)    -- :if after_id
 ORDER BY u.sort_key, u.id
 LIMIT :size;

-- The app ------------------------------------------------------------------

-- :name totp :one
SELECT t.secret, t.last_step, t.created_at
  FROM totp t
 WHERE t.user_id = :user_id;

-- :name put_totp :affected
INSERT INTO totp (user_id, secret, last_step, created_at)
VALUES (:user_id, :secret, :last_step, :now)
    ON CONFLICT (user_id) DO UPDATE
   SET secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at;

-- :name spend_step :affected
-- A code is of one time step; that step or an earlier one is never taken again.
UPDATE totp
   SET last_step = :step
 WHERE user_id = :user_id
   AND last_step < :step;

-- :name drop_totp :affected
DELETE FROM totp
 WHERE user_id = :user_id;

-- Recovery codes -----------------------------------------------------------

-- :name drop_codes :affected
DELETE FROM recovery_code
 WHERE user_id = :user_id;

-- :name insert_codes :batch
INSERT INTO recovery_code (user_id, code_hash)
VALUES (:user_id, :code_hash);

-- :name spend_code :affected
UPDATE recovery_code
   SET used_at = :now
 WHERE user_id = :user_id
   AND code_hash = :code_hash
   AND used_at IS NULL;

-- Passkeys -----------------------------------------------------------------

-- :name passkeys :many
SELECT p.id, p.name, p.created_at, p.used_at
  FROM passkey p
 WHERE p.user_id = :user_id
 ORDER BY p.id;

-- :name public_keys :many
SELECT p.id, p.user_id, p.credential_id, p.public_key, p.sign_count
  FROM passkey p
 WHERE p.user_id = :user_id
 ORDER BY p.id;

-- :name public_key :one
SELECT p.id, p.user_id, p.credential_id, p.public_key, p.sign_count
  FROM passkey p
 WHERE p.credential_id = :credential_id;

-- :name insert_passkey :affected
-- Nothing when that passkey is registered already.
INSERT INTO passkey (user_id, credential_id, public_key, sign_count, name, created_at)
VALUES (:user_id, :credential_id, :public_key, :sign_count, :name, :now)
    ON CONFLICT (credential_id) DO NOTHING;

-- :name note_use :affected
-- :steady
UPDATE passkey
   SET sign_count = :sign_count, used_at = :now
 WHERE id = :id;

-- :name rename_passkey :affected
-- :steady
UPDATE passkey
   SET name = :name
 WHERE id = :id
   AND user_id = :user_id;

-- :name drop_passkey :affected
-- :steady
DELETE FROM passkey
 WHERE id = :id
   AND user_id = :user_id;

-- :name drop_passkeys :affected
DELETE FROM passkey
 WHERE user_id = :user_id;

-- :name spend_answer :affected
INSERT INTO passkey_answer (nonce, expires_at)
VALUES (:nonce, :expires_at)
    ON CONFLICT (nonce) DO NOTHING;

-- :name forget_answers :affected
DELETE FROM passkey_answer
 WHERE expires_at < :now;

-- Half signed in -----------------------------------------------------------

-- :name insert_step :affected
INSERT INTO sign_in_step (token_hash, user_id, proof, expires_at)
VALUES (:token_hash, :user_id, :proof, :expires_at);

-- :name step :one
SELECT s.user_id, s.proof
  FROM sign_in_step s
 WHERE s.token_hash = :token_hash
   AND s.expires_at > :now;

-- :name drop_step :affected
DELETE FROM sign_in_step
 WHERE token_hash = :token_hash;

-- :name drop_steps :affected
DELETE FROM sign_in_step
 WHERE user_id IN (:user_ids);

-- :name forget_steps :affected
DELETE FROM sign_in_step
 WHERE expires_at < :now;

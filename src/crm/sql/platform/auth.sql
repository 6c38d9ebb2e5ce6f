-- Sessions, credentials and failed attempts. Run by crm.dao.platform.auth.AuthDao.

-- :name session :one
-- Everything that a request must know about who sends it, in one statement.
SELECT s.user_id, u.state, u.theme, u.density, s.created_at, s.seen_at, s.proven_at, k.value AS stamp
  FROM session s
  JOIN app_user u ON u.id = s.user_id
  JOIN stamp k ON k.name = 'access'
 WHERE s.token_hash = :token_hash
   AND u.removed_at IS NULL;

-- :name insert_session :affected
INSERT INTO session (token_hash, user_id, created_at, seen_at, proven_at, address, agent)
VALUES (:token_hash, :user_id, :now, :now, :now, :address, :agent);

-- :name see :affected
UPDATE session
   SET seen_at = :now
 WHERE token_hash = :token_hash;

-- :name end :affected
DELETE FROM session
 WHERE token_hash = :token_hash;

-- :name credential :one
SELECT c.user_id, c.password_hash, c.changed_at, c.must_change
  FROM credential c
 WHERE c.user_id = :user_id;

-- :name put_credential :affected
INSERT INTO credential (user_id, password_hash, changed_at, must_change)
VALUES (:user_id, :password_hash, :now, :must_change)
    ON CONFLICT (user_id) DO UPDATE
   SET password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change;

-- :name failures :scalar
SELECT COUNT(*)
  FROM sign_in_failure f
 WHERE f.subject = :subject
   AND f.at >= :since;

-- :name insert_failure :affected
INSERT INTO sign_in_failure (subject, at)
VALUES (:subject, :now);

-- Sessions, credentials, attempts and resets. Run by crm.dao.platform.auth.AuthDao.

-- :name session :one
-- :steady
-- Open: it tells who acts, so nobody acts yet.
-- Everything that a request must know about who sends it, in one statement.
SELECT s.user_id, u.state, u.theme, u.density, u.keys, s.created_at, s.seen_at, s.proven_at,
       COALESCE(c.must_change, FALSE) AS must_change, s.wants, k.value AS stamp,
       (SELECT t.value FROM stamp t WHERE t.name = 'setting') AS setting_stamp,
       (SELECT t.value FROM stamp t WHERE t.name = 'field') AS field_stamp
  FROM session s
  JOIN app_user u ON u.id = s.user_id
  JOIN stamp k ON k.name = 'access'
  LEFT JOIN credential c ON c.user_id = s.user_id
 WHERE s.token_hash = :token_hash
   AND u.removed_at IS NULL;

-- :name insert_session :affected
INSERT INTO session (token_hash, user_id, created_at, seen_at, proven_at, address, agent, wants)
VALUES (:token_hash, :user_id, :now, :now, :now, :address, :agent, :wants);

-- :name put_proven :affected
UPDATE session
   SET proven_at = :now
 WHERE user_id = :user_id
   AND substr(token_hash, 1, 16) = :mark;

-- :name put_wants :affected
-- What the sessions of somebody still want, once he has set up a factor.
UPDATE session
   SET wants = :wants
 WHERE user_id = :user_id;

-- :name see :affected
UPDATE session
   SET seen_at = :now
 WHERE token_hash = :token_hash;

-- :name end :affected
DELETE FROM session
 WHERE token_hash = :token_hash;

-- :name sessions :many
SELECT substr(s.token_hash, 1, 16) AS mark, s.created_at, s.seen_at, s.address, s.agent
  FROM session s
 WHERE s.user_id = :user_id
   AND s.seen_at > :seen_after
   AND s.created_at > :created_after
 ORDER BY s.seen_at DESC;

-- :name end_marked :affected
DELETE FROM session
 WHERE user_id = :user_id
   AND substr(token_hash, 1, 16) = :mark;

-- :name end_all :many
DELETE FROM session
 WHERE user_id IN (:user_ids)
   AND substr(token_hash, 1, 16) <> :keep    -- :if keep
RETURNING user_id;

-- :name credential :one
SELECT c.user_id, c.password_hash, c.changed_at, c.must_change
  FROM credential c
 WHERE c.user_id = :user_id;

-- :name put_credential :affected
INSERT INTO credential (user_id, password_hash, changed_at, must_change)
VALUES (:user_id, :password_hash, :now, :must_change)
    ON CONFLICT (user_id) DO UPDATE
   SET password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change;

-- :name attempts :one
SELECT COUNT(*) AS tries, MAX(f.at) AS last
  FROM sign_in_failure f
 WHERE f.subject = :subject
   AND f.at >= :since;

-- :name insert_attempts :batch
INSERT INTO sign_in_failure (subject, at)
VALUES (:subject, :at);

-- :name forget_attempts :affected
DELETE FROM sign_in_failure
 WHERE subject IN (:subjects);

-- :name forget_attempt :affected
DELETE FROM sign_in_failure
 WHERE subject = :subject
   AND at = :at;

-- :name insert_reset :affected
INSERT INTO password_reset (token_hash, user_id, expires_at)
VALUES (:token_hash, :user_id, :expires_at);

-- :name reset_user :scalar
-- Whom a link is for, while it holds.
SELECT r.user_id
  FROM password_reset r
 WHERE r.token_hash = :token_hash
   AND r.used_at IS NULL
   AND r.expires_at > :now;

-- :name use_reset :affected
UPDATE password_reset
   SET used_at = :now
 WHERE token_hash = :token_hash
   AND used_at IS NULL
   AND expires_at > :now;

-- :name drop_resets :affected
DELETE FROM password_reset
 WHERE user_id IN (:user_ids)
   AND used_at IS NULL;

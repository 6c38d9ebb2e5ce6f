-- API tokens. Run by crm.dao.platform.token.TokenDao.

-- :name holder :one
-- Everything that a request of the API must know about who sends it, in one statement.
SELECT t.id, t.user_id, t.scopes, t.last_used_at, k.value AS stamp,
       (SELECT s.value FROM stamp s WHERE s.name = 'field') AS field_stamp
  FROM api_token t
  JOIN stamp k ON k.name = 'access'
 WHERE t.token_hash = :token_hash
   AND t.revoked_at IS NULL
   AND t.expires_at > :now;

-- :name see :affected
-- :steady
UPDATE api_token
   SET last_used_at = :now
 WHERE id = :id;

-- :name insert :affected
INSERT INTO api_token (user_id, name, token_hash, scopes, created_at, expires_at)
VALUES (:user_id, :name, :token_hash, :scopes, :now, :expires_at);

-- :name revoke :affected
-- :steady
UPDATE api_token
   SET revoked_at = :now
 WHERE id = :id
   AND user_id = :user_id
   AND revoked_at IS NULL;

-- :name of_user :many
SELECT t.id, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
  FROM api_token t
 WHERE t.user_id = :user_id
 ORDER BY t.id DESC;

-- Links of quotes. Run by crm.dao.sales.quote_link.QuoteLinkDao.

-- :name insert :affected
INSERT INTO quote_link (quote_id, token_hash, template_id, recipient, created_at, created_by, expires_at)
VALUES (:quote_id, :token_hash, :template_id, :recipient, :at, :user_id, :expires_at);

-- :name by_token :one
-- Whoever has the token may know of the link; its quote is read by its own service.
SELECT l.id, l.quote_id, l.template_id, l.recipient, l.created_at, l.created_by, l.expires_at, l.revoked_at, l.opened_at,
       l.signed_file_id
  FROM quote_link l
 WHERE l.token_hash = :token_hash;

-- :name of_quote :many
SELECT l.id, l.quote_id, l.template_id, l.recipient, l.created_at, l.created_by, l.expires_at, l.revoked_at, l.opened_at,
       l.signed_file_id, u.name AS created_name,
       (SELECT COUNT(*) FROM quote_view v WHERE v.link_id = l.id AND v.device <> 'robot') AS views
  FROM quote_link l
  LEFT JOIN app_user u ON u.id = l.created_by
 WHERE l.quote_id = :quote_id
 ORDER BY l.id DESC
 LIMIT :size;

-- :name summary :one
SELECT COUNT(DISTINCT l.id) AS links, COUNT(v.id) AS views, MAX(v.at) AS seen_at,
       (SELECT COUNT(*) FROM quote_comment c WHERE c.quote_id = :quote_id) AS comments
  FROM quote_link l
  LEFT JOIN quote_view v ON v.link_id = l.id AND v.device <> 'robot'
 WHERE l.quote_id = :quote_id;

-- :name count_open :scalar
SELECT COUNT(*)
  FROM quote_link l
 WHERE l.quote_id = :quote_id
   AND l.revoked_at IS NULL
   AND l.expires_at > :at;

-- :name revoke :affected
-- :steady
UPDATE quote_link
   SET revoked_at = :at
 WHERE id = :id
   AND quote_id = :quote_id
   AND revoked_at IS NULL;

-- :name open_first :affected
-- :steady
UPDATE quote_link
   SET opened_at = :at
 WHERE id = :id
   AND opened_at IS NULL;

-- :name sign :affected
-- :steady
-- Nothing is signed under a link that was revoked meanwhile.
UPDATE quote_link
   SET signed_file_id = :file_id
 WHERE id = :id
   AND revoked_at IS NULL;

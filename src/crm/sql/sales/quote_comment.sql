-- Comments below quotes. Run by crm.dao.sales.quote_comment.QuoteCommentDao.

-- :name insert :affected
INSERT INTO quote_comment (quote_id, link_id, user_id, author, at, body)
VALUES (:quote_id, :link_id, :user_id, :author, :at, :body);

-- :name count :scalar
SELECT COUNT(*)
  FROM quote_comment c
 WHERE c.quote_id = :quote_id;

-- :name of_quote :many
SELECT c.id, c.user_id, c.author, c.at, c.body
  FROM quote_comment c
 WHERE c.quote_id = :quote_id
 ORDER BY c.id
 LIMIT :size;

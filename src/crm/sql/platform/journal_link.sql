-- Saved ways into the journal. Run by crm.dao.platform.journal_link.JournalLinkDao.

-- :name of_user :many
SELECT l.id, l.name, l.query
  FROM journal_link l
 WHERE l.user_id = :user_id
   AND l.place = :place
 ORDER BY l.name, l.id
 LIMIT :size;

-- :name put :affected
INSERT INTO journal_link (user_id, place, name, query, created_at)
VALUES (:user_id, :place, :name, :query, :now)
    ON CONFLICT (user_id, place, name) DO UPDATE SET query = EXCLUDED.query;

-- :name drop :affected
-- :steady
DELETE FROM journal_link
 WHERE id = :id
   AND user_id = :user_id;

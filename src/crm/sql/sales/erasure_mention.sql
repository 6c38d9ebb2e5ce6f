-- Saved views and ways into the journal that look for an erased person. Run by crm.dao.sales.erasure_mention.ErasureMentionDao.

-- :name views :many
-- :steady
SELECT v.id, v.name, v.state
  FROM saved_view v
 WHERE v.id IN (:ids);

-- :name put_views :batch
UPDATE saved_view
   SET name = :name, state = :state, version = version + 1
 WHERE id = :id;

-- :name drop_ways :affected
-- :steady
DELETE FROM journal_link
 WHERE id IN (:ids);

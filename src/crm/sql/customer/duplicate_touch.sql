-- The last touch of merged records. Run by crm.dao.customer.duplicate_touch.TouchDao.

-- :name note :affected
INSERT INTO duplicate_touch (group_id, module, kept_id, gone_id, was, made)
VALUES (:group_id, :module_name, :kept_id, :gone_id, :was, :made);

-- :name noted :one
SELECT t.group_id, t.module, t.kept_id, t.gone_id, t.was, t.made
  FROM duplicate_touch t
 WHERE t.gone_id IN (:gone_ids)
 ORDER BY t.group_id DESC
 LIMIT 1;

-- :name forget :affected
DELETE FROM duplicate_touch
 WHERE group_id = :group_id;

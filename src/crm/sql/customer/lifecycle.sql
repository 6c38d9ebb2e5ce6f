-- The stages of customers, out of the journal. Run by crm.dao.customer.lifecycle.LifecycleDao.

-- :name steps :many
SELECT s.at, u.name AS actor_name, s.source, s.reason, i.field, CAST(i.after AS TEXT) AS after
  FROM change_item i
  JOIN change_set s ON s.id = i.change_set_id
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE i.module = 'account'
   AND i.record_id = :id
   AND (i.field = 'stage' OR (i.field IS NULL AND i.before IS NULL))
 ORDER BY s.id, i.position
 LIMIT :size;

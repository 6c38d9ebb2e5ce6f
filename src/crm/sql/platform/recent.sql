-- What each person opened lately, and searches that put it first. Run by crm.dao.platform.recent.RecentDao.

-- :name opened :affected
-- Whoever opens a record again within a minute costs no write.
INSERT INTO recent (user_id, record_id, opened_at)
VALUES (:user_id, :record_id, :opened_at)
    ON CONFLICT (user_id, record_id) DO UPDATE
   SET opened_at = excluded.opened_at
 WHERE recent.opened_at < :since;

-- :name forget :affected
DELETE FROM recent
 WHERE user_id = :user_id
   AND record_id IN (SELECT r.record_id
                       FROM recent r
                      WHERE r.user_id = :user_id
                      ORDER BY r.opened_at DESC
                      LIMIT 1000 OFFSET :kept);

-- :name page :many
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM recent r
  JOIN search_entry e ON e.id = r.record_id
 WHERE r.user_id = :user_id
   AND TRUE    -- :anywhere e
 ORDER BY r.opened_at DESC
 LIMIT :size;

-- :name found :many sqlite
-- Of what one opened lately, that which has the words. The order of the joins is said: the index of words comes last.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM recent r
 CROSS JOIN search_text t ON t.rowid = r.record_id
 CROSS JOIN search_entry e ON e.id = r.record_id
 WHERE r.user_id = :user_id
   AND t.search_text MATCH :words
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY r.opened_at DESC
 LIMIT :size;

-- :name found :many postgresql
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM recent r
  JOIN search_entry e ON e.id = r.record_id
 WHERE r.user_id = :user_id
   AND e.vector @@ CAST(:words AS tsquery)
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY r.opened_at DESC
 LIMIT :size;

-- :name others :many sqlite
-- The newest records that have the words.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_text
  JOIN search_entry e ON e.id = search_text.rowid
 WHERE search_text MATCH :words
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY search_text.rowid DESC
 LIMIT :size;

-- :name others :many postgresql
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE e.vector @@ CAST(:words AS tsquery)
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY e.id DESC
 LIMIT :size;

-- :name by_number :one
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE e.id = :id
   AND TRUE;    -- :anywhere e

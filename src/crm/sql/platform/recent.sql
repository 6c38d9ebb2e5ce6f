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
-- Of what one opened lately, that which has the words: in the tokens themselves, since the index of words gathers everything that
-- begins so for each of the rows anew.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM recent r
  JOIN search_entry e ON e.id = r.record_id
 WHERE r.user_id = :user_id
   AND NOT EXISTS (SELECT 1 FROM json_each(:parts) p WHERE instr(' ' || e.tokens || ' ', p.value) = 0)
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY r.opened_at DESC
 LIMIT :size;

-- :name found :many postgresql
-- CASE: a few records are read one by one, instead of everything that has the words out of the index.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM recent r
  JOIN search_entry e ON e.id = r.record_id
 WHERE r.user_id = :user_id
   AND CASE WHEN e.vector @@ CAST(:words AS tsquery) THEN TRUE END
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY r.opened_at DESC
 LIMIT :size;

-- :name by_number :one
-- :steady
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE e.id = :id
   AND TRUE;    -- :anywhere e

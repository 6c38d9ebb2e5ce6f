-- What is derived from records for finding them.

-- :name find :many sqlite
-- The newest records that have the words, and the parts among their tokens.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_text
  JOIN search_entry e ON e.id = search_text.rowid
 WHERE search_text MATCH :words
   AND NOT EXISTS (SELECT 1 FROM json_each(:parts) p WHERE instr(' ' || e.tokens || ' ', p.value) = 0)   -- :if parts
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY search_text.rowid DESC
 LIMIT :size;

-- :name find :many postgresql
-- What is common is met soon on the way from the newest record down: CASE keeps the planner from gathering all of it out of the index.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE TRUE
   AND e.vector @@ CAST(:words AS tsquery)             -- :unless parts
   AND CASE WHEN e.vector @@ CAST(:words AS tsquery) THEN TRUE END   -- :if parts
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY e.id DESC
 LIMIT :size;

-- :name beginning :many sqlite
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_text
  JOIN search_entry e ON e.id = search_text.rowid
 WHERE search_text MATCH :words
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY search_text.rowid DESC
 LIMIT :size;

-- :name beginning :many postgresql
-- Each of many words is rare, which the planner does not know: it would walk along all records, were it not for the sum in the order.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE e.vector @@ CAST(:words AS tsquery)
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY e.id + 0 DESC
 LIMIT :size;

-- :name opened :many sqlite
-- Of what was opened one by one, the newest that have the parts among their tokens.
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE TRUE                          -- :opened e
   AND NOT EXISTS (SELECT 1 FROM json_each(:parts) p WHERE instr(' ' || e.tokens || ' ', p.value) = 0)
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY +e.id DESC
 LIMIT :size;

-- :name share :scalar sqlite
-- How many of the newest entries with the words have the parts too, and may be seen: how common that is chooses how to look for it.
SELECT COUNT(*)
  FROM (SELECT search_text.rowid AS id
          FROM search_text
         WHERE search_text MATCH :words
         ORDER BY search_text.rowid DESC
         LIMIT :sample) newest
  JOIN search_entry e ON e.id = newest.id
 WHERE NOT EXISTS (SELECT 1 FROM json_each(:parts) p WHERE instr(' ' || e.tokens || ' ', p.value) = 0)
   AND TRUE                           -- :anywhere e
   AND e.module IN (:module_names);   -- :if module_names

-- :name share :scalar postgresql
-- Open: which entries are the newest decides nothing that is told; those that count are guarded.
SELECT COUNT(*)
  FROM (SELECT n.id
          FROM search_entry n
         ORDER BY n.id DESC
         LIMIT :sample) newest
  JOIN search_entry e ON e.id = newest.id
 WHERE CASE WHEN e.vector @@ CAST(:words AS tsquery) THEN TRUE END
   AND TRUE                           -- :anywhere e
   AND e.module IN (:module_names);   -- :if module_names

-- :name put :batch
INSERT INTO search_entry (id, module, title, second, owner_id, department_id, pool_id, removed_at, touched, tokens)
VALUES (:id, :module, :title, :second, :owner_id, :department_id, :pool_id, :removed_at, :touched, :tokens)
    ON CONFLICT (id) DO UPDATE
   SET title = excluded.title, second = excluded.second, owner_id = excluded.owner_id,
       department_id = excluded.department_id, pool_id = excluded.pool_id, removed_at = excluded.removed_at,
       touched = excluded.touched, tokens = excluded.tokens;

-- :name keyed :many
SELECT e.id, e.module, e.title, e.second, e.touched
  FROM search_entry e
 WHERE e.id IN (SELECT k.record_id FROM record_key k WHERE k.kind IN (:kinds) AND k.value IN (:values))
   AND TRUE                          -- :anywhere e
   AND e.module IN (:module_names)   -- :if module_names
 ORDER BY e.id DESC
 LIMIT :size;

-- :name reword :batch
UPDATE search_entry
   SET tokens = :tokens
 WHERE id = :id;

-- :name drop_text :affected sqlite
-- Open: the index follows every record, whoever writes it.
-- Before an entry changes: the full-text index is told the old tokens (it keeps none of its own).
INSERT INTO search_text (search_text, rowid, tokens, whose)
SELECT 'delete', e.id, e.tokens, e.whose
  FROM search_entry e
 WHERE e.id IN (:ids);

-- :name add_text :affected sqlite
-- Open: the index follows every record, whoever writes it.
-- After it: the new ones. (A trigger may not touch a virtual table while trusted_schema is off.)
INSERT INTO search_text (rowid, tokens, whose)
SELECT e.id, e.tokens, e.whose
  FROM search_entry e
 WHERE e.id IN (:ids);

-- :name move :batch
UPDATE search_entry
   SET owner_id = :owner_id, department_id = :department_id, pool_id = :pool_id
 WHERE id = :id;

-- :name astray :many
-- Open: the index follows every record, whoever writes it.
SELECT e.id
  FROM search_entry e
  JOIN app_user u ON u.id = e.owner_id
 WHERE e.owner_id IN (:user_ids)
   AND e.department_id IS DISTINCT FROM u.department_id;

-- :name follow :affected
-- Open: the index follows every record, whoever writes it.
UPDATE search_entry
   SET department_id = (SELECT u.department_id FROM app_user u WHERE u.id = search_entry.owner_id)
 WHERE id IN (:ids);

-- :name show :batch
UPDATE search_entry
   SET removed_at = :removed_at
 WHERE id = :id;

-- :name drop_keys :affected
-- :steady
DELETE FROM record_key
 WHERE record_id IN (:ids);

-- :name put_keys :batch
INSERT INTO record_key (kind, value, module, record_id)
VALUES (:kind, :value, :module, :record_id)
    ON CONFLICT DO NOTHING;

-- :name key_matches :many
SELECT k.kind, k.value, k.record_id
  FROM record_key k
 WHERE k.kind = :kind
   AND k.value IN (:values)
   AND k.module = :module_name;

-- :name numbered :many
-- Which records have one of the values whole.
SELECT k.kind, k.value, k.record_id
  FROM record_key k
 WHERE k.kind IN (:kinds)
   AND k.value IN (:values)
   AND k.module IN (:module_names);

-- :name drop_tags :affected
-- :steady
DELETE FROM tagging
 WHERE record_id IN (:ids);

-- :name put_tags :batch
INSERT INTO tagging (module, tag, record_id)
VALUES (:module, :tag, :record_id)
    ON CONFLICT DO NOTHING;

-- How the installation fares. Run by crm.dao.platform.operation.OperationDao.

-- :name is_measurable :scalar sqlite
-- Whether this SQLite can say what its tables take.
SELECT COUNT(*)
  FROM pragma_module_list
 WHERE name = 'dbstat';

-- :name is_measurable :scalar postgresql
SELECT 1;

-- :name sizes :many sqlite
SELECT m.type AS kind, m.name, CAST(s.pgsize AS INTEGER) AS bytes, 0 AS count
  FROM sqlite_master m
  JOIN dbstat s ON s.name = m.name
 WHERE s.aggregate = 1
   AND m.type IN ('table', 'index');

-- :name sizes :many postgresql
SELECT CASE c.relkind WHEN 'i' THEN 'index' ELSE 'table' END AS kind, CAST(c.relname AS text) AS name,
       CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END AS bytes, 0 AS count
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = current_schema()
   AND c.relkind IN ('r', 'i');

-- :name whole :scalar sqlite
SELECT p.page_count * s.page_size
  FROM pragma_page_count p, pragma_page_size s;

-- :name whole :scalar postgresql
SELECT pg_database_size(current_database());

-- :name files :many
-- Open: sums alone, by kind and by whose they are; no file is shown.
SELECT 'file' AS kind, f.media AS name, CAST(SUM(f.size) AS BIGINT) AS bytes, COUNT(*) AS count
  FROM file f
 GROUP BY f.media
 UNION ALL
SELECT 'person' AS kind, COALESCE(u.account, '') AS name, CAST(SUM(f.size) AS BIGINT) AS bytes, COUNT(*) AS count
  FROM file f
  LEFT JOIN app_user u ON u.id = f.owner_id
 GROUP BY COALESCE(u.account, '');

-- :name put_sizes :batch
INSERT INTO storage_sample (day, kind, name, bytes, count)
VALUES (:day, :kind, :name, :bytes, :count)
    ON CONFLICT (day, kind, name) DO UPDATE
   SET bytes = excluded.bytes, count = excluded.count;

-- :name last_day :scalar
SELECT MAX(s.day)
  FROM storage_sample s;

-- :name first_day :scalar
SELECT MIN(s.day)
  FROM storage_sample s
 WHERE s.day >= :since;

-- :name samples :many
SELECT s.kind, s.name, s.bytes, s.count, b.bytes AS before, u.name AS person
  FROM storage_sample s
  LEFT JOIN storage_sample b ON b.day = :first AND b.kind = s.kind AND b.name = s.name
  LEFT JOIN app_user u ON s.kind = 'person' AND u.account = s.name
 WHERE s.day = :day
 ORDER BY s.bytes DESC, s.name;

-- :name growth :many
SELECT s.day, CAST(SUM(s.bytes) AS BIGINT) AS bytes
  FROM storage_sample s
 WHERE s.day >= :since
   AND s.kind = :kind
 GROUP BY s.day
 ORDER BY s.day;

-- :name put_loads :batch
INSERT INTO statement_load (day, label, bucket, calls, seconds, slowest, rows)
VALUES (:day, :label, :bucket, :calls, :seconds, :slowest, :rows)
    ON CONFLICT (day, label, bucket) DO UPDATE
   SET calls = statement_load.calls + excluded.calls,
       seconds = statement_load.seconds + excluded.seconds,
       rows = statement_load.rows + excluded.rows,
       slowest = CASE WHEN excluded.slowest > statement_load.slowest THEN excluded.slowest ELSE statement_load.slowest END;

-- :name loads :many
SELECT l.label, CAST(SUM(l.calls) AS BIGINT) AS calls, SUM(l.seconds) AS seconds, MAX(l.slowest) AS slowest,
       CAST(SUM(l.rows) AS BIGINT) AS rows
  FROM statement_load l
 WHERE l.day >= :since
 GROUP BY l.label
 ORDER BY :sort
 LIMIT :size;
-- :sort seconds  SUM(l.seconds) DESC, l.label
-- :sort mean     SUM(l.seconds) / SUM(l.calls) DESC, l.label
-- :sort slowest  MAX(l.slowest) DESC, l.label
-- :sort calls    SUM(l.calls) DESC, l.label

-- :name buckets :many
SELECT l.label, l.bucket, CAST(SUM(l.calls) AS BIGINT) AS calls
  FROM statement_load l
 WHERE l.day >= :since
   AND l.label IN (:labels)
 GROUP BY l.label, l.bucket;

-- :name oldest :scalar
-- Since when the first of the jobs that wait could have run.
SELECT MIN(j.run_at)
  FROM job j
 WHERE j.state IN ('waiting', 'failed');

-- :name put_uses :batch
INSERT INTO usage_day (day, user_id, token_id, requests)
VALUES (:day, :user_id, :token_id, :requests)
    ON CONFLICT (day, user_id, token_id) DO UPDATE
   SET requests = usage_day.requests + excluded.requests;

-- :name uses :many
SELECT d.day, COUNT(DISTINCT d.user_id) AS people, CAST(SUM(d.requests) AS BIGINT) AS requests
  FROM usage_day d
 WHERE d.day >= :since
 GROUP BY d.day
 ORDER BY d.day;

-- :name people :many
SELECT d.user_id, u.name, COUNT(DISTINCT d.day) AS days, CAST(SUM(d.requests) AS BIGINT) AS requests
  FROM usage_day d
  LEFT JOIN app_user u ON u.id = d.user_id
 WHERE d.day >= :since
 GROUP BY d.user_id, u.name
 ORDER BY SUM(d.requests) DESC, d.user_id
 LIMIT :size;

-- :name tokens :many
SELECT t.name, u.name AS person, CAST(SUM(d.requests) AS BIGINT) AS requests, t.last_used_at
  FROM usage_day d
  LEFT JOIN api_token t ON t.id = d.token_id
  LEFT JOIN app_user u ON u.id = d.user_id
 WHERE d.day >= :since
   AND d.token_id > 0
 GROUP BY t.name, u.name, t.last_used_at
 ORDER BY SUM(d.requests) DESC
 LIMIT :size;

-- :name forget_sizes :affected
DELETE FROM storage_sample
 WHERE day < :before;

-- :name forget_loads :affected
DELETE FROM statement_load
 WHERE day < :before;

-- :name forget_uses :affected
DELETE FROM usage_day
 WHERE day < :before;

-- What a database says of its own health. Run by crm.dao.platform.doctor.DoctorDao.

-- :name orphans :many sqlite
-- Rows that point at nothing, by table.
SELECT "table" AS name, COUNT(*) AS count
  FROM pragma_foreign_key_check
 GROUP BY "table";

-- :name tables :many sqlite
SELECT name
  FROM sqlite_master
 WHERE type = 'table'
   AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
   AND name NOT LIKE 'search^_text%' ESCAPE '^'
 ORDER BY name;

-- :name tables :many postgresql
SELECT CAST(tablename AS text) AS name
  FROM pg_tables
 WHERE schemaname = current_schema()
 ORDER BY tablename;

-- :name moment :scalar sqlite
-- The clock of the database, to be held against our own.
SELECT CAST(strftime('%s', 'now') AS INTEGER);

-- :name moment :scalar postgresql
SELECT CAST(extract(epoch FROM clock_timestamp()) AS BIGINT);

-- :name newest_contents :many
-- Open: whether their contents are there; nothing of the files is shown.
SELECT f.digest
  FROM file f
 WHERE f.removed_at IS NULL
 ORDER BY f.created_at DESC, f.id DESC
 LIMIT :size;

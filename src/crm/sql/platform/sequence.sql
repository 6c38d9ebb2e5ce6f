-- The ids of records. Blocks are contiguous: on PostgreSQL the sequence is moved by n at once,
-- under a lock of its own, because nextval called n times may interleave with another's.

-- :name last :scalar sqlite
UPDATE sequence
   SET next = next + :n
 WHERE name = 'record_id'
RETURNING next - 1;

-- :name last :scalar postgresql
SELECT setval('record_id', nextval('record_id') + :n - 1)
  FROM (SELECT pg_advisory_xact_lock(7265636)) l;

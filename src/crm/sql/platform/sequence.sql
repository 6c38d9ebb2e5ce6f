-- The ids of records. Blocks are contiguous: on PostgreSQL the sequence is moved by n at once,
-- under a lock of its own, because nextval called n times may interleave with another's. The lock ends with the statement: kept
-- until the commit, whoever creates (ids, then the head of the journal) and whoever edits (the head, then ids) waited for each other.

-- :name last :scalar sqlite
UPDATE sequence
   SET next = next + :n
 WHERE name = 'record_id'
RETURNING next - 1;

-- :name last :scalar postgresql
-- :steady
-- Each step reads what the one before it gave: so they come in this order.
SELECT taken.last
  FROM (SELECT length(CAST(pg_advisory_lock(7265636) AS text)) AS nothing OFFSET 0) held,
       LATERAL (SELECT setval('record_id', nextval('record_id') + :n - 1 + held.nothing) AS last OFFSET 0) taken,
       LATERAL (SELECT pg_advisory_unlock(7265636 + 0 * taken.last) AS freed OFFSET 0) done
 WHERE done.freed;

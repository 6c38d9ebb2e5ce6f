-- The chains and their marks. Run by crm.dao.platform.chain.ChainDao.

-- :name sets :many
SELECT s.id, s.at, s.actor_id, CAST(NULL AS TEXT) AS actor_name, s.source, s.verb, s.module, s.title, s.count, s.reason, s.request_id,
       s.undoes_id, s.group_id, CAST(NULL AS INTEGER) AS undone_by, s.digest, s.hash, s.pruned_at, s.erased
  FROM change_set s
 WHERE s.id > :after_id
   AND s.id <= :last_id    -- :if last_id
 ORDER BY s.id
 LIMIT :size;

-- :name items :many
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after,
       i.erased
  FROM change_item i
 WHERE (i.change_set_id, i.position) > (:after_set, :after_position)
   AND i.change_set_id <= :last_set
 ORDER BY i.change_set_id, i.position
 LIMIT :size;

-- :name erased :many
-- What erasures left in place of what they took: of items, and of the words of change sets.
SELECT m.erasure_id, m.change_set_id, m.position, m.erased
  FROM (SELECT i.erasure_id, i.change_set_id, i.position, i.erased
          FROM change_item i
         WHERE i.erased IS NOT NULL
         UNION ALL
        SELECT s.erasure_id, s.id, -1, s.erased
          FROM change_set s
         WHERE s.erased IS NOT NULL) m
 WHERE (m.erasure_id, m.change_set_id, m.position) > (:after_erasure, :after_set, :after_position)
 ORDER BY m.erasure_id, m.change_set_id, m.position
 LIMIT :size;

-- :name untied :scalar
-- The first change set with a mark that names no erasure.
SELECT MIN(m.id)
  FROM (SELECT MIN(i.change_set_id) AS id FROM change_item i WHERE i.erased IS NOT NULL AND i.erasure_id IS NULL
         UNION ALL
        SELECT MIN(s.id) FROM change_set s WHERE s.erased IS NOT NULL AND s.erasure_id IS NULL) m;

-- :name erasures :many
-- What the journal itself tells of each erasure.
SELECT i.record_id AS id, i.change_set_id, CAST(i.after AS TEXT) AS told
  FROM change_item i
 WHERE i.module = 'erasure'
 ORDER BY i.record_id;

-- :name events :many
SELECT e.id, e.at, e.kind, e.user_id, e.address, e.detail, e.n, e.request_id, e.digest, e.hash, e.pruned_at
  FROM security_event e
 WHERE e.id > :after_id
   AND e.id <= :last_id    -- :if last_id
 ORDER BY e.id
 LIMIT :size;

-- :name set_before :one
SELECT s.id AS change_set_id, s.hash
  FROM change_set s
 WHERE s.id < :id
 ORDER BY s.id DESC
 LIMIT 1;

-- :name event_before :one
SELECT e.id AS change_set_id, e.hash
  FROM security_event e
 WHERE e.id < :id
 ORDER BY e.id DESC
 LIMIT 1;

-- :name set_head :one
SELECT h.change_set_id, h.hash
  FROM journal_head h
 WHERE h.id = 1;

-- :name event_head :one
SELECT h.event_id AS change_set_id, h.hash
  FROM security_head h
 WHERE h.id = 1;

-- :name count_sets :scalar
SELECT COUNT(*)
  FROM change_set s
 WHERE s.id > :after_id;

-- :name count_events :scalar
SELECT COUNT(*)
  FROM security_event e
 WHERE e.id > :after_id;

-- :name marks :many
SELECT m.name, m.through_id, m.hash, m.at, m.seal, m.broken_id, m.broken
  FROM chain_mark m
 ORDER BY m.name;

-- :name put_mark :affected
INSERT INTO chain_mark (name, through_id, hash, at, seal)
VALUES (:name, :through_id, :hash, :at, :seal)
    ON CONFLICT (name) DO UPDATE
   SET through_id = excluded.through_id, hash = excluded.hash, at = excluded.at, seal = excluded.seal, broken_id = NULL, broken = NULL
 WHERE excluded.through_id >= chain_mark.through_id;

-- :name drop_marks :affected
DELETE FROM chain_mark
 WHERE through_id >= 0;

-- :name put_broken :affected
INSERT INTO chain_mark (name, through_id, hash, at, seal, broken_id, broken)
VALUES (:name, 0, '', :now, '', :broken_id, :broken)
    ON CONFLICT (name) DO UPDATE
   SET broken_id = excluded.broken_id, broken = excluded.broken;

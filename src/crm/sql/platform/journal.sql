-- Change sets and their items. Nothing here updates or deletes one. What was erased of an item is no change that anybody can look at.

-- :name lock_head :one sqlite
SELECT h.change_set_id, h.hash
  FROM journal_head h
 WHERE h.id = 1;

-- :name lock_head :one postgresql
SELECT h.change_set_id, h.hash
  FROM journal_head h
 WHERE h.id = 1
   FOR UPDATE;

-- :name head :one
SELECT h.change_set_id, h.hash
  FROM journal_head h
 WHERE h.id = 1;

-- :name move_head :affected sqlite
UPDATE journal_head
   SET change_set_id = :id, hash = :hash
 WHERE id = 1;

-- :name insert_set :batch sqlite
INSERT INTO change_set (id, at, actor_id, source, verb, module, title, count, reason, request_id, undoes_id, group_id, digest, hash)
VALUES (:id, :at, :actor_id, :source, :verb, :module, :title, :count, :reason, :request_id, :undoes_id, :group_id, :digest, :hash);

-- :name insert_set :batch postgresql
-- :steady
-- With the head of the chain: one journey less for every write.
WITH moved AS (
    UPDATE journal_head
       SET change_set_id = :id, hash = :hash
     WHERE id = 1)
INSERT INTO change_set (id, at, actor_id, source, verb, module, title, count, reason, request_id, undoes_id, group_id, digest, hash)
VALUES (:id, :at, :actor_id, :source, :verb, :module, :title, :count, :reason, :request_id, :undoes_id, :group_id, :digest, :hash);

-- :name insert_items :batch
INSERT INTO change_item (change_set_id, position, module, record_id, version, field, before, after)
VALUES (:change_set_id, :position, :module, :record_id, :version, :field, :before, :after);

-- :name get_set :one
-- :steady
SELECT s.id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.module, s.title, s.count, s.reason, s.request_id,
       s.undoes_id, s.group_id, (SELECT MAX(z.id) FROM change_set z WHERE z.undoes_id = s.id) AS undone_by, s.digest, s.hash, s.pruned_at
  FROM change_set s
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE s.id = :id;

-- :name page_sets :many
SELECT s.id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.module, s.title, s.count, s.reason, s.request_id,
       s.undoes_id, s.group_id, (SELECT MAX(z.id) FROM change_set z WHERE z.undoes_id = s.id) AS undone_by, s.digest, s.hash, s.pruned_at
  FROM change_set s
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE TRUE
   AND s.id < :before_id            -- :if before_id
   AND s.actor_id = :actor_id       -- :if actor_id
   AND s.module = :module_name      -- :if module_name
   AND s.source = :source           -- :if source
   AND s.verb = :verb               -- :if verb
   AND s.request_id = :request_id   -- :if request_id
   AND s.reason IS NOT NULL AND s.reason LIKE :reason ESCAPE '!'    -- :if reason
   AND s.id >= :first_id            -- :if first_id
   AND s.id <= :last_id             -- :if last_id
-- :if record_id
   AND s.id IN (SELECT i.change_set_id FROM change_item i WHERE i.module = :module_name AND i.record_id = :record_id)
-- :end
-- :if field
   AND s.id IN (SELECT f.change_set_id FROM change_item f WHERE f.module = :module_name AND f.field = :field)
-- :end
 ORDER BY s.id DESC
 LIMIT :size;

-- :name first_since :scalar
-- Sets are written one after the other under a lock, so a span of days is a span of ids.
SELECT s.id
  FROM change_set s
 WHERE s.at >= :since
 ORDER BY s.at, s.id
 LIMIT 1;

-- :name last_until :scalar
SELECT s.id
  FROM change_set s
 WHERE s.at < :until
 ORDER BY s.at DESC, s.id DESC
 LIMIT 1;

-- :name group_ids :many
SELECT s.id
  FROM change_set s
 WHERE s.group_id = :group_id
 ORDER BY s.id DESC;

-- :name items :many
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.change_set_id = :change_set_id
   AND i.position > :after_position
   AND i.erased IS NULL
 ORDER BY i.position
 LIMIT :size;

-- :name items_of :many
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.change_set_id IN (:ids)
   AND i.erased IS NULL
 ORDER BY i.change_set_id, i.position
 LIMIT :size;

-- :name history :many
-- :steady
-- The page is counted in change sets, so that none is cut in the middle.
SELECT s.id AS change_set_id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.undoes_id,
       (SELECT MAX(z.id) FROM change_set z WHERE z.undoes_id = s.id) AS undone_by,
       i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
  JOIN change_set s ON s.id = i.change_set_id
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE i.module = :module_name
   AND i.record_id = :record_id
   AND i.erased IS NULL
   AND i.change_set_id IN (SELECT DISTINCT x.change_set_id
                             FROM change_item x
                            WHERE x.module = :module_name
                              AND x.record_id = :record_id
                              AND x.change_set_id < :before_id   -- :if before_id
                              AND EXISTS (SELECT 1 FROM change_set y WHERE y.id = x.change_set_id AND y.actor_id = :actor_id)  -- :if actor_id
                            ORDER BY x.change_set_id DESC
                            LIMIT :size)
 ORDER BY i.change_set_id DESC, i.position;

-- :name since_version :many
SELECT s.id AS change_set_id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.undoes_id,
       CAST(NULL AS INTEGER) AS undone_by,
       i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
  JOIN change_set s ON s.id = i.change_set_id
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE i.module = :module_name
   AND i.record_id = :record_id
   AND i.version > :version
   AND i.erased IS NULL
 ORDER BY i.change_set_id, i.position;

-- :name of_field :many
SELECT s.id AS change_set_id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.undoes_id,
       CAST(NULL AS INTEGER) AS undone_by, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
  JOIN change_set s ON s.id = i.change_set_id
  LEFT JOIN app_user u ON u.id = s.actor_id
 WHERE i.module = :module_name
   AND i.record_id = :record_id
   AND i.field = :field
   AND i.erased IS NULL
 ORDER BY i.change_set_id DESC
 LIMIT :size;

-- :name versions :many
-- Each version of one record with the change set that made it, newest first.
SELECT s.id AS change_set_id, s.at, s.actor_id, u.name AS actor_name, s.source, s.verb, s.undoes_id,
       CAST(NULL AS INTEGER) AS undone_by, v.version, CAST(NULL AS TEXT) AS field, CAST(NULL AS TEXT) AS before, CAST(NULL AS TEXT) AS after
  FROM (SELECT DISTINCT i.change_set_id, i.version
          FROM change_item i
         WHERE i.module = :module_name
           AND i.record_id = :record_id) v
  JOIN change_set s ON s.id = v.change_set_id
  LEFT JOIN app_user u ON u.id = s.actor_id
 ORDER BY v.version DESC
 LIMIT :size;

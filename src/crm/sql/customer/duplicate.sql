-- Likely twins. Run by crm.dao.customer.duplicate.DuplicateDao.

-- :name rules :many
SELECT r.module, r.action, r.threshold, r.updated_at, u.name AS updated_by_name
  FROM duplicate_rule r
  LEFT JOIN app_user u ON u.id = r.updated_by
 ORDER BY r.module;

-- :name put_rule :affected
INSERT INTO duplicate_rule (module, action, threshold, updated_at, updated_by)
VALUES (:module_name, :action, :threshold, :now, :updated_by)
    ON CONFLICT (module) DO UPDATE
   SET action = excluded.action, threshold = excluded.threshold, updated_at = excluded.updated_at, updated_by = excluded.updated_by;

-- :name weights :one
SELECT w.weights, w.records, w.pairs, w.learnt_at
  FROM duplicate_weight w
 WHERE w.module = :module_name;

-- :name put_weights :affected
INSERT INTO duplicate_weight (module, weights, records, pairs, learnt_at)
VALUES (:module_name, :weights, :records, :pairs, :now)
    ON CONFLICT (module) DO UPDATE
   SET weights = excluded.weights, records = excluded.records, pairs = excluded.pairs, learnt_at = excluded.learnt_at;

-- :name holders :many
-- A key that many share says little, and reading them all would take long.
SELECT h.record_id, h.kind, h.value
  FROM (SELECT k.record_id, k.kind, k.value, COUNT(*) OVER (PARTITION BY k.kind, k.value) AS held
          FROM record_key k
         WHERE k.module = :module_name
           AND k.kind IN (:kinds)
           AND k.value IN (:values)) h
 WHERE h.held <= :most;

-- :name kinds :many
SELECT DISTINCT k.kind
  FROM record_key k
 WHERE k.module = :module_name
 ORDER BY k.kind;

-- :name blocks :many
SELECT k.record_id, k.kind, k.value
  FROM record_key k
  JOIN (SELECT s.value
          FROM record_key s
         WHERE s.kind = :kind
           AND s.value > :after_value
           AND s.module = :module_name
         GROUP BY s.value
        HAVING COUNT(*) BETWEEN 2 AND :most
         ORDER BY s.value
         LIMIT :size) shared ON shared.value = k.value
 WHERE k.kind = :kind
   AND k.module = :module_name
 ORDER BY k.value, k.record_id;

-- :name keyed :scalar
SELECT k.version
  FROM duplicate_keyed k
 WHERE k.module = :module_name;

-- :name put_keyed :affected
INSERT INTO duplicate_keyed (module, version)
VALUES (:module_name, :version)
    ON CONFLICT (module) DO UPDATE
   SET version = excluded.version;

-- :name page :many
SELECT p.one_id, p.other_id, p.module, p.weight, p.levels, e.title AS one_title, e.second AS one_second,
       f.title AS other_title, f.second AS other_second, u.name AS decided_by_name
  FROM duplicate_pair p
  JOIN search_entry e ON e.id = p.one_id
  JOIN search_entry f ON f.id = p.other_id
  LEFT JOIN app_user u ON u.id = p.decided_by
 WHERE p.module = :module_name
   AND p.state = :state
   AND TRUE    -- :anywhere e
   AND TRUE    -- :anywhere f
   AND (p.weight, p.one_id, p.other_id) < (:weight, :one_id, :other_id)    -- :if weight
 ORDER BY p.weight DESC, p.one_id DESC, p.other_id DESC
 LIMIT :size;

-- :name of_record :many
SELECT p.one_id, p.other_id, p.module, p.weight, p.levels, e.title AS one_title, e.second AS one_second,
       f.title AS other_title, f.second AS other_second, u.name AS decided_by_name
  FROM duplicate_pair p
  JOIN search_entry e ON e.id = p.one_id
  JOIN search_entry f ON f.id = p.other_id
  LEFT JOIN app_user u ON u.id = p.decided_by
 WHERE (p.one_id = :id OR p.other_id = :id)
   AND p.state = :state
   AND TRUE    -- :anywhere e
   AND TRUE    -- :anywhere f
 ORDER BY p.weight DESC, p.one_id, p.other_id;

-- :name put_pairs :batch
INSERT INTO duplicate_pair (one_id, other_id, module, weight, levels, state, found_at)
VALUES (:one_id, :other_id, :module, :weight, :levels, 'likely', :found_at)
    ON CONFLICT DO NOTHING;

-- :name decide :affected
INSERT INTO duplicate_pair (one_id, other_id, module, weight, levels, state, found_at, decided_by)
VALUES (:one_id, :other_id, :module_name, :weight, :levels, :state, :now, :decided_by)
    ON CONFLICT (one_id, other_id) DO UPDATE
   SET state = excluded.state, decided_by = excluded.decided_by;

-- :name clear :affected
DELETE FROM duplicate_pair
 WHERE module = :module_name
   AND state = 'likely';

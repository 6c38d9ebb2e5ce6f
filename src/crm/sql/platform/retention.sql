-- What is kept for how long. Run by crm.dao.platform.retention.RetentionDao.

-- :name rules :many
SELECT r.subject, r.days
  FROM retention r
 ORDER BY r.subject;

-- :name put :affected
INSERT INTO retention (subject, days)
VALUES (:subject, :days)
    ON CONFLICT (subject) DO UPDATE
   SET days = excluded.days;

-- :name drop :affected
DELETE FROM retention
 WHERE subject = :subject;

-- :name sets :many
-- Erasures keep what they say for ever: it is the proof of what they took from the journal, and names nobody.
SELECT s.module AS kind, COUNT(*) AS n, MIN(s.at) AS first_at
  FROM change_set s
 WHERE s.pruned_at IS NULL
   AND s.module <> 'erasure'
 GROUP BY s.module
 ORDER BY s.module;

-- :name events :many
SELECT e.kind, COUNT(*) AS n, MIN(e.at) AS first_at
  FROM security_event e
 WHERE e.pruned_at IS NULL
 GROUP BY e.kind
 ORDER BY e.kind;

-- :name sets_before :scalar
-- What tells of a record under legal hold stays with it.
SELECT COUNT(*)
  FROM change_set s
 WHERE s.module = :kind
   AND s.at < :before
   AND s.pruned_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM change_item i JOIN legal_hold h ON h.record_id = i.record_id
                    WHERE i.change_set_id = s.id AND (h.until IS NULL OR h.until >= :today));

-- :name events_before :scalar
SELECT COUNT(*)
  FROM security_event e
 WHERE e.kind = :kind
   AND e.at < :before
   AND e.pruned_at IS NULL;

-- :name due_sets :many
SELECT s.id
  FROM change_set s
 WHERE s.module = :kind
   AND s.at < :before
   AND s.pruned_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM change_item i JOIN legal_hold h ON h.record_id = i.record_id
                    WHERE i.change_set_id = s.id AND (h.until IS NULL OR h.until >= :today))
 ORDER BY s.at, s.id
 LIMIT :size;

-- :name due_events :many
SELECT e.id
  FROM security_event e
 WHERE e.kind = :kind
   AND e.at < :before
   AND e.pruned_at IS NULL
 ORDER BY e.at, e.id
 LIMIT :size;

-- :name drop_items :affected
-- What was erased has nothing left but its mark, over which its erasure keeps a digest.
DELETE FROM change_item
 WHERE change_set_id IN (:ids)
   AND erased IS NULL;

-- :name mark_sets :affected
-- :steady
UPDATE change_set
   SET pruned_at = :now
 WHERE id IN (:ids);

-- :name prune_events :affected
-- :steady
UPDATE security_event
   SET address = NULL, detail = '{}', request_id = NULL, pruned_at = :now
 WHERE id IN (:ids);

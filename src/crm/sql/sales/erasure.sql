-- Erasures, holds, and what is said of a person beside the records. Run by crm.dao.sales.erasure.ErasureDao.

-- :name insert :affected
INSERT INTO erasure (id, at, actor_id, module, record_id, ground, counts)
VALUES (:id, :at, :actor_id, :module_name, :record_id, :ground, :counts);

-- :name page :many
SELECT e.id, e.at, e.actor_id, u.name AS actor_name, e.module, e.record_id, e.ground, e.counts
  FROM erasure e
  LEFT JOIN app_user u ON u.id = e.actor_id
 WHERE e.id > 0
   AND e.id < :before_id   -- :if before_id
 ORDER BY e.id DESC
 LIMIT :size;

-- :name holds :many
-- :steady
SELECT h.record_id, h.module, h.reason, h.until, h.created_at, h.created_by, u.name AS author
  FROM legal_hold h
  LEFT JOIN app_user u ON u.id = h.created_by
 WHERE h.record_id IN (:record_ids);

-- :name all_holds :many
SELECT h.record_id, h.module, h.reason, h.until, h.created_at, h.created_by, u.name AS author
  FROM legal_hold h
  LEFT JOIN app_user u ON u.id = h.created_by
 ORDER BY h.record_id DESC
 LIMIT :size;

-- :name put_hold :affected
INSERT INTO legal_hold (record_id, module, reason, until, created_at, created_by)
VALUES (:record_id, :module_name, :reason, :until, :at, :by)
    ON CONFLICT (record_id) DO UPDATE
   SET reason = excluded.reason, until = excluded.until, created_at = excluded.created_at, created_by = excluded.created_by;

-- :name drop_hold :affected
DELETE FROM legal_hold
 WHERE record_id = :record_id;

-- :name items :many
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.record_id IN (:record_ids)
   AND i.erased IS NULL;

-- :name naming :many
-- Reads the whole journal: an erasure is rare, and what it leaves behind nobody finds later.
SELECT i.change_set_id, i.position, i.module, i.record_id, i.version, i.field, CAST(i.before AS TEXT) AS before, CAST(i.after AS TEXT) AS after
  FROM change_item i
 WHERE i.erased IS NULL
   AND (CAST(i.before AS TEXT) LIKE :like ESCAPE '!' OR CAST(i.after AS TEXT) LIKE :like ESCAPE '!');

-- :name titled :many
SELECT s.id, s.title, s.reason
  FROM change_set s
 WHERE s.erased IS NULL
   AND (s.title LIKE :like ESCAPE '!' OR s.reason LIKE :like ESCAPE '!');

-- :name sets :many
SELECT s.id, s.title, s.reason
  FROM change_set s
 WHERE s.id IN (:ids)
   AND s.erased IS NULL;

-- :name erase_items :batch
UPDATE change_item
   SET before = NULL, after = NULL, erased = :erased, erasure_id = :erasure_id
 WHERE change_set_id = :change_set_id
   AND position = :position;

-- :name erase_sets :batch
UPDATE change_set
   SET title = '', reason = NULL, erased = :erased, erasure_id = :erasure_id
 WHERE id = :id;

-- :name marks :many
SELECT m.erasure_id, m.change_set_id, m.position, m.erased
  FROM (SELECT i.erasure_id, i.change_set_id, i.position, i.erased
          FROM change_item i
         WHERE i.erased IS NOT NULL
           AND i.erasure_id = :erasure_id
         UNION ALL
        SELECT s.erasure_id, s.id, -1, s.erased
          FROM change_set s
         WHERE s.erased IS NOT NULL
           AND s.erasure_id = :erasure_id) m
 ORDER BY m.change_set_id, m.position;

-- :name digests :many
-- Open: whether anybody else needs the contents does not depend on who asks.
SELECT DISTINCT f.digest
  FROM file f
 WHERE f.id IN (:record_ids)
   AND f.digest <> ''
   AND NOT EXISTS (SELECT 1 FROM file g WHERE g.digest = f.digest AND g.id NOT IN (:record_ids));

-- :name empty_files :affected
UPDATE file
   SET digest = '', size = 0
 WHERE id IN (:record_ids);

-- :name empty_visits :affected
UPDATE visit
   SET latitude = NULL, longitude = NULL, accuracy = NULL, place_text = NULL, far_reason = NULL
 WHERE id IN (:record_ids);

-- :name empty_places :affected
UPDATE place
   SET latitude = 0, longitude = 0, north = 0, east = 0
 WHERE id IN (:record_ids);

-- :name empty_submissions :affected
UPDATE lead_submission
   SET given = '{}', network = '', detail = NULL
 WHERE lead_id IN (:record_ids);

-- :name empty_comments :affected
UPDATE quote_comment
   SET author = '', body = ''
 WHERE quote_id IN (:record_ids);

-- :name empty_links :affected
UPDATE quote_link
   SET recipient = NULL
 WHERE quote_id IN (:record_ids);

-- :name empty_views :affected
UPDATE quote_view
   SET network = '', device = ''
 WHERE link_id IN (SELECT k.id FROM quote_link k WHERE k.quote_id IN (:record_ids));

-- :name empty_decisions :affected
UPDATE approval_decision
   SET comment = NULL
 WHERE request_id IN (:record_ids);

-- :name empty_moves :affected
UPDATE pool_move
   SET reason = NULL
 WHERE record_id IN (:record_ids);

-- :name empty_handovers :affected
UPDATE handover_move
   SET title = ''
 WHERE record_id IN (:record_ids);

-- :name empty_problems :affected
UPDATE import_problem
   SET value = ''
 WHERE record_id IN (:record_ids);

-- :name empty_deliveries :affected
UPDATE webhook_delivery
   SET body = NULL, error = NULL
 WHERE change_set_id IN (:set_ids);

-- :name drop_drafts :affected
DELETE FROM draft
 WHERE record_id IN (:record_ids);

-- :name put_anonymised :batch
INSERT INTO anonymised (record_id, erasure_id)
VALUES (:record_id, :erasure_id)
    ON CONFLICT (record_id) DO NOTHING;

-- :name anonymised :many
SELECT n.record_id
  FROM anonymised n
 WHERE n.record_id IN (:record_ids);

-- :name homes :many
-- Open: whose name a household bears does not depend on who asks.
SELECT DISTINCT m.household_id
  FROM household_member m
 WHERE m.id IN (:member_ids);

-- :name drop_pairs :affected
DELETE FROM duplicate_pair
 WHERE one_id IN (:record_ids)
    OR other_id IN (:record_ids);

-- :name drop_notices :affected
DELETE FROM notice
 WHERE url IN (:urls)
    OR record_id IN (:record_ids);

-- :name notices_naming :batch
DELETE FROM notice
 WHERE (title LIKE :like ESCAPE '!' OR body LIKE :like ESCAPE '!');

-- :name drafts_naming :batch
DELETE FROM draft
 WHERE (CAST(data AS TEXT) LIKE :like ESCAPE '!');

-- :name drop_forms :affected
-- They lie sealed: nobody can tell which of them has the person.
DELETE FROM held_form
 WHERE created_at <= :now;

-- :name jobs_naming :batch
-- What still has to be done keeps what it needs.
UPDATE job
   SET payload = '{}', title = '', result = NULL, error = NULL
 WHERE ended_at IS NOT NULL
   AND (title LIKE :like ESCAPE '!' OR CAST(payload AS TEXT) LIKE :like ESCAPE '!' OR CAST(result AS TEXT) LIKE :like ESCAPE '!' OR error LIKE :like ESCAPE '!');

-- :name drop_sealed_jobs :affected
-- They lie sealed: nobody can tell which of them has the person.
UPDATE job
   SET payload = '{}'
 WHERE ended_at IS NOT NULL
   AND CAST(payload AS TEXT) LIKE '{"sealed"%';

-- :name drop_sealed_exports :affected
UPDATE export_request
   SET wanted = '{}'
 WHERE state <> 'waits';

-- :name problems_naming :batch
UPDATE import_problem
   SET value = ''
 WHERE (value LIKE :like ESCAPE '!');

-- :name submissions_naming :batch
UPDATE lead_submission
   SET given = '{}', network = '', detail = NULL
 WHERE (CAST(given AS TEXT) LIKE :like ESCAPE '!');

-- :name deliveries_naming :batch
UPDATE webhook_delivery
   SET body = NULL
 WHERE (body LIKE :like ESCAPE '!');

-- :name walks_naming :batch
DELETE FROM walk
 WHERE (query LIKE :like ESCAPE '!');

-- :name lines_naming :batch
UPDATE commission_line
   SET source_name = ''
 WHERE (source_name LIKE :like ESCAPE '!');

-- :name merge_words :affected sqlite
INSERT INTO search_text (search_text)
VALUES ('optimize');

-- Imports and their problems. A person's imports are his own: every statement is asked by actor or by a run he has.

-- :name insert :affected
INSERT INTO import_run (id, module, file_name, path, kind, encoding, delimiter, sheet, sheets, header, mapping, options,
                        fixes, state, estimated, position, created, updated, skipped, failed, companies, group_id, actor_id, error,
                        created_at, started_at, ended_at)
VALUES (:id, :module, :file_name, :path, :kind, :encoding, :delimiter, :sheet, :sheets, :header, :mapping, :options,
        :fixes, :state, :estimated, :position, :created, :updated, :skipped, :failed, :companies, :group_id, :actor_id, :error,
        :created_at, :started_at, :ended_at);

-- :name get :one
-- :steady
SELECT r.id, r.module, r.file_name, r.path, r.kind, r.encoding, r.delimiter, r.sheet, r.sheets, r.header, r.mapping,
       r.options, r.fixes, r.state, r.estimated, r.position, r.created, r.updated, r.skipped, r.failed, r.companies, r.group_id,
       r.actor_id, r.error, r.created_at, r.started_at, r.ended_at
  FROM import_run r
 WHERE r.id = :id
   AND r.actor_id = :actor_id;

-- :name page :many
SELECT r.id, r.module, r.file_name, r.path, r.kind, r.encoding, r.delimiter, r.sheet, r.sheets, r.header, r.mapping,
       r.options, r.fixes, r.state, r.estimated, r.position, r.created, r.updated, r.skipped, r.failed, r.companies, r.group_id,
       r.actor_id, r.error, r.created_at, r.started_at, r.ended_at
  FROM import_run r
 WHERE r.actor_id = :actor_id
   AND r.id < :before_id        -- :if before_id
   AND r.module = :module_name  -- :if module_name
 ORDER BY r.id DESC
 LIMIT :size;

-- :name read_as :affected
-- :steady
-- How the file is read and mapped, before it is imported.
UPDATE import_run
   SET encoding = :encoding, delimiter = :delimiter, sheet = :sheet, header = :header, mapping = :mapping, options = :options,
       fixes = :fixes, estimated = :estimated, state = 'draft'
 WHERE id = :id
   AND state IN ('draft', 'checked');

-- :name begin :affected
-- :steady
-- Take a run on. From the start the counts are zero; a run that was cut off goes on where it was.
UPDATE import_run
   SET state = :state, error = NULL, started_at = :now, ended_at = NULL
       -- :if group_id
     , group_id = :group_id
       -- :end
       -- :if anew
     , position = 0, created = 0, updated = 0, skipped = 0, failed = 0, companies = 0
       -- :end
 WHERE id = :id
   AND state = :was;

-- :name advance :affected
-- :steady
-- One batch further; nothing when somebody else has done this batch.
UPDATE import_run
   SET position = position + :position,
       created = created + :created,
       updated = updated + :updated,
       skipped = skipped + :skipped,
       failed = failed + :failed,
       companies = companies + :companies
 WHERE id = :id
   AND state = :state
   AND position = :was_at;

-- :name finish :affected
-- :steady
UPDATE import_run
   SET state = :state, error = :error, ended_at = :now
 WHERE id = :id
   AND state = :was;

-- :name drop :affected
-- :steady
DELETE FROM import_run
 WHERE id = :id;

-- :name put_problems :batch
INSERT INTO import_problem (run_id, line, position, outcome, header, value, reason, record_id)
VALUES (:run_id, :line, :position, :outcome, :header, :value, :reason, :record_id)
    ON CONFLICT DO NOTHING;

-- :name drop_problems :affected
DELETE FROM import_problem
 WHERE run_id = :run_id;

-- :name problems :many
SELECT p.run_id, p.line, p.position, p.outcome, p.header, p.value, p.reason, p.record_id
  FROM import_problem p
 WHERE p.run_id = :run_id
   AND (p.line, p.position) > (:after_line, :after_position)
   AND p.outcome IN (:outcomes)
 ORDER BY p.line, p.position
 LIMIT :size;

-- :name made :many
-- Those of the records that the change sets of an import have created.
SELECT i.record_id
  FROM change_set s
  JOIN change_item i ON i.change_set_id = s.id
 WHERE s.group_id = :group_id
   AND i.module = :module_name
   AND i.record_id IN (:ids)
   AND i.field IS NULL
   AND i.before IS NULL;

-- :name mappings :many
-- The saved mappings of a module; of a few dozen at most.
SELECT m.id, m.module, m.name, m.fields, m.options, m.actor_id, u.name AS actor_name, m.created_at
  FROM import_mapping m
  LEFT JOIN app_user u ON u.id = m.actor_id
 WHERE m.module = :module_name
 ORDER BY m.name
 LIMIT :size;

-- :name save_mapping :affected
-- Under its name; that of somebody else is left alone.
INSERT INTO import_mapping (id, module, name, fields, options, actor_id, created_at)
VALUES (:id, :module_name, :name, :fields, :options, :actor_id, :now)
    ON CONFLICT (module, name) DO UPDATE
   SET fields = excluded.fields, options = excluded.options, created_at = excluded.created_at
 WHERE import_mapping.actor_id = excluded.actor_id;

-- :name drop_mapping :affected
-- :steady
DELETE FROM import_mapping
 WHERE id = :id
   AND actor_id = :actor_id;

-- Activities. Run by crm.dao.customer.activity.ActivityDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT t.id, t.version, t.sort_key, t.kind, t.name, t.body, t.subject_module, t.subject_id, t.account_id, t.at,
       t.due_at, t.remind_at, t.done_at, t.result, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       a.name AS account_name, t.reminded_at, t.pinned_at, t.waiting, t.ends_at, t.repeats, t.follows_id, t.uid, t.custom
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE TRUE    -- :visible t
   AND TRUE    -- :filter t
   AND TRUE    -- :after t
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM activity t
         WHERE TRUE    -- :visible t
           AND TRUE    -- :filter t
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT t.id, t.version, t.sort_key, t.kind, t.name, t.body, t.subject_module, t.subject_id, t.account_id, t.at,
       t.due_at, t.remind_at, t.done_at, t.result, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       a.name AS account_name, t.reminded_at, t.pinned_at, t.waiting, t.ends_at, t.repeats, t.follows_id, t.uid, t.custom
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.id IN (:ids)
   AND TRUE;    -- :visible t

-- :name insert :batch
INSERT INTO activity (id, version, sort_key, kind, name, body, subject_module, subject_id, account_id, at, due_at, remind_at,
                      done_at, result, owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at,
                      reminded_at, pinned_at, waiting, ends_at, repeats, follows_id, uid, custom)
VALUES (:id, :version, :sort_key, :kind, :name, :body, :subject_module, :subject_id, :account_id, :at, :due_at,
        :remind_at, :done_at, :result, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by,
        :touched_at, :reminded_at, :pinned_at, :waiting, :ends_at, :repeats, :follows_id, :uid, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE activity
   SET version = :next_version,
       sort_key = :sort_key,
       kind = :kind,
       name = :name,
       body = :body,
       subject_module = :subject_module,
       subject_id = :subject_id,
       account_id = :account_id,
       at = :at,
       due_at = :due_at,
       remind_at = :remind_at,
       done_at = :done_at,
       result = :result,
       pinned_at = :pinned_at,
       waiting = :waiting,
       ends_at = :ends_at,
       repeats = :repeats,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE activity
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name story :many
-- :steady
-- Open: the record it belongs to guards it; the service reads that one first, with the reader's predicate.
SELECT t.id, t.version, t.sort_key, t.kind, t.name, t.body, t.subject_module, t.subject_id, t.account_id, t.at,
       t.due_at, t.remind_at, t.done_at, t.result, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       a.name AS account_name, t.reminded_at, t.pinned_at, t.waiting, t.ends_at, t.repeats, t.follows_id, t.uid, t.custom
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.removed_at IS NULL
   AND t.account_id = :account_id           -- :if account_id
   AND t.subject_module = :subject_module   -- :if subject_module
   AND t.subject_id = :subject_id           -- :if subject_id
   AND t.kind = :kind                       -- :if kind
   AND t.owner_id = :owner_id               -- :if owner_id
   AND (t.at, t.id) < (:before, :before_id) -- :if before
 ORDER BY t.at DESC, t.id DESC
 LIMIT :size;

-- :name top :many
-- :steady
-- Open: the record it belongs to guards it, as with story.
-- What stands above the story: what was pinned, then the open tasks, those due first.
SELECT t.id, t.version, t.sort_key, t.kind, t.name, t.body, t.subject_module, t.subject_id, t.account_id, t.at,
       t.due_at, t.remind_at, t.done_at, t.result, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       a.name AS account_name, t.reminded_at, t.pinned_at, t.waiting, t.ends_at, t.repeats, t.follows_id, t.uid, t.custom
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.removed_at IS NULL
   AND (t.pinned_at IS NOT NULL OR (t.kind = 'task' AND t.done_at IS NULL))
   AND t.account_id = :account_id           -- :if account_id
   AND t.subject_module = :subject_module   -- :if subject_module
   AND t.subject_id = :subject_id           -- :if subject_id
 ORDER BY t.pinned_at IS NULL, t.due_at, t.id
 LIMIT :size;

-- :name people :many
-- Open: names of colleagues are no secret.
SELECT u.id, u.name, u.account
  FROM app_user u
 WHERE (lower(u.name) IN (:names) OR lower(u.account) IN (:names))
   AND u.state = 'active'
   AND u.removed_at IS NULL
 ORDER BY u.id;

-- :name tally :many
-- :steady
-- Open: the record it belongs to guards it, as with story.
-- How much there is of each kind by each person, counting no further than :size; `recent` is since :since.
SELECT found.kind, found.owner_id, o.name AS owner_name, COUNT(*) AS count,
       SUM(CASE WHEN found.at >= :since THEN 1 ELSE 0 END) AS recent
  FROM (SELECT t.kind, t.owner_id, t.at
          FROM activity t
         WHERE t.removed_at IS NULL
           AND t.account_id = :account_id           -- :if account_id
           AND t.subject_module = :subject_module   -- :if subject_module
           AND t.subject_id = :subject_id           -- :if subject_id
         ORDER BY t.at DESC
         LIMIT :size) found
  LEFT JOIN app_user o ON o.id = found.owner_id
 GROUP BY found.kind, found.owner_id, o.name
UNION ALL
SELECT 'change' AS kind, found.actor_id AS owner_id, u.name AS owner_name, COUNT(*) AS count, 0 AS recent
  FROM (SELECT s.actor_id
          FROM change_set s
         WHERE s.id IN (SELECT DISTINCT i.change_set_id
                          FROM change_item i
                         WHERE i.module = :module_name
                           AND i.record_id = :record_id
                         LIMIT :size)) found
  LEFT JOIN app_user u ON u.id = found.actor_id
 GROUP BY found.actor_id, u.name;

-- :name open_of :many
-- Open: the service asks for the actor's own tasks.
SELECT t.id, t.version, t.sort_key, t.kind, t.name, t.body, t.subject_module, t.subject_id, t.account_id, t.at,
       t.due_at, t.remind_at, t.done_at, t.result, t.owner_id, o.name AS owner_name, t.department_id,
       d.name AS department_name, t.created_at, t.created_by, t.updated_at, t.updated_by, t.touched_at,
       a.name AS account_name, t.reminded_at, t.pinned_at, t.waiting, t.ends_at, t.repeats, t.follows_id, t.uid, t.custom
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN department d ON d.id = t.department_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.removed_at IS NULL
   AND t.kind = 'task'
   AND t.done_at IS NULL
   AND t.owner_id = :owner_id
 ORDER BY t.due_at, t.id
 LIMIT :size;

-- :name mark_reminded :many
-- Open: run by the system for all owners.
-- The condition stands twice: a second worker that waited for the first looks again.
UPDATE activity
   SET reminded_at = :now
 WHERE id IN (SELECT t.id
                FROM activity t
               WHERE t.remind_at <= :now
                 AND t.done_at IS NULL
                 AND (t.reminded_at IS NULL OR t.reminded_at < t.remind_at)
                 AND t.removed_at IS NULL
               ORDER BY t.remind_at, t.id
               LIMIT :size)
   AND (reminded_at IS NULL OR reminded_at < remind_at)
RETURNING id, name, owner_id, due_at, (SELECT a.name FROM account a WHERE a.id = activity.account_id) AS account_name;

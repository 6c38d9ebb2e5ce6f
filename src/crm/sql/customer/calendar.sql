-- The calendar. Run by crm.dao.customer.calendar.CalendarDao.

-- :name events :many
-- The upper bound and :early keep the index in use: an event lasts a month at the most.
SELECT t.id, t.kind, t.name, t.body, t.at, t.ends_at, t.due_at, t.remind_at, t.done_at, t.waiting, t.repeats, t.uid,
       t.owner_id, o.name AS owner_name, t.department_id, t.account_id, a.name AS account_name, t.updated_at, 'activity' AS module
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE TRUE    -- :visible t activity
   AND t.owner_id = :owner_id    -- :if owner_id
   AND t.kind IN (:kinds)
   AND t.at >= :early
   AND t.at < :end_at
   AND (t.at >= :start_at OR t.ends_at > :start_at)
 ORDER BY t.at, t.id
 LIMIT :size;

-- :name tasks :many
SELECT t.id, t.kind, t.name, t.body, t.at, t.ends_at, t.due_at, t.remind_at, t.done_at, t.waiting, t.repeats, t.uid,
       t.owner_id, o.name AS owner_name, t.department_id, t.account_id, a.name AS account_name, t.updated_at, 'activity' AS module
  FROM activity t
  LEFT JOIN app_user o ON o.id = t.owner_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE TRUE    -- :visible t activity
   AND t.owner_id = :owner_id    -- :if owner_id
   AND t.kind = 'task'
   AND t.due_at >= :start_at
   AND t.due_at < :end_at
 ORDER BY t.due_at, t.id
 LIMIT :size;

-- :name people :many
-- Open: names of colleagues are no secret; whose calendar shows anything is decided by the predicate of the other statements.
SELECT u.id, u.name
  FROM app_user u
 WHERE u.state = 'active'
   AND u.removed_at IS NULL
   AND u.department_id IN (:departments)    -- :if departments
 ORDER BY u.sort_key, u.id
 LIMIT :size;

-- :name feed_of :one
SELECT f.user_id, f.created_at, f.last_used_at
  FROM calendar_feed f
 WHERE f.user_id = :user_id;

-- :name holder :one
-- Open: run before anybody is known; it says who it is.
SELECT f.user_id, f.last_used_at, k.value AS stamp, u.language
  FROM calendar_feed f
  JOIN app_user u ON u.id = f.user_id
  JOIN stamp k ON k.name = 'access'
 WHERE f.token_hash = :token_hash
   AND u.state = 'active'
   AND u.removed_at IS NULL;

-- :name put_feed :affected
INSERT INTO calendar_feed (user_id, token_hash, created_at)
VALUES (:user_id, :token_hash, :now)
    ON CONFLICT (user_id) DO UPDATE
   SET token_hash = excluded.token_hash, created_at = excluded.created_at, last_used_at = NULL;

-- :name see_feed :affected
UPDATE calendar_feed
   SET last_used_at = :now
 WHERE user_id = :user_id;

-- :name drop_feed :affected
DELETE FROM calendar_feed
 WHERE user_id = :user_id;

-- :name known :many
-- Open: the actor's own, by what his other calendar calls them.
SELECT t.id, t.uid
  FROM activity t
 WHERE t.owner_id = :owner_id
   AND t.uid IN (:uids)
   AND t.removed_at IS NULL
 ORDER BY t.id;

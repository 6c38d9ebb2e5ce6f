-- Unusual acts. Run by crm.dao.platform.alert.AlertDao.

-- :name by_user :many
-- Grouped by an expression, so that no index by person is taken to be in the right order: only the newest of the kind are read.
SELECT COALESCE(e.user_id, 0) AS user_id, CAST(NULL AS TEXT) AS address, SUM(e.n) AS n, MIN(e.at) AS first_at, MAX(e.at) AS last_at
  FROM security_event e
 WHERE e.kind = :kind
   AND e.at >= :since
   AND e.pruned_at IS NULL
 GROUP BY COALESCE(e.user_id, 0)
HAVING SUM(e.n) >= :least
   AND COALESCE(e.user_id, 0) > 0;

-- :name by_address :many
SELECT CAST(NULL AS BIGINT) AS user_id, COALESCE(e.address, '') AS address, SUM(e.n) AS n, MIN(e.at) AS first_at, MAX(e.at) AS last_at
  FROM security_event e
 WHERE e.kind = :kind
   AND e.at >= :since
   AND e.pruned_at IS NULL
 GROUP BY COALESCE(e.address, '')
HAVING SUM(e.n) >= :least
   AND COALESCE(e.address, '') <> '';

-- :name acts :many
SELECT t.user_id, CAST(NULL AS TEXT) AS address, MAX(t.n) AS n, MIN(t.hour) AS first_at, MAX(t.hour) AS last_at
  FROM act_tally t
 WHERE t.kind = :kind
   AND t.hour >= :since
   AND t.n >= :least
 GROUP BY t.user_id;

-- :name sign_ins :many
-- Open: who signed in when is looked at by the program itself.
SELECT e.id, e.at, e.user_id, e.address, u.timezone
  FROM security_event e
  JOIN app_user u ON u.id = e.user_id
 WHERE e.kind = 'sign_in'
   AND e.id > :after_id
   AND e.at >= :since
 ORDER BY e.id
 LIMIT :size;

-- :name places :many
SELECT e.user_id, e.address
  FROM security_event e
 WHERE e.kind = 'sign_in'
   AND e.user_id IN (:user_ids)
   AND e.at >= :since
   AND e.id <= :before_id
 GROUP BY e.user_id, e.address;

-- :name seen :scalar
SELECT s.value
  FROM stamp s
 WHERE s.name = 'alert';

-- :name put_seen :affected
INSERT INTO stamp (name, value)
VALUES ('alert', :id)
    ON CONFLICT (name) DO UPDATE
   SET value = excluded.value;

-- :name known :many
SELECT a.id, a.kind, a.subject, a.n, a.last_at, a.closed_at
  FROM alert a
 WHERE a.closed_at IS NULL
    OR a.closed_at >= :since
 ORDER BY a.id;

-- :name insert :batch
INSERT INTO alert (kind, subject, user_id, address, n, first_at, last_at)
VALUES (:kind, :subject, :user_id, :address, :n, :first_at, :last_at);

-- :name extend :batch
UPDATE alert
   SET n = :n, last_at = :last_at
 WHERE id = :id
   AND closed_at IS NULL;

-- :name page :many
SELECT a.id, a.kind, a.subject, a.user_id, u.name AS user_name, a.address, a.n, a.first_at, a.last_at, a.closed_at,
       c.name AS closed_name, a.remark
  FROM alert a
  LEFT JOIN app_user u ON u.id = a.user_id
  LEFT JOIN app_user c ON c.id = a.closed_by
 WHERE TRUE
   AND a.id < :before_id            -- :if before_id
   AND a.closed_at IS NULL          -- :if is_open
   AND a.closed_at IS NOT NULL      -- :if is_closed
 ORDER BY a.id DESC
 LIMIT :size;

-- :name get :one
-- :steady
SELECT a.id, a.kind, a.subject, a.user_id, u.name AS user_name, a.address, a.n, a.first_at, a.last_at, a.closed_at,
       c.name AS closed_name, a.remark
  FROM alert a
  LEFT JOIN app_user u ON u.id = a.user_id
  LEFT JOIN app_user c ON c.id = a.closed_by
 WHERE a.id = :id;

-- :name count_open :scalar
SELECT COUNT(*)
  FROM alert a
 WHERE a.closed_at IS NULL;

-- :name close :affected
-- :steady
UPDATE alert
   SET closed_at = :now, closed_by = :closed_by, remark = :remark
 WHERE id = :id
   AND closed_at IS NULL;

-- :name roles :many
-- Open: whom the program tells of a case follows from the roles.
SELECT r.id, r.name, r.administrator, r.grants
  FROM role r
 WHERE r.removed_at IS NULL;

-- :name holders :many
-- Open: whom the program tells of a case follows from the roles.
SELECT DISTINCT u.id, u.name
  FROM app_user u
  JOIN user_role ur ON ur.user_id = u.id
 WHERE ur.role_id IN (:role_ids)
   AND u.state = 'active'
   AND u.removed_at IS NULL;

-- :name names :many
-- :steady
-- Open: names of colleagues are no secret.
SELECT u.id, u.name
  FROM app_user u
 WHERE u.id IN (:user_ids);

-- :name add_acts :batch
INSERT INTO act_tally (user_id, kind, hour, n)
VALUES (:user_id, :kind, :hour, :n)
    ON CONFLICT (kind, hour, user_id) DO UPDATE
   SET n = act_tally.n + excluded.n;

-- :name forget_acts :affected
DELETE FROM act_tally
 WHERE hour < :before;

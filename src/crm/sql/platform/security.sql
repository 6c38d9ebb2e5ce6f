-- Security events. Run by crm.dao.platform.security.SecurityDao.

-- :name lock :scalar postgresql
SELECT h.id
  FROM journal_head h
 WHERE h.id = 1
   FOR UPDATE;

-- :name head :one
SELECT h.event_id, h.hash
  FROM security_head h
 WHERE h.id = 1;

-- :name insert :batch
INSERT INTO security_event (id, at, kind, user_id, address, detail, n, request_id, digest, hash)
VALUES (:id, :at, :kind, :user_id, :address, :detail, :n, :request_id, :digest, :hash);

-- :name move_head :affected
INSERT INTO security_head (id, event_id, hash)
VALUES (1, :id, :hash)
    ON CONFLICT (id) DO UPDATE
   SET event_id = excluded.event_id, hash = excluded.hash;

-- :name page :many
SELECT e.id, e.at, e.kind, e.user_id, e.address, e.detail, e.n, e.request_id
  FROM security_event e
 WHERE e.user_id = :user_id    -- :if user_id
 ORDER BY e.id DESC
 LIMIT :size;

-- :name lines :many
SELECT e.id, e.at, e.kind, e.user_id, e.address, e.detail, e.n, e.request_id, u.name AS user_name, e.hash, e.pruned_at
  FROM security_event e
  LEFT JOIN app_user u ON u.id = e.user_id
 WHERE TRUE
   AND e.id < :before_id               -- :if before_id
   AND e.user_id = :user_id            -- :if user_id
   AND e.kind = :kind                  -- :if kind
   AND e.address = :address            -- :if address
   AND e.request_id = :request_id      -- :if request_id
   AND e.id >= :first_id               -- :if first_id
   AND e.id <= :last_id                -- :if last_id
 ORDER BY e.id DESC
 LIMIT :size;

-- :name first_since :scalar
-- Events are written one after the other under a lock, so a span of days is a span of ids.
SELECT e.id
  FROM security_event e
 WHERE e.at >= :since
 ORDER BY e.at, e.id
 LIMIT 1;

-- :name last_until :scalar
SELECT e.id
  FROM security_event e
 WHERE e.at < :until
 ORDER BY e.at DESC, e.id DESC
 LIMIT 1;

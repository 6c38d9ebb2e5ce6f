-- Security events. Run by crm.dao.platform.security.SecurityDao.

-- :name insert :affected
INSERT INTO security_event (at, kind, user_id, address, detail)
VALUES (:now, :kind, :user_id, :address, :detail);

-- :name page :many
SELECT e.id, e.at, e.kind, e.user_id, e.address, e.detail
  FROM security_event e
 WHERE e.user_id = :user_id    -- :if user_id
 ORDER BY e.id DESC
 LIMIT :size;

-- Invitations: who was sent a link, when, and until when it holds. Run by crm.dao.platform.invitation.InvitationDao.

-- :name put :affected
INSERT INTO invitation (user_id, sent_at, sent_by, until, times)
VALUES (:user_id, :sent_at, :sent_by, :until, 1)
    ON CONFLICT (user_id) DO UPDATE SET sent_at = :sent_at, sent_by = :sent_by, until = :until, times = invitation.times + 1;

-- :name drop :affected
DELETE FROM invitation
 WHERE user_id = :user_id;

-- :name page :many
-- Those who were invited and have not come yet.
SELECT u.id, u.name, u.mail, d.name AS department_name, i.sent_at, b.name AS sender_name, i.until, COALESCE(i.times, 0) AS times
  FROM app_user u
  LEFT JOIN invitation i ON i.user_id = u.id
  LEFT JOIN app_user b ON b.id = i.sent_by
  LEFT JOIN department d ON d.id = u.department_id
 WHERE u.state = 'invited'
   AND u.id > :after    -- :if after
   AND TRUE    -- :visible u user
 ORDER BY u.id
 LIMIT :size;

-- :name uninvited :many
-- Those who work here, can be reached by mail, and have neither a password nor ever come in.
SELECT u.id
  FROM app_user u
 WHERE u.state = 'active'
   AND u.mail IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM credential c WHERE c.user_id = u.id)
   AND NOT EXISTS (SELECT 1 FROM session s WHERE s.user_id = u.id)
   AND TRUE    -- :visible u user
 ORDER BY u.id
 LIMIT :size;

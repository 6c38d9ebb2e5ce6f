-- Lists one walks along. Run by crm.dao.platform.walk.WalkDao.

-- :name get :one
SELECT w.query, w.ids, w.total
  FROM walk w
 WHERE w.user_id = :user_id
   AND w.module = :module_name;

-- :name put :affected
INSERT INTO walk (user_id, module, query, ids, total, made_at)
VALUES (:user_id, :module_name, :text, :ids, :total, :now)
    ON CONFLICT (user_id, module) DO UPDATE
   SET query = excluded.query, ids = excluded.ids, total = excluded.total, made_at = excluded.made_at;

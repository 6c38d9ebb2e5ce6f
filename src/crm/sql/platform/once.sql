-- Keys of creates.

-- :name get :one
SELECT k.module, k.record_id, k.digest
  FROM once_key k
 WHERE k.user_id = :user_id
   AND k.key = :key;

-- :name claim :affected
INSERT INTO once_key (key, user_id, module, record_id, digest, created_at)
VALUES (:key, :user_id, :module_name, :record_id, :digest, :at)
    ON CONFLICT DO NOTHING;

-- :name forget :affected
DELETE FROM once_key
 WHERE created_at < :before;

-- Masked values that were shown in full. Run by crm.dao.platform.reveal.RevealDao.

-- :name insert :affected
INSERT INTO reveal (id, at, user_id, module, record_id, field)
VALUES (:id, :at, :user_id, :module_name, :record_id, :field);

-- :name count_since :scalar
SELECT COUNT(*)
  FROM reveal r
 WHERE r.user_id = :user_id
   AND r.at >= :since;

-- :name lock_person :scalar postgresql
-- :steady
-- Open: it is the person who acts; two of his requests at once would both be the last one of the day.
SELECT u.id
  FROM app_user u
 WHERE u.id = :user_id
   FOR UPDATE;

-- :name of_record :many
SELECT r.id, r.at, r.user_id, u.name AS user_name, r.module, r.record_id, r.field
  FROM reveal r
  LEFT JOIN app_user u ON u.id = r.user_id
 WHERE r.module = :module_name
   AND r.record_id = :record_id
 ORDER BY r.id DESC
 LIMIT :size;

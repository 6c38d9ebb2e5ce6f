-- What is kept beside the values of added fields. Run by crm.dao.platform.field_value.FieldValueDao.

-- :name titles :many
-- :steady
-- What records are called, as far as the reader may see them.
SELECT e.id, e.module, e.title
  FROM search_entry e
 WHERE e.id IN (:ids)
   AND TRUE;    -- :anywhere e

-- :name known :many
-- :steady
-- Open: says no more than that there is such a role or team, to whoever may name one without seeing what it grants or who is in it.
SELECT e.id, e.module, e.title
  FROM search_entry e
 WHERE e.id IN (:ids)
   AND e.module IN ('role', 'team')
   AND e.removed_at IS NULL;

-- :name files :many
-- :steady
-- Open: who sees the record that names a file sees what it is called; the contents are guarded by the service of files.
SELECT f.id, f.name, f.subject_module, f.subject_id, f.owner_id
  FROM file f
 WHERE f.id IN (:ids)
   AND f.removed_at IS NULL;

-- :name take :scalar
-- The number behind the last one taken.
INSERT INTO field_number (module, field, period, next)
VALUES (:module_name, :field, :period, 1 + :count)
    ON CONFLICT (module, field, period) DO UPDATE
   SET next = field_number.next + :count
RETURNING next;

-- :name holders :many
SELECT k.field, k.value, k.record_id
  FROM field_key k
 WHERE k.module = :module_name
   AND k.field = :field
   AND k.value IN (:values);

-- :name drop_keys :affected
-- :steady
DELETE FROM field_key
 WHERE record_id IN (:ids);

-- :name drop_field :affected
DELETE FROM field_key
 WHERE module = :module_name
   AND field = :field;

-- :name put_keys :batch
INSERT INTO field_key (module, field, value, record_id)
VALUES (:module, :field, :value, :record_id);

-- :name drop_choices :affected
-- :steady
DELETE FROM field_choice
 WHERE record_id IN (:ids);

-- :name forget_choices :affected
DELETE FROM field_choice
 WHERE module = :module_name
   AND field = :field;

-- :name put_choices :batch
INSERT INTO field_choice (module, field, value, record_id)
VALUES (:module, :field, :value, :record_id)
    ON CONFLICT DO NOTHING;

-- :name drop_marks :affected
-- :steady
DELETE FROM field_mark
 WHERE record_id IN (:ids);

-- :name put_marks :batch
INSERT INTO field_mark (module, field, mark, record_id)
VALUES (:module, :field, :mark, :record_id)
    ON CONFLICT DO NOTHING;

-- Settings. Run by crm.dao.platform.setting.SettingDao.

-- :name all :many
SELECT s.name, s.value, s.updated_at, s.updated_by, u.name AS updated_by_name
  FROM setting s
  LEFT JOIN app_user u ON u.id = s.updated_by
 ORDER BY s.name;

-- :name put :affected
INSERT INTO setting (name, value, updated_at, updated_by)
VALUES (:name, :value, :now, :updated_by)
    ON CONFLICT (name) DO UPDATE
   SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by;

-- :name drop :affected
DELETE FROM setting
 WHERE name = :name;

-- :name stamp :scalar
SELECT s.value
  FROM stamp s
 WHERE s.name = 'setting';

-- :name move_stamp :affected
INSERT INTO stamp (name, value)
VALUES ('setting', 1)
    ON CONFLICT (name) DO UPDATE
   SET value = stamp.value + 1;

-- :name move_access :affected
-- What is kept of pages is kept for an actor: the company's name stands in it.
UPDATE stamp
   SET value = value + 1
 WHERE name = 'access';

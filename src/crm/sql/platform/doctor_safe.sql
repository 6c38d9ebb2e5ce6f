-- Whether a database keeps what it was given through a power cut. Run by crm.dao.platform.doctor_safe.DoctorSafeDao.

-- :name losing :many sqlite
-- The settings that let go of it; 2 is FULL, 3 is EXTRA.
SELECT 'synchronous' AS name
  FROM pragma_synchronous
 WHERE synchronous < 2;

-- :name losing :many postgresql
SELECT name
  FROM pg_settings
 WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
   AND setting = 'off'
 ORDER BY name;

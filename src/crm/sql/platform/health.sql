-- Whether this program can work with this database. Run by crm.dao.platform.health.HealthDao.

-- :name applied :many
SELECT m.number, m.checksum
  FROM migration m
 ORDER BY m.number;

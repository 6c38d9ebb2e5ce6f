-- The tenant directory, a database of its own. Run by crm.dao.platform.tenant.TenantDao.

-- :name page :many
-- Those that are not removed, by name.
SELECT t.id, t.name, t.host, t.title, t.state, t.was, t.place, t.former, t.spare, t.secret, t.language, t.timezone, t.colour, t.logo,
       t.people, t.records, t.storage, t.requests, t.migration, t.trouble, t.made_at, t.changed_at, t.version
  FROM tenant t
 WHERE t.state <> 'removed'
   AND t.name > :after -- :if after
 ORDER BY t.name
 LIMIT :size;

-- :name find :one
SELECT t.id, t.name, t.host, t.title, t.state, t.was, t.place, t.former, t.spare, t.secret, t.language, t.timezone, t.colour, t.logo,
       t.people, t.records, t.storage, t.requests, t.migration, t.trouble, t.made_at, t.changed_at, t.version
  FROM tenant t
 WHERE t.state <> 'removed'
   AND t.name = :name -- :if name
   AND t.host = :host -- :if host
 LIMIT 1;

-- :name stamp :one
-- What moves with every change of any of them.
SELECT COUNT(*) AS n, SUM(t.version) AS versions
  FROM tenant t;

-- :name insert :affected
INSERT INTO tenant (name, host, title, state, place, secret, language, timezone, made_at, changed_at, version)
VALUES (:name, :host, :title, 'making', :place, :secret, :language, :timezone, :now, :now, 1);

-- :name change :affected
-- :steady
UPDATE tenant
   SET host = :host, title = :title, language = :language, timezone = :timezone, colour = :colour,
       people = :people, records = :records, storage = :storage, requests = :requests, changed_at = :now, version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name put_state :affected
-- :steady
-- Only out of the states it may be in. Out of which it went away is kept until it is back.
UPDATE tenant
   SET was = CASE WHEN state = 'moving' THEN was ELSE state END, state = :state, changed_at = :now, version = version + 1
 WHERE id = :id
   AND state IN (:states);

-- :name put_place :affected
-- :steady
UPDATE tenant
   SET place = :place, former = :former, spare = :spare, changed_at = :now, version = version + 1
 WHERE id = :id;

-- :name put_migration :affected
-- :steady
UPDATE tenant
   SET migration = :migration, trouble = :trouble, changed_at = :now, version = version + 1
 WHERE id = :id;

-- :name put_sealed :batch
-- The same under another key.
UPDATE tenant
   SET place = :place, former = :former, spare = :spare, secret = :secret, version = version + 1
 WHERE id = :id;

-- :name put_logo :affected
-- :steady
UPDATE tenant
   SET logo = :logo, changed_at = :now, version = version + 1
 WHERE id = :id;

-- :name keep_picture :affected
INSERT INTO tenant_logo (tenant_id, picture)
VALUES (:id, :picture)
ON CONFLICT (tenant_id) DO UPDATE SET picture = excluded.picture;

-- :name drop_picture :affected
DELETE FROM tenant_logo WHERE tenant_id = :id;

-- :name picture :scalar
SELECT l.picture
  FROM tenant_logo l
 WHERE l.tenant_id = :id;

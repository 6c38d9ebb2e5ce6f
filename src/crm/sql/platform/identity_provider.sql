-- Sign-in sources and their secrets. Run by crm.dao.platform.identity_provider.IdentityProviderDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.kind, p.active, p.issuer, p.client_id, p.scopes, p.private, p.factor, p.acr,
       p.host, p.security, p.certificate, p.bind_dn, p.base_dn, p.person_filter, p.exclusive, p.link_known, p.creates,
       p.role_id, p.home_id, p.subject_name, p.account_name, p.person_name, p.mail_name, p.group_name, p.branch_name,
       p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, r.name AS role_name, h.name AS home_name
  FROM identity_provider p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN role r ON r.id = p.role_id
  LEFT JOIN department h ON h.id = p.home_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM identity_provider p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.kind, p.active, p.issuer, p.client_id, p.scopes, p.private, p.factor, p.acr,
       p.host, p.security, p.certificate, p.bind_dn, p.base_dn, p.person_filter, p.exclusive, p.link_known, p.creates,
       p.role_id, p.home_id, p.subject_name, p.account_name, p.person_name, p.mail_name, p.group_name, p.branch_name,
       p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, r.name AS role_name, h.name AS home_name
  FROM identity_provider p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN role r ON r.id = p.role_id
  LEFT JOIN department h ON h.id = p.home_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO identity_provider (id, version, sort_key, name, kind, active, issuer, client_id, scopes, private, factor, acr,
                               host, security, certificate, bind_dn, base_dn, person_filter, exclusive, link_known,
                               creates, role_id, home_id, subject_name, account_name, person_name, mail_name,
                               group_name, branch_name, owner_id, department_id, created_at, created_by, updated_at,
                               updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :kind, :active, :issuer, :client_id, :scopes, :private, :factor, :acr, :host,
        :security, :certificate, :bind_dn, :base_dn, :person_filter, :exclusive, :link_known, :creates, :role_id,
        :home_id, :subject_name, :account_name, :person_name, :mail_name, :group_name, :branch_name, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE identity_provider
   SET version = :next_version, sort_key = :sort_key, name = :name, kind = :kind, active = :active, issuer = :issuer,
       client_id = :client_id, scopes = :scopes, private = :private, factor = :factor, acr = :acr, host = :host,
       security = :security, certificate = :certificate, bind_dn = :bind_dn, base_dn = :base_dn,
       person_filter = :person_filter, exclusive = :exclusive, link_known = :link_known, creates = :creates,
       role_id = :role_id, home_id = :home_id, subject_name = :subject_name, account_name = :account_name,
       person_name = :person_name, mail_name = :mail_name, group_name = :group_name, branch_name = :branch_name,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE identity_provider
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_force :many
-- Open: whoever signs in is nobody yet; the sign-in page names them.
SELECT p.id, p.version, p.sort_key, p.name, p.kind, p.active, p.issuer, p.client_id, p.scopes, p.private, p.factor, p.acr,
       p.host, p.security, p.certificate, p.bind_dn, p.base_dn, p.person_filter, p.exclusive, p.link_known, p.creates,
       p.role_id, p.home_id, p.subject_name, p.account_name, p.person_name, p.mail_name, p.group_name, p.branch_name,
       p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name, p.created_at, p.created_by,
       p.updated_at, p.updated_by, p.touched_at, r.name AS role_name, h.name AS home_name
  FROM identity_provider p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN role r ON r.id = p.role_id
  LEFT JOIN department h ON h.id = p.home_id
 WHERE p.active
   AND p.kind = :kind    -- :if kind
   AND p.removed_at IS NULL
 ORDER BY p.sort_key, p.id;

-- :name put_secret :affected
INSERT INTO identity_secret (provider_id, sealed, changed_at)
VALUES (:provider_id, :sealed, :now)
    ON CONFLICT (provider_id) DO UPDATE
   SET sealed = excluded.sealed, changed_at = excluded.changed_at;

-- :name drop_secret :affected
DELETE FROM identity_secret
 WHERE provider_id = :provider_id;

-- :name secret :one
SELECT s.sealed, s.changed_at
  FROM identity_secret s
 WHERE s.provider_id = :provider_id;

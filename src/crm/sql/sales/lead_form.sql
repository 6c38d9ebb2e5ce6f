-- Forms on the web that take leads. Run by crm.dao.sales.lead_form.LeadFormDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT f.id, f.version, f.sort_key, f.name, f.active, f.receiver_id, r.name AS receiver_name, f.asked, f.needed,
       f.source, f.campaign, f.title_zh, f.title_en, f.intro_zh, f.intro_en, f.consent_zh, f.consent_en, f.thanks_zh,
       f.thanks_en, f.purpose_id, p.name AS purpose_name, f.return_to, f.site, f.token, f.owner_id, o.name AS owner_name, f.department_id,
       d.name AS department_name, f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM lead_form f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN app_user r ON r.id = f.receiver_id
  LEFT JOIN consent_purpose p ON p.id = f.purpose_id
 WHERE TRUE    -- :visible f
   AND TRUE    -- :filter f
   AND TRUE    -- :after f
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead_form f
         WHERE TRUE    -- :visible f
           AND TRUE    -- :filter f
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT f.id, f.version, f.sort_key, f.name, f.active, f.receiver_id, r.name AS receiver_name, f.asked, f.needed,
       f.source, f.campaign, f.title_zh, f.title_en, f.intro_zh, f.intro_en, f.consent_zh, f.consent_en, f.thanks_zh,
       f.thanks_en, f.purpose_id, p.name AS purpose_name, f.return_to, f.site, f.token, f.owner_id, o.name AS owner_name, f.department_id,
       d.name AS department_name, f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM lead_form f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN app_user r ON r.id = f.receiver_id
  LEFT JOIN consent_purpose p ON p.id = f.purpose_id
 WHERE f.id IN (:ids)
   AND TRUE;    -- :visible f

-- :name insert :batch
INSERT INTO lead_form (id, version, sort_key, name, active, receiver_id, asked, needed, source, campaign, title_zh,
                       title_en, intro_zh, intro_en, consent_zh, consent_en, thanks_zh, thanks_en, purpose_id, return_to, site,
                       token, owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :active, :receiver_id, :asked, :needed, :source, :campaign, :title_zh,
        :title_en, :intro_zh, :intro_en, :consent_zh, :consent_en, :thanks_zh, :thanks_en, :purpose_id, :return_to, :site, :token,
        :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. The address stays what it is.
UPDATE lead_form
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       active = :active,
       receiver_id = :receiver_id,
       asked = :asked,
       needed = :needed,
       source = :source,
       campaign = :campaign,
       title_zh = :title_zh,
       title_en = :title_en,
       intro_zh = :intro_zh,
       intro_en = :intro_en,
       consent_zh = :consent_zh,
       consent_en = :consent_en,
       thanks_zh = :thanks_zh,
       thanks_en = :thanks_en,
       purpose_id = :purpose_id,
       return_to = :return_to,
       site = :site,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE lead_form
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name by_token :one
-- Open: whoever knows its address may see the form and send it.
SELECT f.id, f.version, f.sort_key, f.name, f.active, f.receiver_id, r.name AS receiver_name, f.asked, f.needed,
       f.source, f.campaign, f.title_zh, f.title_en, f.intro_zh, f.intro_en, f.consent_zh, f.consent_en, f.thanks_zh,
       f.thanks_en, f.purpose_id, p.name AS purpose_name, f.return_to, f.site, f.token, f.owner_id, o.name AS owner_name, f.department_id,
       d.name AS department_name, f.created_at, f.created_by, f.updated_at, f.updated_by, f.touched_at
  FROM lead_form f
  LEFT JOIN app_user o ON o.id = f.owner_id
  LEFT JOIN department d ON d.id = f.department_id
  LEFT JOIN app_user r ON r.id = f.receiver_id
  LEFT JOIN consent_purpose p ON p.id = f.purpose_id
 WHERE f.token = :token
   AND f.active
   AND f.removed_at IS NULL;

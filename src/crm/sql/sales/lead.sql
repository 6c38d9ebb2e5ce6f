-- Leads. Run by crm.dao.sales.lead.LeadDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.name, l.company, l.title, l.phone, l.mail, l.wechat, l.website, l.source,
       l.campaign, l.interest, l.industry, l.province, l.city, l.district, l.address, l.state, l.stage_at, l.reason,
       l.recycle_on, l.next_follow_at, l.score, l.grade, l.pool_id, l.converted_at, l.converted_account_id,
       l.converted_contact_id, l.converted_opportunity_id, l.tags, l.remark, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by,
       l.touched_at, l.custom, a.name AS converted_account_name, c.name AS converted_contact_name,
       y.name AS converted_opportunity_name, p.name AS pool_name
  FROM lead l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN account a ON a.id = l.converted_account_id
  LEFT JOIN contact c ON c.id = l.converted_contact_id
  LEFT JOIN opportunity y ON y.id = l.converted_opportunity_id
  LEFT JOIN pool p ON p.id = l.pool_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT l.id, l.version, l.sort_key, l.name, l.company, l.title, l.phone, l.mail, l.wechat, l.website, l.source,
       l.campaign, l.interest, l.industry, l.province, l.city, l.district, l.address, l.state, l.stage_at, l.reason,
       l.recycle_on, l.next_follow_at, l.score, l.grade, l.pool_id, l.converted_at, l.converted_account_id,
       l.converted_contact_id, l.converted_opportunity_id, l.tags, l.remark, l.owner_id, o.name AS owner_name,
       l.department_id, d.name AS department_name, l.created_at, l.created_by, l.updated_at, l.updated_by,
       l.touched_at, l.custom, a.name AS converted_account_name, c.name AS converted_contact_name,
       y.name AS converted_opportunity_name, p.name AS pool_name
  FROM lead l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN account a ON a.id = l.converted_account_id
  LEFT JOIN contact c ON c.id = l.converted_contact_id
  LEFT JOIN opportunity y ON y.id = l.converted_opportunity_id
  LEFT JOIN pool p ON p.id = l.pool_id
 WHERE l.id IN (:ids)
   AND TRUE;    -- :visible l

-- :name insert :batch
INSERT INTO lead (id, version, sort_key, name, company, title, phone, mail, wechat, website, source, campaign,
                  interest, industry, province, city, district, address, state, stage_at, reason, recycle_on,
                  next_follow_at, score, grade, pool_id, converted_at, converted_account_id, converted_contact_id,
                  converted_opportunity_id, tags, remark, owner_id, department_id, created_at, created_by, updated_at,
                  updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :company, :title, :phone, :mail, :wechat, :website, :source, :campaign,
        :interest, :industry, :province, :city, :district, :address, :state, :stage_at, :reason, :recycle_on,
        :next_follow_at, :score, :grade, :pool_id, :converted_at, :converted_account_id, :converted_contact_id,
        :converted_opportunity_id, :tags, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read. The score follows from the rest.
UPDATE lead
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       company = :company,
       title = :title,
       phone = :phone,
       mail = :mail,
       wechat = :wechat,
       website = :website,
       source = :source,
       campaign = :campaign,
       interest = :interest,
       industry = :industry,
       province = :province,
       city = :city,
       district = :district,
       address = :address,
       stage_at = CASE WHEN state = :state THEN stage_at ELSE :updated_at END,
       state = :state,
       reason = :reason,
       recycle_on = :recycle_on,
       next_follow_at = :next_follow_at,
       pool_id = :pool_id,
       converted_at = :converted_at,
       converted_account_id = :converted_account_id,
       converted_contact_id = :converted_contact_id,
       converted_opportunity_id = :converted_opportunity_id,
       tags = :tags,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE lead
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE lead
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

-- :name set_scores :batch
-- Derived as well: from the scoring rules and from what else the lead says.
UPDATE lead
   SET score = :score,
       grade = :grade
 WHERE id = :id
   AND (score <> :score OR grade IS DISTINCT FROM :grade);

-- :name due_back :many
-- Open: the program itself brings them back, whosever they are.
SELECT l.id
  FROM lead l
 WHERE l.recycle_on <= :today
   AND l.state = 'disqualified'
   AND l.removed_at IS NULL
 ORDER BY l.recycle_on, l.id
 LIMIT :size;

-- :name open_after :many
-- Open: the program itself scores them.
SELECT l.id
  FROM lead l
 WHERE l.id > :after_id
   AND l.state IN ('new', 'working')
   AND l.removed_at IS NULL
 ORDER BY l.id
 LIMIT :size;

-- Opportunities. Run by crm.dao.sales.opportunity.OpportunityDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT x.id, x.version, x.sort_key, x.name, x.account_id, x.contact_id, x.pipeline_id, x.stage_id, x.amount, x.currency,
       x.chance, x.forecast, x.close_on, x.source, x.seller, x.campaign, x.product_id, x.lead_id, x.reason_id,
       x.reason_text, x.next_step, x.next_follow_at, x.waiting_until, x.tags, x.remark, x.stage_at, x.state,
       x.amount_base, x.weighted, x.closed_at, x.owner_id, o.name AS owner_name, x.department_id, d.name AS
       department_name, x.created_at, x.created_by, x.updated_at, x.updated_by, x.touched_at, x.custom, a.name AS
       account_name, c.name AS contact_name, p.name AS pipeline_name, s.name AS stage_name, g.name AS product_name,
       r.name AS reason_name, s.norm_days
  FROM opportunity x
  LEFT JOIN app_user o ON o.id = x.owner_id
  LEFT JOIN department d ON d.id = x.department_id
  LEFT JOIN account a ON a.id = x.account_id
  LEFT JOIN contact c ON c.id = x.contact_id
  LEFT JOIN pipeline p ON p.id = x.pipeline_id
  LEFT JOIN stage s ON s.id = x.stage_id
  LEFT JOIN product g ON g.id = x.product_id
  LEFT JOIN reason r ON r.id = x.reason_id
 WHERE TRUE    -- :visible x
   AND TRUE    -- :filter x
   AND TRUE    -- :after x
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM opportunity x
         WHERE TRUE    -- :visible x
           AND TRUE    -- :filter x
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT x.id, x.version, x.sort_key, x.name, x.account_id, x.contact_id, x.pipeline_id, x.stage_id, x.amount, x.currency,
       x.chance, x.forecast, x.close_on, x.source, x.seller, x.campaign, x.product_id, x.lead_id, x.reason_id,
       x.reason_text, x.next_step, x.next_follow_at, x.waiting_until, x.tags, x.remark, x.stage_at, x.state,
       x.amount_base, x.weighted, x.closed_at, x.owner_id, o.name AS owner_name, x.department_id, d.name AS
       department_name, x.created_at, x.created_by, x.updated_at, x.updated_by, x.touched_at, x.custom, a.name AS
       account_name, c.name AS contact_name, p.name AS pipeline_name, s.name AS stage_name, g.name AS product_name,
       r.name AS reason_name, s.norm_days
  FROM opportunity x
  LEFT JOIN app_user o ON o.id = x.owner_id
  LEFT JOIN department d ON d.id = x.department_id
  LEFT JOIN account a ON a.id = x.account_id
  LEFT JOIN contact c ON c.id = x.contact_id
  LEFT JOIN pipeline p ON p.id = x.pipeline_id
  LEFT JOIN stage s ON s.id = x.stage_id
  LEFT JOIN product g ON g.id = x.product_id
  LEFT JOIN reason r ON r.id = x.reason_id
 WHERE x.id IN (:ids)
   AND TRUE;    -- :visible x

-- :name insert :batch
INSERT INTO opportunity (id, version, sort_key, name, account_id, contact_id, pipeline_id, stage_id, amount, currency, chance, forecast,
             close_on, source, seller, campaign, product_id, lead_id, reason_id, reason_text, next_step,
             next_follow_at, waiting_until, tags, remark, stage_at, state, amount_base, weighted, closed_at, owner_id,
             department_id, created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :account_id, :contact_id, :pipeline_id, :stage_id, :amount, :currency, :chance,
        :forecast, :close_on, :source, :seller, :campaign, :product_id, :lead_id, :reason_id, :reason_text,
        :next_step, :next_follow_at, :waiting_until, :tags, :remark, :stage_at, :state, :amount_base, :weighted,
        :closed_at, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at,
        :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE opportunity
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       account_id = :account_id,
       contact_id = :contact_id,
       pipeline_id = :pipeline_id,
       stage_id = :stage_id,
       amount = :amount,
       currency = :currency,
       chance = :chance,
       forecast = :forecast,
       close_on = :close_on,
       source = :source,
       seller = :seller,
       campaign = :campaign,
       product_id = :product_id,
       lead_id = :lead_id,
       reason_id = :reason_id,
       reason_text = :reason_text,
       next_step = :next_step,
       next_follow_at = :next_follow_at,
       waiting_until = :waiting_until,
       tags = :tags,
       remark = :remark,
       stage_at = :stage_at,
       state = :state,
       amount_base = :amount_base,
       weighted = :weighted,
       closed_at = :closed_at,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE opportunity
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name meeting :many
-- Open: the deals were read with the reader's predicate before; here they are held against a condition of the house.
SELECT x.id
  FROM opportunity x
 WHERE x.id IN (:ids)
   AND TRUE;    -- :filter x

-- :name touch :affected
-- :steady
-- A touch is derived from activities: it leaves no change set and no new version.
UPDATE opportunity
   SET touched_at = :at
 WHERE id IN (:ids)
   AND (touched_at IS NULL OR touched_at < :at);

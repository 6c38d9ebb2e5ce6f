-- Lines of commission statements. Run by crm.dao.sales.commission_line.CommissionLineDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT l.id, l.version, l.sort_key, l.run_id, l.plan_id, l.month, l.origin, l.kind, l.source_module, l.source_id,
       l.source_name, l.account_id, l.opportunity_id, l.booked_on, l.source_amount, l.currency, l.rate,
       l.source_base, l.share, l.base, l.pieces, l.before, l.target, l.formula, l.amount, l.owner_id,
       o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS plan_name, a.name AS account_name,
       x.name AS opportunity_name
  FROM commission_line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN commission_plan p ON p.id = l.plan_id
  LEFT JOIN account a ON a.id = l.account_id
  LEFT JOIN opportunity x ON x.id = l.opportunity_id
 WHERE TRUE    -- :visible l
   AND TRUE    -- :filter l
   AND TRUE    -- :after l
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM commission_line l
         WHERE TRUE    -- :visible l
           AND TRUE    -- :filter l
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT l.id, l.version, l.sort_key, l.run_id, l.plan_id, l.month, l.origin, l.kind, l.source_module, l.source_id,
       l.source_name, l.account_id, l.opportunity_id, l.booked_on, l.source_amount, l.currency, l.rate,
       l.source_base, l.share, l.base, l.pieces, l.before, l.target, l.formula, l.amount, l.owner_id,
       o.name AS owner_name, l.department_id, d.name AS department_name, l.created_at, l.created_by,
       l.updated_at, l.updated_by, l.touched_at, p.name AS plan_name, a.name AS account_name,
       x.name AS opportunity_name
  FROM commission_line l
  LEFT JOIN app_user o ON o.id = l.owner_id
  LEFT JOIN department d ON d.id = l.department_id
  LEFT JOIN commission_plan p ON p.id = l.plan_id
  LEFT JOIN account a ON a.id = l.account_id
  LEFT JOIN opportunity x ON x.id = l.opportunity_id
 WHERE l.id IN (:ids)
   AND TRUE;    -- :visible l

-- :name insert :batch
INSERT INTO commission_line (id, version, sort_key, run_id, plan_id, month, origin, kind, source_module, source_id, source_name, account_id,
                             opportunity_id, booked_on, source_amount, currency, rate, source_base, share, base,
                             pieces, before, target, formula, amount, owner_id, department_id, created_at,
                             created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :run_id, :plan_id, :month, :origin, :kind, :source_module, :source_id, :source_name,
        :account_id, :opportunity_id, :booked_on, :source_amount, :currency, :rate, :source_base, :share, :base,
        :pieces, :before, :target, :formula, :amount, :owner_id, :department_id, :created_at, :created_by,
        :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE commission_line
   SET version = :next_version, sort_key = :sort_key, run_id = :run_id, plan_id = :plan_id, month = :month,
       origin = :origin, kind = :kind, source_module = :source_module, source_id = :source_id,
       source_name = :source_name, account_id = :account_id, opportunity_id = :opportunity_id,
       booked_on = :booked_on, source_amount = :source_amount, currency = :currency, rate = :rate,
       source_base = :source_base, share = :share, base = :base, pieces = :pieces, before = :before,
       target = :target, formula = :formula, amount = :amount, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE commission_line
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name clear :affected
-- A run that is worked out again begins anew.
DELETE FROM commission_line
 WHERE run_id = :run_id;

-- :name payees :many
-- What each person earns in the month, of those whom the reader may see.
SELECT l.owner_id AS id, MAX(u.name) AS name, MAX(u.state) AS state, SUM(l.amount) AS amount, COUNT(*) AS entries
  FROM commission_line l
  LEFT JOIN app_user u ON u.id = l.owner_id
 WHERE l.month = :month
   AND TRUE    -- :visible l
 GROUP BY l.owner_id
 ORDER BY MAX(u.sort_key), l.owner_id
 LIMIT :size;

-- :name months :many
-- The months with statements that the reader may see, the newest first.
SELECT l.month, MAX(r.state) AS state, SUM(l.amount) AS amount
  FROM commission_line l
  LEFT JOIN commission_run r ON r.id = l.run_id
 WHERE TRUE    -- :visible l
 GROUP BY l.month
 ORDER BY l.month DESC
 LIMIT :size;

-- :name credited :many
-- Open: what was counted before is taken off what counts now, whoever works it out.
SELECT l.source_module, l.source_id, MAX(l.source_name) AS source_name, l.origin, l.owner_id AS user_id, MAX(l.share) AS share,
       SUM(l.base) AS base, SUM(l.pieces) AS pieces, MIN(l.booked_on) AS booked_on
  FROM commission_line l
 WHERE l.plan_id = :plan_id
   AND l.source_id IN (:ids)
   AND l.source_module = :source
   AND l.month < :month
 GROUP BY l.source_module, l.source_id, l.origin, l.owner_id
 ORDER BY l.source_id, l.owner_id;

-- :name counted :many
-- Open: what was counted before, for whole months of people, whoever works it out.
SELECT l.owner_id AS user_id, l.origin, SUM(l.base) AS base, SUM(l.pieces) AS pieces, MAX(l.target) AS target
  FROM commission_line l
 WHERE l.plan_id = :plan_id
   AND l.owner_id IN (:user_ids)
   AND l.origin IN (:origins)
   AND l.month < :month
 GROUP BY l.owner_id, l.origin;

-- :name paid :many
-- Open: for whoever may see plans and runs: what each person was paid, or is to be, in a month.
SELECT l.month, l.owner_id AS user_id, SUM(l.amount) AS amount
  FROM commission_line l
  JOIN commission_run r ON r.id = l.run_id
 WHERE l.month IN (:months)
   AND r.state IN ('approved', 'paid')
 GROUP BY l.month, l.owner_id;

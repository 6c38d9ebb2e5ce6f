-- Market information. Run by crm.dao.sales.market_note.MarketNoteDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT m.id, m.version, m.sort_key, m.name, m.kind, m.noted_on, m.impact, m.competitor_id, m.industry,
       m.region, m.source, m.link, m.body, m.tags, m.owner_id, o.name AS owner_name, m.department_id,
       d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at,
       m.custom, c.name AS competitor_name
  FROM market_note m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN competitor c ON c.id = m.competitor_id
 WHERE TRUE    -- :visible m
   AND TRUE    -- :filter m
   AND TRUE    -- :after m
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM market_note m
         WHERE TRUE    -- :visible m
           AND TRUE    -- :filter m
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT m.id, m.version, m.sort_key, m.name, m.kind, m.noted_on, m.impact, m.competitor_id, m.industry,
       m.region, m.source, m.link, m.body, m.tags, m.owner_id, o.name AS owner_name, m.department_id,
       d.name AS department_name, m.created_at, m.created_by, m.updated_at, m.updated_by, m.touched_at,
       m.custom, c.name AS competitor_name
  FROM market_note m
  LEFT JOIN app_user o ON o.id = m.owner_id
  LEFT JOIN department d ON d.id = m.department_id
  LEFT JOIN competitor c ON c.id = m.competitor_id
 WHERE m.id IN (:ids)
   AND TRUE;    -- :visible m

-- :name insert :batch
INSERT INTO market_note (id, version, sort_key, name, kind, noted_on, impact, competitor_id, industry, region,
                         source, link, body, tags, owner_id, department_id, created_at, created_by,
                         updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :kind, :noted_on, :impact, :competitor_id, :industry, :region,
        :source, :link, :body, :tags, :owner_id, :department_id, :created_at, :created_by, :updated_at,
        :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE market_note
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       kind = :kind,
       noted_on = :noted_on,
       impact = :impact,
       competitor_id = :competitor_id,
       industry = :industry,
       region = :region,
       source = :source,
       link = :link,
       body = :body,
       tags = :tags,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE market_note
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

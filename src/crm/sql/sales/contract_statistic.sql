-- What contracts come to. Run by crm.dao.sales.contract_statistic.ContractStatisticDao.

-- :name by_state :many
SELECT c.state AS "key", NULL AS name, COUNT(*) AS contracts, COALESCE(SUM(c.amount_base), 0) AS amount,
       SUM(c.received_base) AS received, SUM(c.open_base) AS open
  FROM contract c
 WHERE TRUE    -- :visible c
   AND c.signed_on >= :since    -- :if since
   AND c.signed_on < :until     -- :if until
 GROUP BY c.state
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_kind :many
SELECT c.kind AS "key", NULL AS name, COUNT(*) AS contracts, COALESCE(SUM(c.amount_base), 0) AS amount,
       SUM(c.received_base) AS received, SUM(c.open_base) AS open
  FROM contract c
 WHERE TRUE    -- :visible c
   AND c.signed_on >= :since    -- :if since
   AND c.signed_on < :until     -- :if until
   AND c.state IN ('active', 'ended', 'terminated')
 GROUP BY c.kind
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_owner :many
SELECT CAST(c.owner_id AS TEXT) AS "key", MAX(o.name) AS name, COUNT(*) AS contracts, COALESCE(SUM(c.amount_base), 0) AS amount,
       SUM(c.received_base) AS received, SUM(c.open_base) AS open
  FROM contract c
  LEFT JOIN app_user o ON o.id = c.owner_id
 WHERE TRUE    -- :visible c
   AND c.signed_on >= :since    -- :if since
   AND c.signed_on < :until     -- :if until
   AND c.state IN ('active', 'ended', 'terminated')
 GROUP BY c.owner_id
 ORDER BY 4 DESC, 1
 LIMIT :size;

-- :name by_month :many
SELECT SUBSTR(CAST(c.signed_on AS TEXT), 1, 7) AS "key", NULL AS name, COUNT(*) AS contracts, COALESCE(SUM(c.amount_base), 0) AS amount,
       SUM(c.received_base) AS received, SUM(c.open_base) AS open
  FROM contract c
 WHERE TRUE    -- :visible c
   AND c.signed_on >= :since    -- :if since
   AND c.signed_on < :until     -- :if until
   AND c.state IN ('active', 'ended', 'terminated')
   AND c.signed_on IS NOT NULL
 GROUP BY SUBSTR(CAST(c.signed_on AS TEXT), 1, 7)
 ORDER BY 1 DESC
 LIMIT :size;

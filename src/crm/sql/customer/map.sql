-- Where customers are. Run by crm.dao.customer.map.MapDao.

-- :name provinces :many
SELECT a.province AS name, COUNT(*) AS count
  FROM account a
 WHERE TRUE    -- :visible a account
   AND a.owner_id = :owner_id    -- :if owner_id
 GROUP BY a.province
 ORDER BY 2 DESC, a.province
 LIMIT :size;

-- :name cities :many
SELECT a.city AS name, COUNT(*) AS count
  FROM account a
 WHERE TRUE    -- :visible a account
   AND a.province IN (:written)    -- :if written
   AND a.owner_id = :owner_id      -- :if owner_id
 GROUP BY a.city
 ORDER BY 2 DESC, a.city
 LIMIT :size;

-- Groups of companies. Run by crm.dao.customer.account_group.AccountGroupDao.

-- :name line :many
-- Open: only ids are followed upwards; the service asks for each record with the reader's predicate.
-- Every customer above one, itself first.
WITH RECURSIVE line (id, parent_id, depth) AS (
    SELECT s.id, s.parent_id, 0
      FROM account s
     WHERE s.id = :id
    UNION ALL
    SELECT p.id, p.parent_id, l.depth + 1
      FROM account p
      JOIN line l ON p.id = l.parent_id
     WHERE p.removed_at IS NULL
       AND l.depth < :deepest
)
SELECT l.id
  FROM line l
 ORDER BY l.depth;

-- :name tree :many
-- Open: the tree is followed past what the reader may not see; what is shown of it has his predicate.
WITH RECURSIVE tree (id, path, depth) AS (
    SELECT r.id, CAST(r.id AS TEXT), 0
      FROM account r
     WHERE r.id = :top
       AND r.removed_at IS NULL
    UNION ALL
    SELECT c.id, t.path || '/' || CAST(c.id AS TEXT), t.depth + 1
      FROM account c
      JOIN tree t ON c.parent_id = t.id
     WHERE c.removed_at IS NULL
       AND t.depth < :deepest
)
SELECT a.id, t.path, a.name, a.kind, a.grade, a.city, o.name AS owner_name, a.employees, a.revenue, a.touched_at
  FROM tree t
  JOIN account a ON a.id = t.id
  LEFT JOIN app_user o ON o.id = a.owner_id
 WHERE TRUE    -- :visible a account
 ORDER BY t.depth, a.sort_key, a.id
 LIMIT :size;

-- :name contacts :many
SELECT c.account_id, COUNT(*) AS count
  FROM contact c
 WHERE c.account_id IN (:ids)
   AND TRUE    -- :visible c contact
 GROUP BY c.account_id;

-- :name activities :many
SELECT t.account_id, COUNT(*) AS count
  FROM activity t
 WHERE t.account_id IN (:ids)
   AND t.at >= :since
   AND t.kind <> 'task'
   AND TRUE    -- :visible t activity
 GROUP BY t.account_id;

-- :name tasks :many
SELECT t.account_id, COUNT(*) AS count
  FROM activity t
 WHERE t.account_id IN (:ids)
   AND t.kind = 'task'
   AND t.done_at IS NULL
   AND TRUE    -- :visible t activity
 GROUP BY t.account_id;

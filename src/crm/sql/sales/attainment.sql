-- What was reached, by owner and department, in a period and in the one before it. Run by crm.dao.sales.attainment.AttainmentDao.

-- :name won :many
SELECT o.owner_id, o.department_id,
-- :if before
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at >= :since), 0) AS amount,
       COUNT(*) FILTER (WHERE o.closed_at >= :since) AS number,
       COALESCE(SUM(o.amount_base) FILTER (WHERE o.closed_at < :since), 0) AS amount_before,
       COUNT(*) FILTER (WHERE o.closed_at < :since) AS number_before
-- :end
-- :unless before
       COALESCE(SUM(o.amount_base), 0) AS amount, COUNT(*) AS number, 0 AS amount_before, 0 AS number_before
-- :end
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state = 'won'
   AND o.closed_at >= :before    -- :if before
   AND o.closed_at >= :since     -- :unless before
   AND o.closed_at < :until
 GROUP BY o.owner_id, o.department_id;

-- :name won_of_products :many
SELECT o.owner_id, o.department_id, o.product_id, COALESCE(SUM(o.amount_base), 0) AS amount, COUNT(*) AS number
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state = 'won'
   AND o.closed_at >= :since
   AND o.closed_at < :until
   AND o.product_id IN (:product_ids)
 GROUP BY o.owner_id, o.department_id, o.product_id;

-- :name signed :many
SELECT k.owner_id, k.department_id,
-- :if before
       COALESCE(SUM(k.amount_base) FILTER (WHERE k.signed_on >= :since), 0) AS amount,
       COUNT(*) FILTER (WHERE k.signed_on >= :since) AS number,
       COALESCE(SUM(k.amount_base) FILTER (WHERE k.signed_on < :since), 0) AS amount_before,
       COUNT(*) FILTER (WHERE k.signed_on < :since) AS number_before
-- :end
-- :unless before
       COALESCE(SUM(k.amount_base), 0) AS amount, COUNT(*) AS number, 0 AS amount_before, 0 AS number_before
-- :end
  FROM contract k
 WHERE TRUE    -- :visible k contract
   AND k.state IN ('active', 'ended', 'terminated')
   AND k.signed_on >= :before    -- :if before
   AND k.signed_on >= :since     -- :unless before
   AND k.signed_on < :until
 GROUP BY k.owner_id, k.department_id;

-- :name received :many
SELECT r.owner_id, r.department_id,
-- :if before
       COALESCE(SUM(r.amount_base) FILTER (WHERE r.received_on >= :since), 0) AS amount,
       COUNT(*) FILTER (WHERE r.received_on >= :since) AS number,
       COALESCE(SUM(r.amount_base) FILTER (WHERE r.received_on < :since), 0) AS amount_before,
       COUNT(*) FILTER (WHERE r.received_on < :since) AS number_before
-- :end
-- :unless before
       COALESCE(SUM(r.amount_base), 0) AS amount, COUNT(*) AS number, 0 AS amount_before, 0 AS number_before
-- :end
  FROM receipt r
 WHERE TRUE    -- :visible r receipt
   AND r.state = 'received'
   AND r.received_on >= :before    -- :if before
   AND r.received_on >= :since     -- :unless before
   AND r.received_on < :until
 GROUP BY r.owner_id, r.department_id;

-- :name margin :many
SELECT s.owner_id, s.department_id,
-- :if before
       COALESCE(SUM(s.margin_base) FILTER (WHERE s.ordered_on >= :since), 0) AS amount,
       COUNT(*) FILTER (WHERE s.ordered_on >= :since) AS number,
       COALESCE(SUM(s.margin_base) FILTER (WHERE s.ordered_on < :since), 0) AS amount_before,
       COUNT(*) FILTER (WHERE s.ordered_on < :since) AS number_before
-- :end
-- :unless before
       COALESCE(SUM(s.margin_base), 0) AS amount, COUNT(*) AS number, 0 AS amount_before, 0 AS number_before
-- :end
  FROM sales_order s
 WHERE TRUE    -- :visible s sales_order
   AND s.state IN ('confirmed', 'delivering', 'delivered', 'done')
   AND s.ordered_on >= :before    -- :if before
   AND s.ordered_on >= :since     -- :unless before
   AND s.ordered_on < :until
 GROUP BY s.owner_id, s.department_id;

-- :name customers :many
-- Customers by the day of their first contract in force.
SELECT a.owner_id, a.department_id, 0 AS amount, COUNT(*) FILTER (WHERE f.first_on >= :since) AS number, 0 AS amount_before,
       COUNT(*) FILTER (WHERE f.first_on < :since) AS number_before
  FROM (SELECT k.account_id, MIN(k.signed_on) AS first_on
          FROM contract k
         WHERE TRUE    -- :visible k contract
           AND k.state IN ('active', 'ended', 'terminated')
         GROUP BY k.account_id) f
  JOIN account a ON a.id = f.account_id
 WHERE TRUE    -- :visible a account
   AND f.first_on >= :before    -- :if before
   AND f.first_on >= :since     -- :unless before
   AND f.first_on < :until
 GROUP BY a.owner_id, a.department_id;

-- :name leads :many
SELECT l.owner_id, l.department_id, 0 AS amount, COUNT(*) FILTER (WHERE l.created_at >= :since) AS number, 0 AS amount_before,
       COUNT(*) FILTER (WHERE l.created_at < :since) AS number_before
  FROM lead l
 WHERE TRUE    -- :visible l lead
   AND l.created_at >= :before    -- :if before
   AND l.created_at >= :since     -- :unless before
   AND l.created_at < :until
 GROUP BY l.owner_id, l.department_id;

-- :name done :many
SELECT a.owner_id, a.department_id, 0 AS amount, COUNT(*) FILTER (WHERE a.at >= :since) AS number, 0 AS amount_before,
       COUNT(*) FILTER (WHERE a.at < :since) AS number_before
  FROM activity a
 WHERE TRUE    -- :visible a activity
   AND a.kind = :kind
   AND a.at >= :before    -- :if before
   AND a.at >= :since     -- :unless before
   AND a.at < :until
 GROUP BY a.owner_id, a.department_id;

-- :name deals_coming :many
-- Open deals that are to be closed before the end, late ones too, each by its chance.
SELECT o.owner_id, o.department_id, COALESCE(SUM(o.weighted), 0) AS amount
  FROM opportunity o
 WHERE TRUE    -- :visible o opportunity
   AND o.state = 'open'
   AND o.close_on < :until
 GROUP BY o.owner_id, o.department_id;

-- :name plans_coming :many
-- Instalments that are due before the end, overdue ones too.
SELECT p.owner_id, p.department_id, COALESCE(SUM(p.open_base), 0) AS amount
  FROM receipt_plan p
 WHERE TRUE    -- :visible p receipt_plan
   AND p.open_base > 0
   AND p.due_on < :until
 GROUP BY p.owner_id, p.department_id;

-- :name products :many
-- The products that are aimed at, and those of the categories that are; the catalogue is the house's own.
SELECT p.id, p.category_id
  FROM product p
 WHERE TRUE    -- :visible p product
   AND (p.id IN (:ids) OR p.category_id IN (:category_ids));

-- :name done_by_kind :many
SELECT a.owner_id, a.kind, COUNT(*) AS number
  FROM activity a
 WHERE TRUE    -- :visible a activity
   AND a.kind IN ('call', 'visit', 'meeting', 'mail')
   AND a.at >= :since
   AND a.at < :until
 GROUP BY a.owner_id, a.kind;

-- :name answered :many sqlite
-- Open: when a lead was answered tells nothing more of the activity; the leads are those that the reader may see.
-- How many were answered, and after how many seconds on average: from coming in to the first activity with it.
SELECT x.owner_id, COUNT(*) AS number, COUNT(x.first_at) AS answered,
       CAST(ROUND(AVG((julianday(x.first_at) - julianday(x.created_at)) * 86400)) AS INTEGER) AS seconds
  FROM (SELECT l.owner_id, l.created_at,
               (SELECT MIN(a.at)
                  FROM activity a
                 WHERE a.subject_module = 'lead'
                   AND a.subject_id = l.id
                   AND a.kind IN ('call', 'visit', 'meeting', 'mail')
                   AND a.at >= l.created_at
                   AND a.removed_at IS NULL) AS first_at
          FROM lead l
         WHERE TRUE    -- :visible l lead
           AND l.created_at >= :since
           AND l.created_at < :until) x
 GROUP BY x.owner_id;

-- :name answered :many postgresql
-- Open: when a lead was answered tells nothing more of the activity; the leads are those that the reader may see.
SELECT x.owner_id, COUNT(*) AS number, COUNT(x.first_at) AS answered,
       CAST(ROUND(AVG(EXTRACT(EPOCH FROM x.first_at - x.created_at))) AS BIGINT) AS seconds
  FROM (SELECT l.owner_id, l.created_at,
               (SELECT MIN(a.at)
                  FROM activity a
                 WHERE a.subject_module = 'lead'
                   AND a.subject_id = l.id
                   AND a.kind IN ('call', 'visit', 'meeting', 'mail')
                   AND a.at >= l.created_at
                   AND a.removed_at IS NULL) AS first_at
          FROM lead l
         WHERE TRUE    -- :visible l lead
           AND l.created_at >= :since
           AND l.created_at < :until) x
 GROUP BY x.owner_id;

-- Who is to be reminded of what. Run by crm.dao.sales.contract_reminder.ContractReminderDao.

-- :name ending :many
-- Open: the day's work looks at all; each owner hears of his own.
SELECT c.id, c.name, c.owner_id, c.ends_on AS day
  FROM contract c
 WHERE c.state = 'active'
   AND c.ends_on BETWEEN :first AND :last
   AND c.owner_id IS NOT NULL
   AND c.removed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM contract_told t WHERE t.record_id = c.id AND t.day = c.ends_on AND t.step = :step)
 ORDER BY c.ends_on, c.id
 LIMIT :size;

-- :name due :many
-- Open: the day's work looks at all; each owner hears of his own.
SELECT p.id, CASE WHEN k.name IS NULL THEN p.name ELSE k.name || ' · ' || p.name END AS name, p.owner_id, p.due_on AS day
  FROM receipt_plan p
  LEFT JOIN contract k ON k.id = p.contract_id
 WHERE p.open_base > 0
   AND p.due_on BETWEEN :first AND :last
   AND p.owner_id IS NOT NULL
   AND p.removed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM contract_told t WHERE t.record_id = p.id AND t.day = p.due_on AND t.step = :step)
 ORDER BY p.due_on, p.id
 LIMIT :size;

-- :name undelivered :many
-- Open: the day's work looks at all; each owner hears of his own.
SELECT s.id, s.name, s.owner_id, s.deliver_by AS day
  FROM sales_order s
 WHERE s.state IN ('confirmed', 'delivering')
   AND s.deliver_by BETWEEN :first AND :last
   AND s.owner_id IS NOT NULL
   AND s.removed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM contract_told t WHERE t.record_id = s.id AND t.day = s.deliver_by AND t.step = :step)
 ORDER BY s.deliver_by, s.id
 LIMIT :size;

-- :name put :batch
-- Whoever comes second at the same moment changes nothing.
INSERT INTO contract_told (record_id, day, step, told_at)
VALUES (:record_id, :day, :step, :told_at)
    ON CONFLICT (record_id, day, step) DO NOTHING;

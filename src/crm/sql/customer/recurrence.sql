-- Recurring tasks. Run by crm.dao.customer.recurrence.RecurrenceDao.

-- :name series :many
-- :steady
-- Open: of what was written in this transaction, whoever may see it.
-- Those of the records that recur, each with the one that was made after it.
SELECT t.id, t.done_at, n.id AS next_id, n.version AS next_version
  FROM activity t
  LEFT JOIN activity n ON n.follows_id = t.id
                      AND n.removed_at IS NULL
 WHERE t.id IN (:ids)
   AND t.repeats IS NOT NULL
   AND t.removed_at IS NULL
 ORDER BY t.id;

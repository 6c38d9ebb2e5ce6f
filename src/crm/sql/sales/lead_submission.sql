-- What came in with forms on the web. Run by crm.dao.sales.lead_submission.LeadSubmissionDao.

-- :name insert :affected
INSERT INTO lead_submission (form_id, at, network, language, given, consent, reason, detail, lead_id)
VALUES (:form_id, :at, :network, :language, :given, :consent, :reason, :detail, :lead_id)
    ON CONFLICT DO NOTHING;

-- :name page :many
-- Whoever may edit the form reads what came in with it.
SELECT s.id, s.form_id, s.at, s.network, s.language, s.given, s.consent, s.reason, s.detail, s.lead_id, l.name AS lead_name
  FROM lead_submission s
  LEFT JOIN lead l ON l.id = s.lead_id
 WHERE s.form_id = :form_id
   AND s.lead_id IS NULL        -- :if refused
   AND s.lead_id IS NOT NULL    -- :unless refused
   AND s.id < :before_id        -- :if before_id
 ORDER BY s.id DESC
 LIMIT :size;

-- :name find :one
-- :steady
-- Whoever may edit the form reads what came in with it.
SELECT s.id, s.form_id, s.at, s.network, s.language, s.given, s.consent, s.reason, s.detail, s.lead_id, l.name AS lead_name
  FROM lead_submission s
  LEFT JOIN lead l ON l.id = s.lead_id
 WHERE s.id = :id;

-- :name tally :one
SELECT COUNT(s.lead_id) AS taken, COUNT(*) - COUNT(s.lead_id) AS refused
  FROM lead_submission s
 WHERE s.form_id = :form_id;

-- :name refused_since :scalar
SELECT COUNT(*)
  FROM (SELECT 1
          FROM lead_submission s
         WHERE s.form_id = :form_id
           AND s.at >= :since
           AND s.lead_id IS NULL
         LIMIT :size) counted;

-- :name take :affected
-- :steady
-- Of two who take it at once the second finds it taken.
UPDATE lead_submission
   SET lead_id = :lead_id
 WHERE id = :id
   AND lead_id IS NULL;

-- :name forget_refused :affected
DELETE FROM lead_submission
 WHERE lead_id IS NULL
   AND at < :before;

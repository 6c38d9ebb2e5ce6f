-- Visits. Run by crm.dao.sales.visit.VisitDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT v.id, v.version, v.sort_key, v.name, v.planned_on, v.starts_at, v.ends_at, v.account_id, v.contact_id,
       v.opportunity_id, v.purpose, v.position, v.state, v.result, v.next_step, v.next_on, v.check_in_at,
       v.check_out_at, v.phone_at, v.latitude, v.longitude, v.accuracy, v.place_text, v.distance, v.is_far,
       v.far_reason, v.activity_id, v.owner_id, o.name AS owner_name, v.department_id,
       d.name AS department_name, v.created_at, v.created_by, v.updated_at, v.updated_by, v.touched_at,
       v.custom, a.name AS account_name, c.name AS contact_name, p.name AS opportunity_name
  FROM visit v
  LEFT JOIN app_user o ON o.id = v.owner_id
  LEFT JOIN department d ON d.id = v.department_id
  LEFT JOIN account a ON a.id = v.account_id
  LEFT JOIN contact c ON c.id = v.contact_id
  LEFT JOIN opportunity p ON p.id = v.opportunity_id
 WHERE TRUE    -- :visible v
   AND TRUE    -- :filter v
   AND TRUE    -- :after v
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM visit v
         WHERE TRUE    -- :visible v
           AND TRUE    -- :filter v
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT v.id, v.version, v.sort_key, v.name, v.planned_on, v.starts_at, v.ends_at, v.account_id, v.contact_id,
       v.opportunity_id, v.purpose, v.position, v.state, v.result, v.next_step, v.next_on, v.check_in_at,
       v.check_out_at, v.phone_at, v.latitude, v.longitude, v.accuracy, v.place_text, v.distance, v.is_far,
       v.far_reason, v.activity_id, v.owner_id, o.name AS owner_name, v.department_id,
       d.name AS department_name, v.created_at, v.created_by, v.updated_at, v.updated_by, v.touched_at,
       v.custom, a.name AS account_name, c.name AS contact_name, p.name AS opportunity_name
  FROM visit v
  LEFT JOIN app_user o ON o.id = v.owner_id
  LEFT JOIN department d ON d.id = v.department_id
  LEFT JOIN account a ON a.id = v.account_id
  LEFT JOIN contact c ON c.id = v.contact_id
  LEFT JOIN opportunity p ON p.id = v.opportunity_id
 WHERE v.id IN (:ids)
   AND TRUE;    -- :visible v

-- :name insert :batch
INSERT INTO visit (id, version, sort_key, name, planned_on, starts_at, ends_at, account_id, contact_id, opportunity_id, purpose,
                   position, state, result, next_step, next_on, check_in_at, check_out_at, phone_at, latitude,
                   longitude, accuracy, place_text, distance, is_far, far_reason, activity_id, owner_id,
                   department_id, created_at, created_by, updated_at, updated_by, touched_at, custom)
VALUES (:id, :version, :sort_key, :name, :planned_on, :starts_at, :ends_at, :account_id, :contact_id, :opportunity_id,
        :purpose, :position, :state, :result, :next_step, :next_on, :check_in_at, :check_out_at, :phone_at,
        :latitude, :longitude, :accuracy, :place_text, :distance, :is_far, :far_reason, :activity_id, :owner_id,
        :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at, :custom);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE visit
   SET version = :next_version, sort_key = :sort_key, name = :name, planned_on = :planned_on, starts_at = :starts_at,
       ends_at = :ends_at, account_id = :account_id, contact_id = :contact_id, opportunity_id = :opportunity_id,
       purpose = :purpose, position = :position, state = :state, result = :result, next_step = :next_step,
       next_on = :next_on, check_in_at = :check_in_at, check_out_at = :check_out_at, phone_at = :phone_at,
       latitude = :latitude, longitude = :longitude, accuracy = :accuracy, place_text = :place_text,
       distance = :distance, is_far = :is_far, far_reason = :far_reason, activity_id = :activity_id,
       owner_id = :owner_id, department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by,
       custom = :custom
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE visit
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name name_entries :batch
-- The entry of the story that a visit made; no part of what people say of it, so no new version.
UPDATE visit
   SET activity_id = :activity_id
 WHERE id = :id;

-- :name by_entry :scalar
SELECT v.id
  FROM visit v
 WHERE TRUE    -- :visible v
   AND v.activity_id = :activity_id;

-- :name overdue :many
-- Open: run by the system for all owners.
-- The find below reads them whole.
SELECT v.id
  FROM visit v
 WHERE v.state = 'planned'
   AND v.planned_on < :today
   AND v.removed_at IS NULL
 ORDER BY v.planned_on, v.id
 LIMIT :size;

-- :name managers :many
-- :steady
-- Open: who is told of the visits that his people missed; names of colleagues are no secret.
SELECT d.id AS department_id, d.manager_id
  FROM department d
 WHERE d.id IN (:ids)
   AND d.manager_id IS NOT NULL
   AND d.removed_at IS NULL;

-- :name rates :many
-- Plan and done of each person in the days from :first to :last.
SELECT v.owner_id, o.name AS owner_name, COUNT(*) AS planned,
       SUM(CASE WHEN v.state = 'done' THEN 1 ELSE 0 END) AS done,
       SUM(CASE WHEN v.state = 'missed' THEN 1 ELSE 0 END) AS missed,
       SUM(CASE WHEN v.state = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
       SUM(CASE WHEN v.state = 'done' AND v.check_in_at IS NULL THEN 1 ELSE 0 END) AS unchecked,
       SUM(CASE WHEN v.state = 'done' AND v.check_in_at IS NOT NULL AND v.distance IS NULL THEN 1 ELSE 0 END) AS unmeasured,
       SUM(CASE WHEN v.is_far THEN 1 ELSE 0 END) AS far
  FROM visit v
  LEFT JOIN app_user o ON o.id = v.owner_id
 WHERE TRUE    -- :visible v
   AND v.planned_on BETWEEN :first AND :last
 GROUP BY v.owner_id, o.name, o.sort_key
 ORDER BY o.sort_key, v.owner_id;

-- :name old_photos :many
-- Open: run by the system, for the days that the house keeps photos.
SELECT f.id, f.subject_id AS visit_id
  FROM file f
 WHERE f.subject_module = 'visit'
   AND f.media = 'image/jpeg'
   AND f.created_at < :before
   AND f.id > :after_id
   AND f.removed_at IS NULL
 ORDER BY f.id
 LIMIT :size;

-- :name forget_positions :affected
-- Where people were is forgotten when the time that the house keeps it for is over; that they were there, and how far away, stays.
UPDATE visit
   SET latitude = NULL, longitude = NULL, accuracy = NULL
 WHERE check_in_at < :before
   AND latitude IS NOT NULL;

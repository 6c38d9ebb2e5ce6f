-- Evaluation schemes. Run by crm.dao.sales.evaluation_scheme.EvaluationSchemeDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT s.id, s.version, s.sort_key, s.name, s.span, s.team_id, s.measure, s.active, s.w_attainment, s.w_activity, s.w_win,
       s.w_cycle, s.w_overdue, s.w_kept, s.activities_a_day, s.win_goal, s.cycle_goal, s.remark, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at,
       s.updated_by, s.touched_at, t.name AS team_name
  FROM evaluation_scheme s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN department t ON t.id = s.team_id
 WHERE TRUE    -- :visible s
   AND TRUE    -- :filter s
   AND TRUE    -- :after s
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM evaluation_scheme s
         WHERE TRUE    -- :visible s
           AND TRUE    -- :filter s
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT s.id, s.version, s.sort_key, s.name, s.span, s.team_id, s.measure, s.active, s.w_attainment, s.w_activity, s.w_win,
       s.w_cycle, s.w_overdue, s.w_kept, s.activities_a_day, s.win_goal, s.cycle_goal, s.remark, s.owner_id,
       o.name AS owner_name, s.department_id, d.name AS department_name, s.created_at, s.created_by, s.updated_at,
       s.updated_by, s.touched_at, t.name AS team_name
  FROM evaluation_scheme s
  LEFT JOIN app_user o ON o.id = s.owner_id
  LEFT JOIN department d ON d.id = s.department_id
  LEFT JOIN department t ON t.id = s.team_id
 WHERE s.id IN (:ids)
   AND TRUE;    -- :visible s

-- :name insert :batch
INSERT INTO evaluation_scheme (id, version, sort_key, name, span, team_id, measure, active, w_attainment, w_activity, w_win, w_cycle, w_overdue,
             w_kept, activities_a_day, win_goal, cycle_goal, remark, owner_id, department_id, created_at, created_by, updated_at,
             updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :span, :team_id, :measure, :active, :w_attainment, :w_activity, :w_win, :w_cycle,
        :w_overdue, :w_kept, :activities_a_day, :win_goal, :cycle_goal, :remark, :owner_id, :department_id, :created_at,
        :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE evaluation_scheme
   SET version = :next_version, sort_key = :sort_key, name = :name, span = :span, team_id = :team_id, measure = :measure,
       active = :active, w_attainment = :w_attainment, w_activity = :w_activity, w_win = :w_win,
       w_cycle = :w_cycle, w_overdue = :w_overdue, w_kept = :w_kept, activities_a_day = :activities_a_day,
       win_goal = :win_goal, cycle_goal = :cycle_goal, remark = :remark, owner_id = :owner_id,
       department_id = :department_id, updated_at = :updated_at, updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE evaluation_scheme
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name in_use :many
-- Schemes are rules of the house; there are few of them.
SELECT s.id
  FROM evaluation_scheme s
 WHERE TRUE    -- :visible s
   AND s.active
 ORDER BY s.id;

-- Public pools. Run by crm.dao.sales.pool.PoolDao.

-- :name page :many
-- The next rows of a list: those the reader may see and the filter finds.
SELECT p.id, p.version, p.sort_key, p.name, p.module, p.active, p.claims_a_day, p.cool_days, p.views_a_day, p.held, p.held_a,
       p.held_b, p.held_c, p.held_d, p.remark, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name,
       p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM pool p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE TRUE    -- :visible p
   AND TRUE    -- :filter p
   AND TRUE    -- :after p
 ORDER BY :sort
 LIMIT :size;

-- :name count :scalar
-- How many there are, counting no further than :size.
SELECT COUNT(*)
  FROM (SELECT 1
          FROM pool p
         WHERE TRUE    -- :visible p
           AND TRUE    -- :filter p
         LIMIT :size) counted;

-- :name find :many
-- :steady
SELECT p.id, p.version, p.sort_key, p.name, p.module, p.active, p.claims_a_day, p.cool_days, p.views_a_day, p.held, p.held_a,
       p.held_b, p.held_c, p.held_d, p.remark, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name,
       p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM pool p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id IN (:ids)
   AND TRUE;    -- :visible p

-- :name insert :batch
INSERT INTO pool (id, version, sort_key, name, module, active, claims_a_day, cool_days, views_a_day, held, held_a, held_b,
                  held_c, held_d, remark, owner_id, department_id, created_at, created_by, updated_at, updated_by, touched_at)
VALUES (:id, :version, :sort_key, :name, :module, :active, :claims_a_day, :cool_days, :views_a_day, :held, :held_a, :held_b,
        :held_c, :held_d, :remark, :owner_id, :department_id, :created_at, :created_by, :updated_at, :updated_by, :touched_at);

-- :name update :batch
-- Nothing is changed when the version is no longer the one that was read.
UPDATE pool
   SET version = :next_version,
       sort_key = :sort_key,
       name = :name,
       module = :module,
       active = :active,
       claims_a_day = :claims_a_day,
       cool_days = :cool_days,
       views_a_day = :views_a_day,
       held = :held,
       held_a = :held_a,
       held_b = :held_b,
       held_c = :held_c,
       held_d = :held_d,
       remark = :remark,
       owner_id = :owner_id,
       department_id = :department_id,
       updated_at = :updated_at,
       updated_by = :updated_by
 WHERE id = :id
   AND version = :version;

-- :name mark_removed :batch
UPDATE pool
   SET removed_at = :removed_at,
       updated_at = :now,
       version = version + 1
 WHERE id = :id
   AND version = :version;

-- :name named :many
-- :steady
-- Open: which pools there are is no secret; what lies in them is.
SELECT p.id, p.version, p.sort_key, p.name, p.module, p.active, p.claims_a_day, p.cool_days, p.views_a_day, p.held, p.held_a,
       p.held_b, p.held_c, p.held_d, p.remark, p.owner_id, o.name AS owner_name, p.department_id, d.name AS department_name,
       p.created_at, p.created_by, p.updated_at, p.updated_by, p.touched_at
  FROM pool p
  LEFT JOIN app_user o ON o.id = p.owner_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id IN (:ids)
   AND p.removed_at IS NULL
 ORDER BY p.sort_key, p.id;

-- :name take_turn :affected
INSERT INTO pool_turn (user_id, turns)
VALUES (:user_id, 1)
    ON CONFLICT (user_id) DO UPDATE
   SET turns = pool_turn.turns + 1;

-- :name put_moves :batch
INSERT INTO pool_move (pool_id, module, record_id, verb, at, actor_id, person_id, reason, change_set_id)
VALUES (:pool_id, :module, :record_id, :verb, :at, :actor_id, :person_id, :reason, :change_set_id);

-- :name claims :many
SELECT m.pool_id, COUNT(*) AS count
  FROM pool_move m
 WHERE m.person_id = :user_id
   AND m.pool_id IN (:pool_ids)
   AND m.verb = 'claimed'
   AND m.at >= :since
   AND NOT EXISTS (SELECT 1 FROM change_set u WHERE u.undoes_id = m.change_set_id)
 GROUP BY m.pool_id;

-- :name last_moves :many
-- Open: the record guards them; the service's caller has read that one with the reader's predicate.
SELECT m.record_id, m.pool_id, p.name AS pool_name, m.verb, m.at, m.person_id, u.name AS person_name, m.reason
  FROM pool_move m
  JOIN pool p ON p.id = m.pool_id
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE m.record_id IN (:record_ids)
   AND m.id = (SELECT MAX(x.id) FROM pool_move x WHERE x.record_id = m.record_id);

-- :name history :many
-- Open: the record guards them; the service's caller has read that one with the reader's predicate.
SELECT m.record_id, m.pool_id, p.name AS pool_name, m.verb, m.at, m.person_id, u.name AS person_name, m.reason
  FROM pool_move m
  JOIN pool p ON p.id = m.pool_id
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE m.record_id = :record_id
 ORDER BY m.id DESC
 LIMIT :size;

-- :name figures :many
SELECT m.person_id, u.name AS person_name, m.verb, COUNT(*) AS count
  FROM pool_move m
  LEFT JOIN app_user u ON u.id = m.person_id
 WHERE m.pool_id = :pool_id
   AND m.at >= :since
   AND NOT EXISTS (SELECT 1 FROM change_set x WHERE x.undoes_id = m.change_set_id)
 GROUP BY m.person_id, u.name, m.verb
 ORDER BY m.person_id, m.verb;

-- :name put_holds :batch
INSERT INTO pool_hold (record_id, module, since)
VALUES (:record_id, :module, :since)
    ON CONFLICT (record_id) DO UPDATE
   SET since = excluded.since;

-- :name viewing :one
-- Open: only a number and its limit are asked, of the record that is about to be read with the reader's predicate.
SELECT p.id AS pool_id, p.views_a_day AS most,
       (SELECT COUNT(*) FROM pool_view v WHERE v.user_id = :user_id AND v.day = :day AND v.pool_id = p.id) AS seen,
       EXISTS (SELECT 1
                 FROM pool_view v
                WHERE v.user_id = :user_id AND v.day = :day AND v.pool_id = p.id AND v.record_id = :record_id) AS again
  FROM search_entry e
  JOIN pool p ON p.id = e.pool_id
 WHERE e.id = :record_id
   AND e.removed_at IS NULL
   AND p.views_a_day IS NOT NULL;

-- :name with_quota :many
-- Open: which pools there are is no secret.
SELECT p.id
  FROM pool p
 WHERE p.views_a_day IS NOT NULL
   AND p.removed_at IS NULL;

-- :name put_view :affected
-- Open: only the pool's limit is asked. The same record opened twice at once counts once, and is no reason to refuse it.
INSERT INTO pool_view (user_id, day, pool_id, record_id)
SELECT :user_id, :day, p.id, :record_id
  FROM pool p
 WHERE p.id = :pool_id
   AND (SELECT COUNT(*) FROM pool_view v WHERE v.user_id = :user_id AND v.day = :day AND v.pool_id = p.id) < p.views_a_day
    ON CONFLICT (user_id, day, pool_id, record_id) DO UPDATE
   SET record_id = excluded.record_id;

-- :name forget_views :affected
DELETE FROM pool_view
 WHERE day < :day;

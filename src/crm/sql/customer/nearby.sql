-- Customers in a box of the map. Run by crm.dao.customer.nearby.NearbyDao.

-- :name around :many
-- The order is that of a plane, which differs from the exact one by less than a step of the list; the service knows that one.
SELECT a.id, a.name, a.grade, a.city, a.address, a.phone, a.owner_id, o.name AS owner_name, a.touched_at, a.created_at, p.north, p.east
  FROM place p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN app_user o ON o.id = a.owner_id
 WHERE TRUE    -- :visible p place
   AND TRUE    -- :visible a account
   AND p.north BETWEEN :south AND :north
   AND p.east BETWEEN :west AND :east
   AND a.owner_id = :owner_id    -- :if owner_id
 ORDER BY (p.north - :latitude) * (p.north - :latitude) + (p.east - :longitude) * (p.east - :longitude) * :narrow, p.id
 LIMIT :size;

-- Openings of links. Run by crm.dao.sales.quote_view.QuoteViewDao.

-- :name insert :affected
INSERT INTO quote_view (link_id, at, network, device)
VALUES (:link_id, :at, :network, :device);

-- :name known :one
SELECT COUNT(*) AS noted,
       COUNT(CASE WHEN v.at > :since AND v.network = :network AND v.device = :device THEN 1 END) AS lately
  FROM quote_view v
 WHERE v.link_id = :link_id;

-- :name of_quote :many
SELECT v.at, v.network, v.device, l.recipient
  FROM quote_view v
  JOIN quote_link l ON l.id = v.link_id
 WHERE l.quote_id = :quote_id
 ORDER BY v.at DESC, v.id DESC
 LIMIT :size;

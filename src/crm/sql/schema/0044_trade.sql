-- Papers by mail: the words that go with them, kept with their template.

ALTER TABLE quote_template ADD COLUMN mail_subject TEXT;
ALTER TABLE quote_template ADD COLUMN mail_text TEXT;

-- What orders leave above the cost of their products, in the company's currency; what is added up of orders is read from this index.
ALTER TABLE sales_order ADD COLUMN margin_base BIGINT;
CREATE INDEX sales_order_by_reached ON sales_order (ordered_on, state, owner_id, department_id, amount_base, margin_base)
 WHERE removed_at IS NULL;

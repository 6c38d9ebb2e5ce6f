-- What was opened one by one is read in the order of a list: a door keeps the orders of its record, and a trigger of each table whose
-- records can be shared keeps them true. Else each of thousands of records would be looked up and sorted for every page.

CREATE VIEW record_order AS
SELECT 'account' AS module, id, sort_key, created_at, updated_at FROM account
 UNION ALL
SELECT 'activity' AS module, id, sort_key, created_at, updated_at FROM activity
 UNION ALL
SELECT 'contact' AS module, id, sort_key, created_at, updated_at FROM contact
 UNION ALL
SELECT 'household' AS module, id, sort_key, created_at, updated_at FROM household
 UNION ALL
SELECT 'household_member' AS module, id, sort_key, created_at, updated_at FROM household_member
 UNION ALL
SELECT 'place' AS module, id, sort_key, created_at, updated_at FROM place
 UNION ALL
SELECT 'preference' AS module, id, sort_key, created_at, updated_at FROM preference
 UNION ALL
SELECT 'relation' AS module, id, sort_key, created_at, updated_at FROM relation
 UNION ALL
SELECT 'commission_run' AS module, id, sort_key, created_at, updated_at FROM commission_run
 UNION ALL
SELECT 'competitor' AS module, id, sort_key, created_at, updated_at FROM competitor
 UNION ALL
SELECT 'competitor_price' AS module, id, sort_key, created_at, updated_at FROM competitor_price
 UNION ALL
SELECT 'competitor_product' AS module, id, sort_key, created_at, updated_at FROM competitor_product
 UNION ALL
SELECT 'competitor_sale' AS module, id, sort_key, created_at, updated_at FROM competitor_sale
 UNION ALL
SELECT 'consent' AS module, id, sort_key, created_at, updated_at FROM consent
 UNION ALL
SELECT 'contract' AS module, id, sort_key, created_at, updated_at FROM contract
 UNION ALL
SELECT 'delivery' AS module, id, sort_key, created_at, updated_at FROM delivery
 UNION ALL
SELECT 'forecast_override' AS module, id, sort_key, created_at, updated_at FROM forecast_override
 UNION ALL
SELECT 'invoice_request' AS module, id, sort_key, created_at, updated_at FROM invoice_request
 UNION ALL
SELECT 'lead' AS module, id, sort_key, created_at, updated_at FROM lead
 UNION ALL
SELECT 'market_note' AS module, id, sort_key, created_at, updated_at FROM market_note
 UNION ALL
SELECT 'opportunity' AS module, id, sort_key, created_at, updated_at FROM opportunity
 UNION ALL
SELECT 'opportunity_competitor' AS module, id, sort_key, created_at, updated_at FROM opportunity_competitor
 UNION ALL
SELECT 'opportunity_contact' AS module, id, sort_key, created_at, updated_at FROM opportunity_contact
 UNION ALL
SELECT 'opportunity_member' AS module, id, sort_key, created_at, updated_at FROM opportunity_member
 UNION ALL
SELECT 'order_change' AS module, id, sort_key, created_at, updated_at FROM order_change
 UNION ALL
SELECT 'period' AS module, id, sort_key, created_at, updated_at FROM period
 UNION ALL
SELECT 'quote' AS module, id, sort_key, created_at, updated_at FROM quote
 UNION ALL
SELECT 'receipt' AS module, id, sort_key, created_at, updated_at FROM receipt
 UNION ALL
SELECT 'receipt_plan' AS module, id, sort_key, created_at, updated_at FROM receipt_plan
 UNION ALL
SELECT 'refund' AS module, id, sort_key, created_at, updated_at FROM refund
 UNION ALL
SELECT 'sales_order' AS module, id, sort_key, created_at, updated_at FROM sales_order
 UNION ALL
SELECT 'target' AS module, id, sort_key, created_at, updated_at FROM target
 UNION ALL
SELECT 'visit' AS module, id, sort_key, created_at, updated_at FROM visit;

ALTER TABLE record_door ADD COLUMN sort_key TEXT COLLATE "C";
ALTER TABLE record_door ADD COLUMN created_at TIMESTAMPTZ;
ALTER TABLE record_door ADD COLUMN updated_at TIMESTAMPTZ;

UPDATE record_door
   SET (sort_key, created_at, updated_at) = (SELECT o.sort_key, o.created_at, o.updated_at
                                               FROM record_order o
                                              WHERE o.module = record_door.module
                                                AND o.id = record_door.record_id);

CREATE INDEX record_door_by_sort_key ON record_door (holder_id, module, sort_key, record_id);
CREATE INDEX record_door_by_created ON record_door (holder_id, module, created_at, record_id);
CREATE INDEX record_door_by_updated ON record_door (holder_id, module, updated_at, record_id);

-- :only postgresql
CREATE FUNCTION keep_door_order() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; RETURN NULL; END';

CREATE TRIGGER account_door AFTER UPDATE OF sort_key, created_at, updated_at ON account FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER activity_door AFTER UPDATE OF sort_key, created_at, updated_at ON activity FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER contact_door AFTER UPDATE OF sort_key, created_at, updated_at ON contact FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER household_door AFTER UPDATE OF sort_key, created_at, updated_at ON household FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER household_member_door AFTER UPDATE OF sort_key, created_at, updated_at ON household_member FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER place_door AFTER UPDATE OF sort_key, created_at, updated_at ON place FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER preference_door AFTER UPDATE OF sort_key, created_at, updated_at ON preference FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER relation_door AFTER UPDATE OF sort_key, created_at, updated_at ON relation FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER commission_run_door AFTER UPDATE OF sort_key, created_at, updated_at ON commission_run FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER competitor_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER competitor_price_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_price FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER competitor_product_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_product FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER competitor_sale_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_sale FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER consent_door AFTER UPDATE OF sort_key, created_at, updated_at ON consent FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER contract_door AFTER UPDATE OF sort_key, created_at, updated_at ON contract FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER delivery_door AFTER UPDATE OF sort_key, created_at, updated_at ON delivery FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER forecast_override_door AFTER UPDATE OF sort_key, created_at, updated_at ON forecast_override FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER invoice_request_door AFTER UPDATE OF sort_key, created_at, updated_at ON invoice_request FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER lead_door AFTER UPDATE OF sort_key, created_at, updated_at ON lead FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER market_note_door AFTER UPDATE OF sort_key, created_at, updated_at ON market_note FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER opportunity_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER opportunity_competitor_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_competitor FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER opportunity_contact_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_contact FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER opportunity_member_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_member FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER order_change_door AFTER UPDATE OF sort_key, created_at, updated_at ON order_change FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER period_door AFTER UPDATE OF sort_key, created_at, updated_at ON period FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER quote_door AFTER UPDATE OF sort_key, created_at, updated_at ON quote FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER receipt_door AFTER UPDATE OF sort_key, created_at, updated_at ON receipt FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER receipt_plan_door AFTER UPDATE OF sort_key, created_at, updated_at ON receipt_plan FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER refund_door AFTER UPDATE OF sort_key, created_at, updated_at ON refund FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER sales_order_door AFTER UPDATE OF sort_key, created_at, updated_at ON sales_order FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER target_door AFTER UPDATE OF sort_key, created_at, updated_at ON target FOR EACH ROW EXECUTE FUNCTION keep_door_order();
CREATE TRIGGER visit_door AFTER UPDATE OF sort_key, created_at, updated_at ON visit FOR EACH ROW EXECUTE FUNCTION keep_door_order();
-- :end

-- :only sqlite
CREATE TRIGGER account_door AFTER UPDATE OF sort_key, created_at, updated_at ON account BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER activity_door AFTER UPDATE OF sort_key, created_at, updated_at ON activity BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER contact_door AFTER UPDATE OF sort_key, created_at, updated_at ON contact BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER household_door AFTER UPDATE OF sort_key, created_at, updated_at ON household BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER household_member_door AFTER UPDATE OF sort_key, created_at, updated_at ON household_member BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER place_door AFTER UPDATE OF sort_key, created_at, updated_at ON place BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER preference_door AFTER UPDATE OF sort_key, created_at, updated_at ON preference BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER relation_door AFTER UPDATE OF sort_key, created_at, updated_at ON relation BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER commission_run_door AFTER UPDATE OF sort_key, created_at, updated_at ON commission_run BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER competitor_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER competitor_price_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_price BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER competitor_product_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_product BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER competitor_sale_door AFTER UPDATE OF sort_key, created_at, updated_at ON competitor_sale BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER consent_door AFTER UPDATE OF sort_key, created_at, updated_at ON consent BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER contract_door AFTER UPDATE OF sort_key, created_at, updated_at ON contract BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER delivery_door AFTER UPDATE OF sort_key, created_at, updated_at ON delivery BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER forecast_override_door AFTER UPDATE OF sort_key, created_at, updated_at ON forecast_override BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER invoice_request_door AFTER UPDATE OF sort_key, created_at, updated_at ON invoice_request BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER lead_door AFTER UPDATE OF sort_key, created_at, updated_at ON lead BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER market_note_door AFTER UPDATE OF sort_key, created_at, updated_at ON market_note BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER opportunity_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER opportunity_competitor_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_competitor BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER opportunity_contact_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_contact BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER opportunity_member_door AFTER UPDATE OF sort_key, created_at, updated_at ON opportunity_member BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER order_change_door AFTER UPDATE OF sort_key, created_at, updated_at ON order_change BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER period_door AFTER UPDATE OF sort_key, created_at, updated_at ON period BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER quote_door AFTER UPDATE OF sort_key, created_at, updated_at ON quote BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER receipt_door AFTER UPDATE OF sort_key, created_at, updated_at ON receipt BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER receipt_plan_door AFTER UPDATE OF sort_key, created_at, updated_at ON receipt_plan BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER refund_door AFTER UPDATE OF sort_key, created_at, updated_at ON refund BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER sales_order_door AFTER UPDATE OF sort_key, created_at, updated_at ON sales_order BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER target_door AFTER UPDATE OF sort_key, created_at, updated_at ON target BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;

CREATE TRIGGER visit_door AFTER UPDATE OF sort_key, created_at, updated_at ON visit BEGIN
    UPDATE record_door SET sort_key = NEW.sort_key, created_at = NEW.created_at, updated_at = NEW.updated_at WHERE record_id = NEW.id; END;
-- :end

"""What waits of quotes: those without an answer, those that soon hold no longer; and the end of those that hold no longer."""

from datetime import timedelta

from tests.unit.service.sales.quotes import quote
from tests.unit.service.sales.test_quote import NOW


def queue(company, at):
    with company.acting("wang", clock=at):
        found = company.container.customer.today().mine().queue
    return [(one.item.source, one.item.id, str(one.item.why[0])) for one in found if one.item.source.startswith("quote_")]


def test_a_quote_that_nobody_answers_is_shown_once_then_that_it_soon_holds_no_longer(company):
    with company.acting("wang", clock=NOW):
        made = quote(company, "sent", valid_until="2026-11-30")
        quote(company, valid_until="2026-11-22")
    assert queue(company, NOW + timedelta(days=4)) == []
    assert queue(company, NOW + timedelta(days=5)) == [("quote_waiting", made.id, "Sent 5 days ago, without an answer")]
    assert queue(company, NOW + timedelta(days=6)) == [("quote_ending", made.id, "Holds until 30 Nov 2026 and is not answered")]
    with company.acting("wang", clock=NOW + timedelta(days=6)):
        company.container.trade.quote().accept(made.id, "张建国")
    assert queue(company, NOW + timedelta(days=6)) == []


def test_the_night_ends_what_holds_no_longer_and_tells_its_owner_once(company):
    expiry, service = company.container.trade.quote_expiry(), company.container.trade.quote()

    def told():
        return [one.title for one in company.container.platform.notice().page(50) if one.kind == "quote"]

    with company.acting("wang", clock=NOW):
        over = quote(company, "sent", valid_until="2026-11-20")
        runs = quote(company, "sent", valid_until="2026-11-21")
        draft = quote(company, valid_until="2026-11-20")
    later = NOW + timedelta(days=1)
    with company.acting("lilei", clock=later):
        assert (expiry.expire(), expiry.expire()) == (1, 0)
    with company.acting("wang", clock=later):
        assert [service.get(one.id).state for one in (over, runs, draft)] == ["expired", "sent", "draft"]
        assert told() == ["报价“云帆采购报价”已过期，客户未答复。"]
        service.change(over.id, {"state": "sent", "valid_until": "2026-12-31"})
        assert service.accept(over.id, "张建国").state == "accepted"

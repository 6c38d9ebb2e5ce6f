"""Lines of documents: written whole, guarded by the document, undone as one."""

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.line import LinesChanged
from crm.domain.sales.product import ProductDraft
from crm.domain.sales.tax_rate import TaxRateDraft
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.sales.line import stamp_of


@pytest.fixture
def deal(company):
    """A deal of Wang Qiang."""
    with company.acting("wang"):
        service = company.container.sales.opportunity()
        return service.create(service.module.draft.parse({"name": "云帆续约", "currency": "CNY"}))


@pytest.fixture
def told(company):
    """What the documents' modules hear."""
    heard = []
    company.container.events()._listeners[LinesChanged].append(heard.append)
    return heard


def product(company, **raw):
    with company.acting("lilei"):
        return company.container.sales.product().create(ProductDraft.parse({"name": "企业版", "price": "1000", "unit": "套", **raw}))


def put(company, deal, *lines, **more):
    return company.container.sales.line().put("opportunity", deal.id, lines, **more)


def test_lines_stay_in_their_order_and_their_sum_is_told(company, deal, told):
    with company.acting("wang"):
        put(company, deal, {"text": "实施", "quantity": "2", "unit_price": "500.5"}, {"text": "培训", "unit_price": "99", "discount": "10"})
        found = company.container.sales.line().of("opportunity", deal.id)
    assert [(line.text, line.total) for line in found] == [("实施", Money("1001")), ("培训", Money("89.1"))]
    assert (told[-1].record_id, told[-1].currency, told[-1].amounts.total) == (deal.id, "CNY", Money("1090.1"))


def test_price_unit_and_tax_come_from_the_product_and_stay_what_was_typed(company, deal):
    with company.acting("lilei"):
        tax = company.container.sales.tax_rate().create(TaxRateDraft.parse({"name": "13%", "rate": "13", "included": "yes"}))
    one = product(company, tax_rate_id=tax.id)
    with company.acting("wang"):
        (line,) = put(company, deal, {"product_id": one.id, "quantity": "3"})
        assert (line.unit_price, line.unit, line.tax_rate, line.tax_included, line.total) == (Money(1000), "套", 13, True, Money(3000))
        (line,) = put(company, deal, {"id": line.id, "product_id": one.id, "priced_for": str(one.id), "unit_price": "900", "quantity": "3"})
        assert (line.unit_price, line.product_name, line.tax_rate) == (Money(900), "企业版", 13)


def test_a_price_in_another_currency_is_counted_with_the_rate_of_the_day(company, deal):
    dollars = product(company, price="100", currency="USD")
    with company.acting("wang"), pytest.raises(Invalid):
        company.container.sales.rate().rate("USD", current.today())
    with company.acting("lilei"):
        service = company.container.sales.exchange_rate()
        service.create(service.module.draft.parse({"currency": "USD", "starts_on": current.today(), "rate": "7.1"}))
    with company.acting("wang"):
        assert put(company, deal, {"product_id": dollars.id})[0].unit_price == Money(710)


def test_wrong_lines_are_named_and_nothing_is_written(company, deal):
    with company.acting("wang"):
        put(company, deal, {"text": "实施"})
        with pytest.raises(Invalid) as refused:
            put(company, deal, {"text": "实施", "quantity": "-1"}, {"text": "培训"}, {"text": "", "unit_price": "x"})
        assert set(refused.value.fields) == {"0.quantity", "2.unit_price"}
        assert len(company.container.sales.line().of("opportunity", deal.id)) == 1


def test_lines_are_changed_moved_and_removed_and_undone_as_one(company, deal, told):
    with company.acting("wang"):
        lines = company.container.sales.line()
        a, b = put(company, deal, {"text": "甲", "unit_price": "10"}, {"text": "乙", "unit_price": "20"})
        put(company, deal, {"text": "丙", "unit_price": "5"}, {"id": b.id, "text": "乙", "unit_price": "25"})
        assert [line.text for line in lines.of("opportunity", deal.id)] == ["丙", "乙"] and told[-1].amounts.total == Money(30)
        company.container.platform.undo().undo(current.last_change())
        found = lines.of("opportunity", deal.id)
        assert [(line.text, line.unit_price, line.total) for line in found] == [("甲", Money(10), Money(10)), ("乙", Money(20), Money(20))]
        assert told[-1].amounts.total == Money(30) == sum((line.total for line in found), Money(0))


def test_what_somebody_else_wrote_meanwhile_is_not_lost_in_silence(company, deal):
    with company.acting("wang"):
        seen = stamp_of(put(company, deal, {"text": "甲"}))
        put(company, deal, {"text": "乙"}, stamp=seen)
        with pytest.raises(Invalid) as refused:
            put(company, deal, {"text": "丙"}, stamp=seen)
        assert set(refused.value.fields) == {"lines"}


def test_the_document_guards_its_lines(company, deal):
    lines = company.container.sales.line()
    with company.acting("wang"):
        (line,) = put(company, deal, {"text": "甲"})
        change = current.last_change()
    with company.acting("zhao"):
        with pytest.raises(NotFound):
            lines.of("opportunity", deal.id)
        with pytest.raises(NotFound):
            put(company, deal, {"text": "乙"})
        with pytest.raises(Forbidden):
            company.container.platform.undo().undo(change)
    with company.acting("sun"):
        assert lines.of("opportunity", deal.id)[0].id == line.id
        with pytest.raises(Forbidden):
            put(company, deal)


def test_more_lines_than_a_document_holds_are_refused(company, deal):
    with company.acting("wang"), pytest.raises(Invalid) as refused:
        put(company, deal, *[{"text": "甲"}] * 201)
    assert set(refused.value.fields) == {"lines"}


def test_a_line_takes_no_other_document_s_line_for_its_own(company, deal):
    with company.acting("wang"):
        service = company.container.sales.opportunity()
        other = service.create(service.module.draft.parse({"name": "另一单"}))
        (line,) = put(company, deal, {"text": "甲"})
        (made,) = put(company, other, {"id": line.id, "text": "乙"})
        assert made.id != line.id and company.container.sales.line().of("opportunity", deal.id)[0].text == "甲"

"""Dated exchange rates: an amount is worth what the rate of its day says, and never one to one by silence."""

from datetime import date
from decimal import Decimal

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.exchange_rate import ExchangeRateDraft
from crm.errors import Invalid
from crm.language import say


@pytest.fixture
def rates(company):
    """1 USD is 7.1 yuan from January on and 7.25 from March on."""
    with company.acting("lilei"):
        service = company.container.sales.exchange_rate()
        for day, rate in (("2026-03-01", "7.25"), ("2026-01-01", "7.1")):
            service.create(ExchangeRateDraft.parse({"currency": "USD", "starts_on": day, "rate": rate}))
        yield company.container.sales.rate()


def test_the_rate_is_the_last_one_that_began(rates):
    found = [rates.rate("USD", date(2026, month, day)) for month, day in ((1, 1), (2, 28), (3, 1), (12, 31))]
    assert found == [Decimal("7.1"), Decimal("7.1"), Decimal("7.25"), Decimal("7.25")]


def test_an_amount_comes_in_coins_of_the_company_s_own_currency(rates):
    assert rates.in_base(Money("0.07"), "USD", date(2026, 2, 1)) == Money("0.50")  # 0.497
    assert rates.in_base(Money("1234.56"), "CNY", date(1999, 1, 1)) == Money("1234.56")


@pytest.mark.parametrize(("currency", "day"), [("USD", date(2025, 12, 31)), ("EUR", date(2026, 6, 1))])
def test_a_currency_without_a_rate_is_refused_with_a_sentence(rates, currency, day):
    with pytest.raises(Invalid) as refused:
        rates.in_base(Money(1), currency, day)
    assert currency in say(refused.value.fields["currency"])


def test_an_amount_that_becomes_too_large_to_be_added_up_is_refused(company, rates):
    with company.acting("lilei"):
        service = company.container.sales.exchange_rate()
        service.create(service.module.draft.parse({"currency": "GBP", "starts_on": "2026-01-01", "rate": "999999999"}))
        with pytest.raises(Invalid) as refused:
            rates.in_base(Money(10**11), "GBP", date(2026, 2, 1))
    assert set(refused.value.fields) == {"amount"}


def test_many_amounts_are_counted_with_one_statement(rates):
    asked = [(Money(1), "USD", date(2026, 1, 5)), (Money(2), "CNY", date(2026, 1, 5)), (Money(1), "EUR", date(2026, 1, 5)),
             (Money(1), "USD", date(2026, 5, 1)), (Money(1), "USD", date(2020, 5, 1))]  # fmt: skip
    found = rates.in_base_all(asked)
    assert [one for one in found if isinstance(one, Money)] == [Money("7.1"), Money(2), Money("7.25")]
    assert [at for at, one in enumerate(found) if isinstance(one, Invalid)] == [2, 4]


def test_whoever_acts_counts_with_the_same_rates(company, rates):
    with company.acting("wang"):
        assert rates.rate("USD", date(2026, 1, 1)) == Decimal("7.1")

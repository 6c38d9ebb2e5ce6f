"""Exchange rates as records."""

from dataclasses import replace
from datetime import date

import pytest

from crm.domain.sales.exchange_rate import ExchangeRateDraft
from crm.errors import Invalid


def made(company, **raw):
    return company.container.sales.exchange_rate().create(
        ExchangeRateDraft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7.1", **raw})
    )


def test_a_currency_has_one_rate_a_day(company):
    with company.acting("lilei"):
        made(company)
        made(company, starts_on="2026-01-02")
        made(company, currency="EUR")
        with pytest.raises(Invalid) as refused:
            made(company, rate="7.2")
        assert set(refused.value.fields) == {"starts_on"}


def test_two_rates_of_a_day_in_one_file_are_found(company):
    with company.acting("lilei"):
        service, there = company.container.sales.exchange_rate(), made(company)
        new = [replace(there, id=0, starts_on=date(2027, 1, 1)) for _ in range(2)]
        with service.db.transaction(writes=False):
            assert set(service.verify_all([(row, None) for row in new])) == {1}


@pytest.mark.parametrize("rate", ["0", "-7", "1000000000", "abc", "7.123456789"])
def test_a_rate_that_cannot_be_is_refused(company, rate):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        made(company, rate=rate)
    assert set(refused.value.fields) == {"rate"}


def test_the_company_s_own_currency_needs_no_rate(company):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        made(company, currency="CNY")
    assert set(refused.value.fields) == {"currency"}

"""Deals: where they begin, what their stages ask, what is kept of them."""

import pytest

from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import MODULE, OpportunityDraft
from crm.errors import Conflict, Invalid


def deal(company, **raw):
    return company.container.sales.opportunity().create(OpportunityDraft.parse({"name": "云帆采购", **raw}))


def stages(company):
    return list(company.container.sales.stage().steps().values())


def test_the_first_deal_begins_in_the_first_stage_of_the_standard_pipeline(company):
    with company.acting("wang"):
        made = deal(company, amount="12万")
    assert (made.stage_name, made.state, made.chance, made.forecast) == ("First contact", "open", 10, "pipeline")
    assert (made.currency, made.amount_base, made.weighted) == ("CNY", Money(120_000), Money(12_000))
    assert company.container.sales.opportunity_tally().wrong() == 0

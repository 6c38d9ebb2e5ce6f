"""What belongs to a deal: its team with shares, decision makers, competitors, ticks."""

import pytest

from crm.domain.kit.module import modules
from crm.errors import Forbidden, Invalid, NotFound


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


@pytest.fixture
def deal(company, sales):
    with company.acting("wang"):
        return made(sales, "opportunity", name="云帆采购")


def test_shares_of_a_deal_are_at_most_the_whole(company, sales, deal):
    with company.acting("wang"):
        made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["wang"], share=70)
        with pytest.raises(Invalid) as refused:
            made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["zhao"], share=31)
        assert str(refused.value.fields["share"]) == "Others have 70 % already: at most 30 % are left."
        other = made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["zhao"], share=30)
        with pytest.raises(Invalid):
            sales.opportunity_member().change(other.id, {"share": 31})
        with pytest.raises(Invalid):
            made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["zhao"])


def test_a_part_is_seen_by_whoever_sees_the_deal_and_goes_along_when_it_is_handed_over(company, sales, deal):
    with company.acting("han"):
        part = made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["zhao"])
    with company.acting("wang"):
        assert sales.opportunity_member().get(part.id).user_name == "赵敏"
    with company.acting("chen"), pytest.raises(NotFound):
        sales.opportunity_member().get(part.id)
    with company.acting("lilei"):
        chen = company.actor("chen")
        sales.opportunity().assign_all([deal.id], chen.id, chen.department_id)
    with company.acting("chen"):
        assert sales.opportunity_member().get(part.id).owner_id == chen.id
    with company.acting("wang"), pytest.raises(NotFound):
        sales.opportunity_member().get(part.id)


def test_nobody_adds_to_a_deal_that_he_may_not_see_or_edit(company, sales, deal):
    with company.acting("chen"), pytest.raises(Invalid):
        made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["chen"])
    with company.acting("sun"), pytest.raises(Forbidden):
        made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["wang"])

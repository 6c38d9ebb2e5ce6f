"""What belongs to a deal: its team with shares, decision makers, competitors, ticks."""

import pytest

from crm.domain.kit.filter import parse_sort, parse_tree
from crm.domain.kit.filter_tree import Condition, Group, Query
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


def seen(sales, *parts):
    """The names on the list that the filter finds."""
    deals = sales.opportunity()
    query = Query(parse_tree(deals.module, {"all": list(parts)}), parse_sort(deals.module, None))
    return [row.name for row in deals.page(query)], deals.count(query)


ON_IT = {"relation": "members", "exists": True, "where": {"all": [{"field": "user_id", "operator": "any", "value": ["me"]}]}}


def test_whoever_is_on_the_team_sees_the_deal_with_all_that_belongs_to_it_as_long_as_he_is(company, sales, deal):
    with company.acting("wang"):
        made(sales, "opportunity", name="云帆续约")
        member = made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["chen"])
    deals, search = sales.opportunity(), company.container.platform.search()
    with company.acting("chen"):
        own = made(sales, "opportunity", name="自己的商机")
        assert deals.get(deal.id).name == "云帆采购" and not deals.may("edit", deals.get(deal.id))
        assert [hit.title for hit in search.find("云帆", 10, "opportunity")] == ["云帆采购"]
        assert sales.opportunity_member().get(member.id).user_name == "陈静"
        on_it = Query(Group((Condition("opportunity_id", "any", (deal.id,)),)))
        assert [row.id for row in sales.opportunity_member().page(on_it)] == [member.id]
        assert seen(sales) == ([own.name, "云帆采购"], 2)
        assert seen(sales, ON_IT) == (["云帆采购"], 1)
        assert seen(sales, ON_IT | {"exists": False}) == ([own.name], 1)
        with pytest.raises(Forbidden):
            deals.change(deal.id, {"name": "抢来的"})
    with company.acting("lilei"):
        undone = sales.opportunity_member().remove_all([member.id]).change_set_id
    with company.acting("chen"), pytest.raises(NotFound):
        deals.get(deal.id)
    with company.acting("lilei"):
        company.container.platform.undo().undo(undone)
    with company.acting("chen"):
        assert deals.get(deal.id).id == deal.id


def test_the_explanation_names_the_team(company, sales, deal):
    explain, deals = company.container.platform.explain(), sales.opportunity()
    with company.acting("wang"):
        member = made(sales, "opportunity_member", opportunity_id=deal.id, user_id=company.users["chen"])
        people = {one.id: one for one in explain.everybody(deals.module, deal)}
        chen = people[company.users["chen"]]
        assert chen.may == ("view",) and [way.why for way in chen.ways["view"] if way.opens] == ["team"]
        assert company.users["zhao"] not in people
        part = explain.one(sales.opportunity_member().module, member, company.users["chen"])
        assert "view" in part.may


def test_nobody_sees_deals_by_a_team_who_may_see_no_deals_at_all(company, sales, deal):
    """Being named on a team opens nothing that no role of the person's speaks of."""
    with company.acting("lilei"):
        role = company.container.platform.role().create(modules()["role"].draft.parse({"name": "仓管", "grants": {"product.view": 4}}))
        store = company.container.platform.user().create(
            modules()["user"].draft.parse({"name": "老周", "account": "zhou", "roles": [role.id]})
        )
        made(sales, "opportunity_member", opportunity_id=deal.id, user_id=store.id)
    company.users["zhou"] = store.id
    with company.acting("zhou"):
        assert sales.opportunity().find([deal.id]) == []

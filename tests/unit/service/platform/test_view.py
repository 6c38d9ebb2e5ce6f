"""Saved views: who gets which, who may change them, where a list begins."""

import pytest

from crm.domain.platform.field import FieldsUsed
from crm.domain.platform.view import Share
from crm.errors import Forbidden, Invalid, NotFound

STATE = {"filter": {"all": [{"field": "grade", "operator": "any", "value": ["A"]}]}, "sort": "name"}


@pytest.fixture
def views(company):
    return company.container.platform.view()


@pytest.fixture
def mine(company, views):
    """A view of Wang's."""
    with company.acting("wang"):
        return views.create("account", "重点客户", STATE)


def names(company, views, who, module="account"):
    with company.acting(who):
        return [view.name for view in views.page(module)]


def share(company, views, view, who, shared, *shares):
    with company.acting(who):
        return views.change("account", view.id, view.name, shared, list(shares))


def test_a_view_is_its_owner_s_alone_until_he_shares_it(company, views, mine):
    assert names(company, views, "wang") == ["重点客户"] and mine.state == STATE
    assert names(company, views, "zhao") == [] == names(company, views, "lilei")
    assert names(company, views, "wang", "contact") == []
    with company.acting("zhao"), pytest.raises(NotFound):
        views.keep("account", mine.id, {})


def test_it_is_shared_with_people_and_with_departments_and_those_below(company, views, mine):
    share(company, views, mine, "wang", "some", Share("user", company.users["chen"]))
    assert names(company, views, "chen") == ["重点客户"] and names(company, views, "zhao") == []
    share(company, views, mine, "wang", "some", Share("department", company.departments["sales"]))
    assert [names(company, views, who) for who in ("zhao", "chen", "han", "sun")] == [["重点客户"]] * 3 + [[]]
    share(company, views, mine, "wang", "me", Share("user", company.users["chen"]))
    assert names(company, views, "chen") == []


def test_who_it_is_shared_with_may_look_but_not_change(company, views, mine):
    share(company, views, mine, "wang", "some", Share("user", company.users["chen"]))
    with company.acting("chen"):
        assert not views.may_edit(views.get("account", mine.id))
        for attempt in (
            lambda: views.keep("account", mine.id, {}),
            lambda: views.remove("account", mine.id),
            lambda: views.change("account", mine.id, "x", "me", []),
        ):
            with pytest.raises(Forbidden):
                attempt()


def test_only_who_may_publish_shows_a_view_to_everybody(company, views, mine):
    with company.acting("wang"), pytest.raises(Invalid, match="share views with everybody"):
        views.change("account", mine.id, mine.name, "all", [])
    with company.acting("lilei"):
        own = views.create("account", "全公司", {})
        views.change("account", own.id, own.name, "all", [])
    assert names(company, views, "sun") == ["全公司"]
    assert names(company, views, "wang") == ["重点客户", "全公司"]


def test_a_role_s_list_begins_with_one_view(company, views):
    role = Share("role", company.roles["salesperson"])
    with company.acting("lilei"):
        first, second = (views.create("account", name, {}) for name in ("甲", "乙"))
        for view in (first, second):
            views.change("account", view.id, view.name, "all", [role])
    with company.acting("wang"):
        assert [(view.name, view.begins) for view in views.page("account")] == [("甲", False), ("乙", True)]
    with company.acting("han"):
        assert [view.begins for view in views.page("account")] == [False, False]


def test_nobody_without_the_right_sets_a_view_for_a_role(company, views, mine):
    with company.acting("wang"), pytest.raises(Forbidden):
        views.change("account", mine.id, mine.name, "me", [Share("role", company.roles["salesperson"])])


@pytest.mark.parametrize(
    ("name", "why"), [("", "fill this in"), ("  ", "fill this in"), ("x" * 61, "At most 60"), ("重点客户", "has this name")]
)
def test_a_name_is_needed_short_and_one_s_own_once(company, views, mine, name, why):
    with company.acting("wang"), pytest.raises(Invalid, match=why):
        views.create("account", name, {})
    with company.acting("zhao"):
        assert views.create("account", "重点客户", {}).name == "重点客户"


def test_sharing_with_nobody_is_asked_about(company, views, mine):
    with company.acting("wang"), pytest.raises(Invalid, match="whom you share it with"):
        views.change("account", mine.id, mine.name, "some", [])


def test_what_a_view_shows_is_kept_anew(company, views, mine):
    with company.acting("wang"):
        kept = views.keep("account", mine.id, {"sort": "-name"})
    assert (kept.state, kept.name, kept.version) == ({"sort": "-name"}, "重点客户", mine.version + 1)


def test_a_removed_view_comes_back_with_those_it_was_shared_with(company, views, mine):
    share(company, views, mine, "wang", "some", Share("user", company.users["chen"]))
    with company.acting("wang"):
        views.remove("account", mine.id)
    assert names(company, views, "wang") == [] == names(company, views, "chen")
    with company.acting("chen"), pytest.raises(NotFound):
        views.restore(mine.id)
    with company.acting("wang"):
        views.restore(mine.id)
    assert names(company, views, "chen") == ["重点客户"]


def test_everybody_puts_his_tabs_into_his_own_order(company, views, mine):
    with company.acting("wang"):
        second = views.create("account", "乙", {})
        third = views.create("account", "丙", {})
        views.change("account", third.id, "丙", "some", [Share("user", company.users["zhao"])])
        views.move("account", second.id, -1)
        assert [view.name for view in views.page("account")] == ["乙", "重点客户", "丙"]
        views.move("account", second.id, -1)
        views.move("account", third.id, 1)
        assert [view.name for view in views.page("account")] == ["乙", "重点客户", "丙"]
    with company.acting("zhao"):
        assert [view.position for view in views.page("account")] == [None]


def test_views_say_that_they_use_a_field(company, views, mine):
    with company.acting("lilei"):
        for field, expected in (("grade", ["重点客户"]), ("name", ["重点客户"]), ("city", [])):
            asked = FieldsUsed("account", field, [])
            views.used(asked)
            assert [use.name for use in asked.found] == expected


def test_a_view_of_whoever_has_left_is_changed_by_those_who_may_publish(company, views, mine):
    share(company, views, mine, "wang", "some", Share("user", company.users["chen"]), Share("user", company.users["lilei"]))
    with company.acting("lilei"):
        assert not views.may_edit(views.get("account", mine.id))
        company.container.platform.user().change(company.users["wang"], {"state": "left"})
        assert views.may_edit(views.get("account", mine.id))
        views.keep("account", mine.id, {"sort": "-name"})
    with company.acting("chen"):
        assert views.get("account", mine.id).state == {"sort": "-name"} and not views.may_edit(views.get("account", mine.id))

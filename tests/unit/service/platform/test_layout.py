"""Layouts: who sees which, what an act on one does, and that every process knows at once."""

import pytest

from crm import current
from crm.domain.kit.module import modules
from crm.domain.platform.field import FieldsUsed
from crm.domain.platform.layout import LayoutDraft
from crm.errors import Forbidden, Invalid

ACCOUNT = modules()["account"]


@pytest.fixture
def layouts(company):
    return company.container.platform.layout()


def made(company, layouts, **more):
    with company.acting("lilei"):
        return layouts.create(LayoutDraft.parse({"name": "客户页", "target": "account", **more}))


def labels(company, layouts, who):
    with company.acting(who):
        return [part.label for part in layouts.parts(ACCOUNT)]


def test_a_new_layout_begins_as_the_page_is(company, layouts):
    before = labels(company, layouts, "wang")
    made(company, layouts)
    assert before == [section.label for section in ACCOUNT.sections] == labels(company, layouts, "wang")


def test_a_change_is_known_to_everybody_at_once_and_undone(company, layouts):
    row = made(company, layouts)
    assert labels(company, layouts, "wang")[0] == "Basics"
    with company.acting("lilei"):
        layouts.arrange(row.id, "down", 0)
        set_id = current.last_change()
    assert labels(company, layouts, "wang")[:2] == ["Address", "Basics"]
    with company.acting("lilei"):
        company.container.platform.undo().undo(set_id)
    assert labels(company, layouts, "wang")[0] == "Basics"


def test_the_layout_of_a_role_comes_before_everybodys(company, layouts):
    made(company, layouts, sections="全部 | open |  | name")
    made(company, layouts, name="销售", role_id=company.roles["salesperson"], sections="销售 | open |  | name")
    assert (labels(company, layouts, "wang"), labels(company, layouts, "han")) == (["销售"], ["全部"])


def test_there_is_one_layout_for_the_same_people(company, layouts):
    made(company, layouts)
    with pytest.raises(Invalid) as refusal:
        made(company, layouts, name="另一个")
    assert "客户页" in str(refusal.value.fields["role_id"])


def test_who_may_not_change_layouts_is_refused(company, layouts):
    row = made(company, layouts)
    with company.acting("wang"), pytest.raises(Forbidden):
        layouts.arrange(row.id, "down", 0)


@pytest.mark.parametrize("wanted", ["nonsense:any:x", "kind:any:nothing", "kind:like:company"])
def test_a_condition_names_a_choice_of_the_module(company, layouts, wanted):
    row = made(company, layouts)
    with company.acting("lilei"), pytest.raises(Invalid):
        layouts.arrange(row.id, "when", 0, value=wanted)


def test_a_layout_says_that_it_uses_a_field(company, layouts):
    row = made(company, layouts, sections="公司 | open | kind:any:company | name, city")
    with company.acting("lilei"), company.container.db().transaction():
        for name, uses in (("city", 1), ("kind", 1), ("grade", 0)):
            asked = FieldsUsed("account", name, [])
            company.container.events().publish(asked)
            assert [use.url for use in asked.found if use.what == "Layout"] == [f"/layouts/{row.id}"] * uses


def test_cards_and_figures_are_shown_in_the_order_of_the_layout_of_each_person(company, layouts):
    row = made(company, layouts, role_id=company.roles["salesperson"])
    with company.acting("lilei"):
        layouts.reorder(row.id, "cards", ["a", "b", "c"], "down", "a")
        layouts.reorder(row.id, "tiles", ["x", "y"], "hide", "x")
    with company.acting("wang"):
        assert layouts.shown(ACCOUNT, "cards", ["a", "b", "c"]) == ("b", "a", "c")
        assert layouts.shown(ACCOUNT, "tiles", ["x", "y"]) == ("y",)
    with company.acting("han"):
        assert layouts.shown(ACCOUNT, "cards", ["a", "b", "c"]) == ("a", "b", "c")


def test_who_may_not_change_layouts_may_not_reorder_either(company, layouts):
    row = made(company, layouts)
    with company.acting("wang"), pytest.raises(Forbidden):
        layouts.reorder(row.id, "cards", ["a", "b"], "down", "a")

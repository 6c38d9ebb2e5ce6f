"""The filter: read from the address and from JSON, refused with a sentence, said back as it was read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.customer.account import MODULE
from crm.domain.customer.activity import MODULE as ACTIVITY
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.kit.filter import (
    Condition,
    Group,
    Measure,
    Related,
    Sort,
    added,
    as_json,
    exchanged,
    flat,
    parse_address,
    parse_sort,
    parse_tree,
    part_at,
)
from crm.domain.kit.span import PERIODS, Relative
from crm.domain.platform.user import MODULE as USER
from crm.errors import Invalid


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("grade:any:A,B", Condition("grade", "any", ("A", "B"))),
        ("grade:any:重点", Condition("grade", "any", ("A",))),
        ("grade:any:", Condition("grade", "any", ())),
        ("grade:empty", Condition("grade", "empty")),
        ("grade:empty:whatever", Condition("grade", "empty")),
        ("name:contains:a:b", Condition("name", "contains", "a:b")),
        ("name:is: 云帆 ", Condition("name", "is", "云帆")),
        ("employees:between:10,20", Condition("employees", "between", (10, 20))),
        ("owner_id:any:me,7", Condition("owner_id", "any", ("me", 7))),
        ("department_id:any:mine", Condition("department_id", "any", ("mine",))),
        ("created_at:this:month", Condition("created_at", "this", "month")),
        ("created_at:last:99999", Condition("created_at", "last", 3660)),
        ("created_at:previous:quarter", Condition("created_at", "previous", "quarter")),
        ("created_at:before:+7d", Condition("created_at", "before", Relative(7))),
        ("created_at:after:2周前", Condition("created_at", "after", Relative(-2, "w"))),
        ("created_at:between:-1m,today", Condition("created_at", "between", (Relative(-1, "m"), Relative(0)))),
        ("employees:above:1万", Condition("employees", "above", 10000)),
        ("name:lacks:测试", Condition("name", "lacks", "测试")),
        ("tags:all:VIP,展会", Condition("tags", "all", ("VIP", "展会"))),
        ("tags:none:VIP", Condition("tags", "none", ("VIP",))),
    ],
)
def test_a_condition_is_read_from_the_address(text, condition):
    assert parse_address(MODULE, [text]) == Group((condition,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "“” is not known here"),
        ("colour:is:red", "“colour” is not known here"),
        ("removed_at:empty", "“removed_at” is not known here"),
        ("a.id = 1 --:is:1", "is not known here"),
        ("grade:contains:A", "“contains” does not fit the field “Grade”"),
        ("grade", "“” does not fit the field “Grade”"),
        ("name:or 1=1:x", "does not fit the field “Name”"),
        ("grade:any:Z", "“Z” does not fit the field “Grade”"),
        ("employees:is:many", "“many” does not fit the field “Employees”"),
        ("employees:is:", "does not fit the field “Employees”"),
        ("employees:between:1", "does not fit the field “Employees”"),
        ("employees:between:1,2,3", "does not fit the field “Employees”"),
        ("employees:is:99999999999999999999", "does not fit the field “Employees”"),
        ("created_at:last:soon", "“soon” does not fit the field “Created”"),
        ("created_at:this:decade", "“decade” does not fit the field “Created”"),
        ("birthday:on:2026-02-30", "does not fit the field “Birthday”"),
        ("birthday:on:", "does not fit the field “Birthday”"),
        ("owner_id:any:somebody", "“somebody” does not fit the field “Owner”"),
        ("name:contains:a\0b", "does not fit the field “Name”"),
        ("tags:any:a\0b", "does not fit the field “Tags”"),
        ("birthday:on:9999-12-31", "does not fit the field “Birthday”"),
        ("created_at:after:9999-12-31", "does not fit the field “Created”"),
        ("created_at:before:0001-01-01", "does not fit the field “Created”"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text, why):
    with pytest.raises(Invalid) as found:
        parse_address(MODULE, [text])
    assert why in str(found.value.fields["filter"])


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        ("{", "not valid JSON"),
        ("[]", "A filter is {“all”: […]} or {“any”: […]}."),
        ('{"all": [], "any": []}', "A filter is"),
        ('{"none": []}', "A filter is"),
        ('{"all": {}}', "at most 30 conditions and 3 levels"),
        ('{"all": [7]}', "A filter is"),
        ('{"all": [null]}', "A filter is"),
        ('{"all": [{"field": null, "operator": "is"}]}', "“None” is not known here"),
        ('{"all": [{"field": "name", "operator": "contains", "value": "\\ud800"}]}', "not valid JSON"),
        ('{"all": [{"field": "employees", "operator": "is", "value": {"a": 1}}]}', "does not fit"),
        ('{"all": [{"field": "employees", "operator": "is", "value": 1e400}]}', "does not fit"),
        ('{"all": [{"field": "grade", "operator": "any", "value": [["A"]]}]}', "does not fit"),
        ('{"all": [{"relation": "friends", "exists": true}]}', "“friends” is not known here"),
        ('{"all": [{"relation": "contacts", "where": {"all": [{"field": "grade", "operator": "empty"}]}}]}', "“grade” is not known here"),
        (json.dumps({"all": [{"field": "grade", "operator": "empty"}] * 31}), "at most 30"),
        ('{"all": [{"any": [{"all": [{"any": []}]}]}]}', "3 levels"),
        (
            json.dumps(
                {
                    "all": [
                        {
                            "relation": "subsidiaries",
                            "where": {
                                "all": [
                                    {"relation": "subsidiaries", "where": {"all": [{"relation": "subsidiaries", "where": {"all": []}}]}}
                                ]
                            },
                        }
                    ]
                }
            ),
            "3 levels",
        ),
    ],
)
def test_a_tree_that_is_none_is_refused_with_a_sentence(tree, why):
    with pytest.raises(Invalid) as found:
        parse_address(MODULE, [], tree)
    assert why in str(found.value.fields["filter"])


def test_deep_nesting_is_refused_before_it_costs_anything():
    with pytest.raises(Invalid):
        parse_address(MODULE, [], '{"all":[' * 5000 + "]}" * 5000)


def test_a_tree_may_ask_about_related_records():
    tree = {"any": [{"relation": "activities", "exists": False, "where": {"all": [{"field": "at", "operator": "last", "value": 30}]}}]}
    assert parse_tree(MODULE, tree) == Group((Related("activities", False, Group((Condition("at", "last", 30),))),), any=True)


def test_a_tree_may_count_and_add_up_related_records():
    raw = {"relation": "contacts", "measure": "sum", "of": "weight", "operator": "above", "value": "100", "where": {"all": []}}
    assert parse_tree(MODULE, {"all": [raw]}).parts == (Related("contacts", True, Group(), Measure("sum", "weight", "above", 100)),)
    raw = {"relation": "activities", "measure": "count", "operator": "between", "value": [2, 5]}
    assert parse_tree(MODULE, {"all": [raw]}).parts == (Related("activities", True, Group(), Measure("count", None, "between", (2, 5))),)


def test_a_tree_may_ask_about_what_a_field_points_at():
    raw = {"all": [{"relation": "account_id", "where": {"all": [{"field": "grade", "operator": "any", "value": ["A"]}]}}]}
    assert parse_tree(CONTACT, raw).parts == (Related("account_id", True, Group((Condition("grade", "any", ("A",)),))),)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"measure": "product", "of": "weight", "operator": "is", "value": 1}, "“product” is not known here"),
        ({"measure": "sum", "operator": "is", "value": 1}, "“None” is not known here"),
        ({"measure": "sum", "of": "name", "operator": "is", "value": 1}, "“name” is not known here"),
        ({"measure": "count", "operator": "contains", "value": 1}, "“contains” does not fit the field “Contacts”"),
        ({"measure": "count", "operator": "is", "value": "many"}, "“many” does not fit the field “Contacts”"),
        ({"measure": "count", "operator": "is", "value": None}, "“None” does not fit the field “Contacts”"),
    ],
)
def test_a_measure_that_is_none_is_refused_with_a_sentence(more, why):
    with pytest.raises(Invalid) as found:
        parse_tree(MODULE, {"all": [{"relation": "contacts", **more}]})
    assert why in str(found.value.fields["filter"])


def test_what_a_field_points_at_is_one_record_and_cannot_be_counted():
    with pytest.raises(Invalid, match="“count” is not known here"):
        parse_tree(CONTACT, {"all": [{"relation": "account_id", "measure": "count", "operator": "is", "value": 1}]})


A, B, C = Condition("city", "empty"), Condition("grade", "empty"), Condition("mail", "filled")


def test_groups_that_say_nothing_are_left_out():
    assert flat(Group((Group((A,)), Group(()), Group((B, C))))) == Group((A, B, C))
    assert flat(Group((Group((A, B), any=True),))) == Group((A, B), any=True)
    assert flat(Group((A, Group((B, C), any=True)))) == Group((A, Group((B, C), any=True)))
    assert flat(Group((Group((A,), any=True),), any=True)) == Group((A,))


def test_a_part_is_reached_exchanged_and_added_by_its_path():
    tree = Group((A, Related("contacts", True, Group((B,))), Group((B, C), any=True)))
    assert part_at(tree, (1, 0)) == B and part_at(tree, (2, 1)) == C and part_at(tree, (0, 0)) is None and part_at(tree, (9,)) is None
    assert exchanged(tree, (1, 0), C) == Group((A, Related("contacts", True, Group((C,))), Group((B, C), any=True)))
    assert exchanged(tree, (0,), None) == Group(tree.parts[1:])
    assert added(tree, (1,), C) == Group((A, Related("contacts", True, Group((B, C))), Group((B, C), any=True)))
    assert added(tree, (2,), A) == Group((*tree.parts[:2], Group((B, C, A), any=True)))
    assert added(tree, (0,), C) == added(tree, (), C) == Group((*tree.parts, C))


def test_conditions_of_the_address_and_a_tree_add_up():
    found = parse_address(MODULE, ["grade:empty"], '{"any": [{"field": "city", "operator": "filled"}]}')
    assert found == Group((Condition("grade", "empty"), Group((Condition("city", "filled"),), any=True)))


VALUES = {
    "contains": st.sampled_from(["京", "%", "a b"]),
    "starts": st.just("云"),
    "lacks": st.just("云"),
    "ends": st.just("公司"),
    "any": st.just(["A"]),
    "last": st.integers(1, 99),
    "next": st.integers(1, 99),
    "this": st.sampled_from(PERIODS),
    "previous": st.sampled_from(PERIODS),
    "coming": st.sampled_from(PERIODS),
}
OF_KIND = {
    "text": ["云帆"],
    "long": ["云帆"],
    "phone": ["+8613800138000"],
    "mail": ["a@example.com"],
    "link": ["https://example.com"],
    "number": [1, 2.5],
    "integer": [3, 1900],
    "date": ["2026-11-21", "today", "+7d"],
    "datetime": ["2026-11-21", "-1m"],
    "reference": [7],
    "user": ["me", 7],
    "department": ["mine", 7],
    "tags": ["VIP", "展会"],
    "yesno": [True, False],
    "money": [1200],
    "percent": [12],
    "time": ["09:30"],
    "taxid": ["91110108MA01ABCD0Q"],
    "idnumber": ["11010519491231002X"],
}


@st.composite
def conditions(draw, module):
    field = draw(st.sampled_from([f for f in module.fields.values() if f.kind.operators and f.kind_name not in ("taxid", "idnumber")]))
    operator = draw(st.sampled_from(field.kind.operators))
    if operator in ("empty", "filled"):
        return {"field": field.name, "operator": operator}
    if operator in VALUES and operator != "any":
        return {"field": field.name, "operator": operator, "value": draw(VALUES[operator])}
    known = [option.value for option in field.options] or OF_KIND.get(field.kind_name, ["a"])
    one = st.sampled_from(known)
    value = draw(
        st.lists(one, max_size=3)
        if operator in ("any", "none", "all")
        else st.lists(one, min_size=2, max_size=2)
        if operator == "between"
        else one
    )
    return {"field": field.name, "operator": operator, "value": value}


def trees(module):
    leaf = conditions(module)
    return st.recursive(
        st.fixed_dictionaries({"all": st.lists(leaf, max_size=3)}),
        lambda inner: st.fixed_dictionaries({"any": st.lists(leaf | inner, min_size=1, max_size=3)}),
        max_leaves=4,
    )


@given(
    raw=st.one_of(
        trees(MODULE).map(lambda t: (MODULE, t)), trees(ACTIVITY).map(lambda t: (ACTIVITY, t)), trees(USER).map(lambda t: (USER, t))
    )
)
def test_a_tree_said_as_json_is_read_as_the_same_tree(raw):
    module, tree = raw
    try:
        found = parse_tree(module, tree)
    except Invalid as refusal:
        assert "3 levels" in str(refusal)
        return
    assert parse_tree(module, json.loads(json.dumps(as_json(found)))) == found


@given(
    text=st.text(max_size=40),
    operator=st.sampled_from(["is", "contains", "any", "between", "on", "last", "this"]),
    name=st.sampled_from(sorted(MODULE.fields)),
)
def test_whatever_is_typed_is_read_or_refused_and_nothing_else(text, operator, name):
    try:
        parse_address(MODULE, [f"{name}:{operator}:{text}"])
    except Invalid as refusal:
        assert refusal.fields["filter"]


def test_a_list_is_sorted_by_the_fields_it_offers():
    assert parse_sort(MODULE, "-name,grade") == Sort((("name", True), ("grade", False)))
    assert parse_sort(MODULE, None) == Sort((("updated_at", True),))
    assert str(parse_sort(MODULE, "-name,grade")) == "-name,grade"


@pytest.mark.parametrize("text", ["remark", "id", "name desc", "-", "name,,grade", "name;DROP TABLE account"])
def test_a_list_is_not_sorted_by_anything_else(text):
    with pytest.raises(Invalid, match="cannot sort by"):
        parse_sort(MODULE, text)

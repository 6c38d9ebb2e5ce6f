"""The filter builder by its addresses: choose, edit, relate, group, count, blame; as links and plain forms."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.unit.web.kit.test_list import links, titles


def follow(client, url, **values):
    """What a form or link that changes the filter leads to."""
    answer = client.get(url, query_string=values) if values else client.get(url)
    assert answer.status_code == 303, answer.text
    return answer.location


def query(url):
    return parse_qs(urlsplit(url).query)


@pytest.fixture
def client(sign_in, make):
    """Wang's browser, and three customers of his."""
    yunfan = make("wang", name="北京云帆", grade="A", city="北京", employees="200", next_follow_at="+3d")
    make("wang", name="上海安泰", grade="B", city="上海")
    make("wang", name="北京远航", grade="B", city="北京")
    make("wang", "contact", name="王芳", account_id=yunfan.id, title="采购经理", weight="80")
    make("wang", "contact", name="李娜", account_id=yunfan.id, title="会计", weight="10")
    make("wang", "activity", name="回访", kind="call", subject_module="account", subject_id=yunfan.id)
    return sign_in("wang")


APPLY = "/accounts/filters/apply"


def test_the_builder_offers_fields_and_relations_those_most_used_first(client):
    page = client.get("/accounts/filters").text
    names = re.findall(r'<span class="label">([^<]+)</span></a>', page[page.index('class="filter-rows"') :])
    assert (
        names[0] == "Grade"
        and names.index("Owner") < names.index("Address")
        and {"Contacts", "Activities", "Subsidiaries", "Owner of it"} <= set(names)
    )
    assert "has no Activities where When is in the last 30 days" in unescape(page)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("城市", "City"),
        ("chengshi", "City"),
        ("cs", "City"),
        ("重点", "Grade is A · key"),
        ("employees > 100", "Employees is more than 100"),
        ("员工数>=50", "Employees is at least 50"),
        ("grade = A", "Grade is A · key"),
        ("城市 京", "City contains “京”"),
        ("created < -7d", "Created is before 7 days ago"),
        ("xyz", "Name contains “xyz”"),
    ],
)
def test_typing_goes_straight_to_what_is_meant(client, typed, first):
    page = client.get("/accounts/filters", query_string={"find": typed}).text
    labels = [unescape(text) for text in re.findall(r'<span class="label">([^<]+)</span></a>', page[page.index('class="filter-rows"') :])]
    assert first in labels[:4], labels


def test_a_ready_condition_is_taken_with_one_click_and_the_rest_of_the_address_stays(client):
    page = client.get("/accounts/filters?find=重点&sort=name&f=city:contains:京").text
    ready = next(link for link in links(page) if "part=" in link)
    target = follow(client, ready)
    assert query(target) == {"f": ["city:contains:京", "grade:any:A"], "sort": ["name"]}
    assert titles(client.get(target).text) == ["北京云帆"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"field": "grade", "operator": "any", "value": ["A", "B"]}, "grade:any:A,B"),
        ({"field": "city", "operator": "contains", "value": "京"}, "city:contains:京"),
        ({"field": "city", "operator": "empty", "value": "ignored"}, "city:empty"),
        ({"field": "employees", "operator": "between", "value": "10", "to": "300"}, "employees:between:10,300"),
        ({"field": "created_at", "operator": "last", "value": "", "days": "7", "period": "month"}, "created_at:last:7"),
        ({"field": "created_at", "operator": "previous", "days": "7", "period": "month"}, "created_at:previous:month"),
        ({"field": "next_follow_at", "operator": "before", "value": "7天后"}, "next_follow_at:before:+7d"),
        ({"field": "owner_id", "operator": "any", "value": ["me", "team"]}, "owner_id:any:me,team"),
    ],
)
def test_the_form_of_a_condition_becomes_an_address(client, values, text):
    assert query(follow(client, APPLY, **values)) == {"f": [text]}


def test_only_the_part_of_a_chip_that_is_touched_changes(client):
    page = client.get("/accounts?f=grade:any:A&f=city:contains:京&sort=name").text
    parts = [link for link in links(page) if "at=1" in link and "focus=operator" in link]
    form = client.get(parts[0]).text
    assert re.search(r'<select name="operator"[^>]* data-focus', form) and 'value="京"' in form
    changed = follow(
        client, APPLY, field="city", operator="lacks", value="京", at="1",
        f=["grade:any:A", "city:contains:京"], sort="name",
    )  # fmt: skip
    assert query(changed) == {"f": ["grade:any:A", "city:lacks:京"], "sort": ["name"]}


def test_a_value_with_a_comma_is_kept_whole(client):
    target = follow(client, APPLY, field="city", operator="is", value="a,b")
    assert query(target) == {"f": ["city:is:a,b"]}
    target = follow(client, APPLY, field="name", operator="contains", value="x:y")
    assert query(target) == {"f": ["name:contains:x:y"]}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"field": "employees", "operator": "above", "value": "many"}, "“many” does not fit the field “Employees”."),
        ({"field": "employees", "operator": "above", "value": ""}, "Please choose or type a value."),
        ({"field": "grade", "operator": "any"}, "Please choose or type a value."),
        ({"field": "created_at", "operator": "on", "value": "someday"}, "“someday” does not fit the field “Created”."),
        ({"field": "city", "operator": "above", "value": "1"}, "“above” does not fit the field “City”."),
        ({"field": "colour", "operator": "is", "value": "red"}, "“colour” is not known here."),
        ({"relation": "friends"}, "“friends” is not known here."),
        ({"relation": "contacts", "measure": "count", "operator": "is", "value": "x"}, "“x” does not fit the field “Contacts”."),
        ({"part": "{"}, "The filter is not valid JSON."),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_with_the_reason(client, values, why):
    answer = client.get(APPLY, query_string=values)
    assert answer.status_code == 422 and why in unescape(answer.text)
    if values.get("value") and values.get("field", "colour") != "colour":
        assert f'value="{values["value"]}"' in answer.text, "what was typed is lost"


def test_related_records_are_asked_about_step_by_step(client):
    at = follow(client, APPLY, relation="contacts", measure="exists")
    assert query(at)["at"] == ["0"] and "Contacts" in client.get(at).text
    add = next(link for link in links(client.get(at).text) if "into=0" in link)
    pick = next(link for link in links(client.get(add).text) if "pick=title" in link)
    form = client.get(pick).text
    hidden = [(unescape(name), unescape(value)) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)]
    back = follow(client, APPLY, **dict(hidden) | {"field": "title", "operator": "contains", "value": "采购"})
    assert query(back)["at"] == ["0"]
    page = client.get(back).text
    assert "Job title contains “采购”" in unescape(page)
    hidden = [(unescape(name), unescape(value)) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)]
    listed = follow(client, APPLY, **dict(hidden) | {"measure": "none"})
    assert json.loads(query(listed)["filter"][0]) == {
        "all": [
            {
                "relation": "contacts",
                "exists": False,
                "where": {"all": [{"field": "title", "operator": "contains", "value": "采购"}]},
            }
        ]
    }
    assert sorted(titles(client.get(listed).text)) == ["上海安泰", "北京远航"]


def test_a_measure_that_cannot_be_read_comes_back_with_what_was_typed(client):
    given = {
        "filter": tree({"relation": "contacts"}),
        "at": "0",
        "relation": "contacts",
        "measure": "count",
        "operator": "above",
        "value": "x",
    }
    answer = client.get(APPLY, query_string=given)
    assert answer.status_code == 422 and "“x” does not fit the field “Contacts”." in unescape(answer.text)
    assert 'value="x"' in answer.text and re.search(r'<option value="count" selected>', answer.text)


def tree(*parts, word="all"):
    return json.dumps({word: list(parts)}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"relation": "activities", "exists": False, "where": {"all": [{"field": "at", "operator": "last", "value": 30}]}}, 2),
        ({"relation": "contacts", "measure": "count", "operator": "at_least", "value": 2}, 1),
        ({"relation": "contacts", "measure": "sum", "of": "weight", "operator": "above", "value": 89}, 1),
        ({"relation": "contacts", "measure": "sum", "of": "weight", "operator": "below", "value": 89}, 2),
        ({"relation": "owner_id", "where": {"all": [{"field": "name", "operator": "is", "value": "王强"}]}}, 3),
        ({"relation": "owner_id", "exists": False, "where": {"all": [{"field": "name", "operator": "is", "value": "王强"}]}}, 0),
    ],
)
def test_a_list_is_filtered_by_related_records(client, part, found):
    answer = client.get("/accounts", query_string={"filter": tree(part)})
    assert answer.status_code == 200 and len(titles(answer.text)) == found


def test_chips_of_related_records_read_as_words(client):
    parts = (
        {"relation": "activities", "exists": False, "where": {"all": [{"field": "at", "operator": "last", "value": 30}]}},
        {"relation": "contacts", "measure": "sum", "of": "weight", "operator": "above", "value": 10},
        {"relation": "owner_id", "where": {"all": [{"field": "name", "operator": "contains", "value": "王"}]}},
    )
    page = unescape(client.get("/accounts", query_string={"filter": tree(*parts)}).text)
    for words in (
        "has no Activities where When is in the last 30 days",
        "Sum of Decision weight (%) of Contacts is more than 10",
        "Owner matches (",
    ):
        assert f"Remove: {words}" in page, words


def test_groups_are_built_in_the_tree_and_come_back_as_chips(client):
    page = client.get("/accounts/filters?f=grade:any:A&back=tree").text
    group = next(link for link in links(page) if "grow=-" in link)
    grown = follow(client, group)
    add = next(link for link in links(client.get(grown).text) if "into=1" in link and "filters?" in link)
    pick = next(link for link in links(client.get(add).text) if "pick=city" in link)
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', client.get(pick).text))
    fields = {name: unescape(value) for name, value in fields.items()}
    first = follow(client, APPLY, **fields | {"field": "city", "operator": "is", "value": "上海"})
    second = follow(
        client, APPLY, **{key: value[0] for key, value in query(first).items()}, into="1", field="employees", operator="above", value="9"
    )
    assert json.loads(query(second)["filter"][0])["all"][1]["any"][1] == {"field": "employees", "operator": "above", "value": 9}
    done = next(link for link in links(client.get(second).text) if link.startswith("/accounts?"))
    page = unescape(client.get(done).text)
    assert titles(page) == ["北京云帆"]
    assert "Grade is A · key and (City is “上海” or Employees is more than 9)" in page
    turned = follow(client, next(link for link in links(client.get(second).text) if "turn=1" in link))
    assert "all" in json.loads(query(turned)["filter"][0])["all"][1]


def test_the_tree_is_three_deep_and_no_deeper(client):
    deep = tree({"any": [{"all": [{"field": "city", "operator": "filled"}]}, {"field": "mail", "operator": "filled"}]})
    page = client.get("/accounts/filters", query_string={"filter": deep, "back": "tree"}).text
    assert {query(link)["grow"][0] for link in links(page) if "grow=" in link} == {"-", "0"}


def test_the_count_follows_what_is_typed(client):
    def said(**values):
        return unescape(re.sub(r"<[^>]+>", " ", client.get("/accounts/filters/count", query_string=values).text))

    assert "1 match" in said(field="city", operator="contains", value="海")
    assert "2 match" in said(f="grade:any:B", field="", q="") and "Grade is B" in said(f="grade:any:B")
    both = said(f="grade:any:B", field="city", operator="contains", value="京")
    assert "1 match" in both and "Grade is B · important and City contains “京”" in both
    assert "match" not in said(field="employees", operator="above", value="x")
    assert "match" not in said(f="nonsense")


def test_the_condition_that_finds_nothing_is_named_and_can_be_dropped(client):
    asked = "f=city:contains:京&f=grade:any:D&f=employees:above:1"
    assert "/accounts/filters/culprit?" in unescape(client.get(f"/accounts?{asked}").text)
    page = unescape(client.get(f"/accounts/filters/culprit?{asked}").text)
    assert "“Grade is D · low” takes the most away: without it 1 match." in page
    (drop,) = [link for link in links(page) if link.startswith("/accounts?f=")]
    assert titles(client.get(drop).text) == ["北京云帆"]
    page = client.get("/accounts/filters/culprit?f=city:is:x&f=grade:any:D").text
    assert "No single condition is to blame" in page


def test_a_relation_to_what_one_may_not_see_is_not_known(app, sign_in, make, client):
    from crm import current
    from crm.domain.customer.account import MODULE
    from crm.domain.kit.access import Grants, Scope
    from crm.domain.kit.filter import parse_tree
    from crm.errors import Invalid

    actor = current.Actor(5, "x", grants=Grants({"account.view": Scope.ALL}))
    with current.acting(actor=actor), pytest.raises(Invalid, match="“contacts” is not known here"):
        parse_tree(MODULE, {"all": [{"relation": "contacts"}]})


@pytest.mark.parametrize("path", ["/accounts/filters", "/accounts/filters/apply", "/accounts/filters/count"])
@pytest.mark.parametrize(
    "args",
    ["at=9", "at=0.0.0", "at=x", "into=7", "drop=3", "turn=9", "grow=9", "back=9.9", "back=tree&drop=", "pick=nothing", "filter={", "f="],
)
def test_no_address_of_the_builder_fails(client, path, args):
    assert client.get(f"{path}?{args}").status_code in (200, 303, 422)


def test_a_filter_of_any_gets_a_further_condition_beside_it(client):
    target = follow(client, APPLY, filter=tree(A, B, word="any"), field="city", operator="contains", value="京")
    assert query(target)["f"] == ["city:contains:京"] and "any" in json.loads(query(target)["filter"][0])["all"][0]


A, B = {"field": "grade", "operator": "any", "value": ["A"]}, {"field": "grade", "operator": "any", "value": ["B"]}


def test_the_small_pages_work_as_pages_too(client):
    for url in ("/accounts/filters", "/accounts/filters?pick=city", "/accounts/filters?back=tree", "/accounts/filters?f=city:empty&at=0"):
        page = client.get(url)
        assert page.status_code == 200 and "<html" in page.text
        fragment = client.get(url, headers={"HX-Request": "true"})
        assert "<html" not in fragment.text and "data-filter-box" in fragment.text


def test_parts_of_the_tree_are_moved(sign_in):
    client = sign_in("wang")
    city, grade, mail = ({"field": name, "operator": "filled"} for name in ("city", "grade", "mail"))
    before = tree(city, {"any": [grade, mail]})

    def moved(**how):
        answer = client.get(APPLY, query_string={"filter": before, "back": "tree", **how})
        return json.loads(parse_qs(urlsplit(answer.location).query)["filter"][0])

    assert moved(move="0", under="1", place=1) == {"all": [{"any": [grade, city, mail]}]}
    assert moved(move="1.1", under="", place=0) == {"all": [mail, city, {"any": [grade]}]}
    assert moved(move="0", under="", place=2) == {"all": [{"any": [grade, mail]}, city]}
    for nonsense in (
        {"move": "1", "under": "1", "place": 0},
        {"move": "9", "under": "", "place": 0},
        {"move": "0", "under": "0", "place": 0},
    ):
        assert moved(**nonsense) == json.loads(before)


def test_a_condition_that_does_not_fit_where_it_is_dropped_is_refused_and_the_tree_stays(sign_in):
    before = tree({"field": "grade", "operator": "filled"}, {"relation": "contacts", "where": {"all": []}})
    answer = sign_in("wang").get(APPLY, query_string={"filter": before, "back": "tree", "move": "0", "under": "1", "place": 0})
    page = unescape(answer.text)
    assert answer.status_code == 422 and "“grade” is not known here." in page and 'data-path="1"' in page
    assert ">Show the list</a>" in page

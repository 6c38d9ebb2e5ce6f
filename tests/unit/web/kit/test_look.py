"""How a list is looked at: columns, widths, several orders, groups, sums, totals that are only about right."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from crm.web.kit import lists

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def five(make):
    for n, (grade, revenue) in enumerate((("A", "10.5"), ("B", "2"), ("A", "1"), (None, ""), ("B", "3"))):
        make("wang", name=f"公司{n}", grade=grade, revenue=revenue, city="北京" if n < 2 else "")


def heads(text: str) -> list[str]:
    return re.findall(r'<th scope="col" data-name="(\w+)"', text)


def titles(text: str) -> list[str]:
    return re.findall(r'<th scope="row" class="first"><a [^>]*>([^<]+)<', text)


def test_columns_are_those_of_the_address_with_the_title_first(sign_in, five):
    client = sign_in("wang")
    assert heads(client.get("/accounts?cols=city,nonsense,grade.90,city").text) == ["name", "city", "grade"]
    assert heads(client.get("/accounts?cols=name").text) == ["name"]
    assert re.findall(r'<col width="(\d+)">', client.get("/accounts?cols=name,city.9999,grade.1").text) == ["40", "240", "800", "60"]


def test_several_orders_are_numbered_and_shift_adds_one(sign_in, five):
    client = sign_in("wang")
    page = client.get("/accounts?sort=-grade,name").text
    assert titles(page)[:4] == ["公司1", "公司4", "公司0", "公司2"]
    assert "<sup>1</sup>" in page and "<sup>2</sup>" in page
    added = {unescape(one) for one in re.findall(r'data-add="([^"]+)"', page)}
    assert "/accounts?sort=-grade%2C-name" in added and "/accounts?sort=name" in added
    assert "/accounts?sort=-grade%2Cname%2Ccity" in added


def test_groups_have_headings_with_counts_and_sums_and_go_on_over_pages(sign_in, five, make):
    client = sign_in("wang")
    page = client.get("/accounts?group=grade&cols=name,revenue").text
    said = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in re.findall(r'<tr class="group".*?</tr>', page)]
    assert [one.split()[-1] for one in said] == ["1", "11.50", "5"]
    assert "Without Grade" in said[0] and "A · key" in said[1] and "2 · Yearly revenue (millions) 11.5" in said[1]
    for n in range(20):
        make("wang", name=f"更多{n:02}", grade="A")
    first = client.get("/accounts?group=grade&size=20").text
    (following,) = {unescape(one) for one in re.findall(r'hx-get="(/accounts\?[^"]*after=[^"]+)"', first)}
    rest = client.get(following, headers=FRAGMENT).text
    assert re.findall(r"data-group", rest) == ["data-group"] and "B · important" in rest
    assert len(titles(first)) + len(titles(rest)) == 25


@pytest.mark.parametrize("group", ["owner_id", "kind", "parent_id", "nonsense", "tags"])
def test_a_list_groups_by_what_can_make_groups(sign_in, five, group):
    answer = sign_in("wang").get(f"/accounts?group={group}")
    assert answer.status_code == 200 and ("data-group" in answer.text) == (group in ("owner_id", "kind", "parent_id"))


def test_the_form_of_columns_leads_to_an_address(sign_in, five):
    client = sign_in("wang")
    page = client.get("/accounts/look?f=grade:any:A&view=3", headers=FRAGMENT).text
    assert 'name="f" value="grade:any:A"' in page and 'name="layout" value="board"' in page and "<html" not in page
    answer = client.get(
        "/accounts/look/apply?f=grade:any:A&col=city&col=grade&at_city=2&at_grade=1&by0=name&down0=1&by1=grade&by2=name&group=kind&layout=table&density=compact"
    )
    assert parse_qs(urlsplit(answer.location).query) == {
        "f": ["grade:any:A"], "sort": ["-name,grade,name"], "cols": ["name,grade,city"], "group": ["kind"], "density": ["compact"],
    }  # fmt: skip
    assert client.get("/accounts/look").status_code == 200


def test_the_form_without_change_leads_to_the_plain_list(sign_in, app):
    module = app.container.records()("account").module
    with app.company.acting("wang"):
        chosen = "&".join(f"col={name}&at_{name}={at}" for at, name in enumerate(module.columns))
    assert sign_in("wang").get(f"/accounts/look/apply?{chosen}&layout=table&group=&density=").location == "/accounts"


def test_below_the_columns_stand_sums_and_empty_ones_of_all_that_is_found(sign_in, five):
    client = sign_in("wang")
    text = re.sub("<[^>]+>", " ", client.get("/accounts/footer?cols=name,city,revenue,founded&size=20", headers=FRAGMENT).text)
    assert " ".join(text.split()) == "5 rows Empty 3 Sum 16.50 Empty 5"
    assert "Sum" in client.get("/accounts/footer?cols=name,revenue").text
    mine = client.get("/accounts/footer?cols=name,revenue&f=grade:any:B", headers=FRAGMENT).text
    assert "2 rows" in mine and ">" in mine and "5" in re.sub("<[^>]+>", " ", mine)
    assert "0 rows" in sign_in("chen").get("/accounts/footer?cols=name,revenue", headers=FRAGMENT).text


def test_a_long_list_is_counted_about_and_exactly_when_asked(sign_in, make, monkeypatch):
    for n in range(30):
        make("wang", name=f"公司{n:02}")
    monkeypatch.setattr(lists, "EXACT", 10)
    client = sign_in("wang")
    said = client.get("/accounts/total").text
    assert "about" in said and "exact=1" in said
    assert client.get("/accounts/total?exact=1").text == "30"


def test_too_many_rows_are_not_added_up(sign_in, five, monkeypatch):
    monkeypatch.setattr(lists, "ADDED_UP", 3)
    assert "More than 3 rows" in sign_in("wang").get("/accounts/footer", headers=FRAGMENT).text


def test_density_belongs_to_the_list(sign_in, five):
    assert '<div class="list" data-density="compact">' in sign_in("wang").get("/accounts?density=compact").text
    assert "data-density" not in sign_in("wang").get("/accounts?density=nonsense").text.partition("<main")[2]


def test_a_file_has_the_columns_order_and_filter_of_the_list(sign_in, five):
    client = sign_in("han")
    page = client.get("/accounts?cols=name,revenue.90,city&f=grade:any:A&sort=-name").text
    (link,) = {unescape(one) for one in re.findall(r'href="(/exports/account\.csv[^"]*)"', page)}
    lines = client.get(link).data.decode("utf-8-sig").splitlines()
    assert lines == ["Name,Yearly revenue (millions),City", "公司2,1,", "公司0,10.5,北京"]
    assert len(client.get("/exports/account.csv?f=grade:any:A").data.decode("utf-8-sig").splitlines()[0].split(",")) > 20


def headings(page: str) -> dict[str, tuple[str, str]]:
    """The heading of each group -> whether it is open, and the address that folds or unfolds it."""
    found = re.findall(r'<a class="fold" href="([^"]+)" aria-expanded="(\w+)">(.*?)</a>', page)
    return {re.sub("<[^>]+>", "", label): (shown, unescape(url)) for url, shown, label in found}


def test_a_folded_group_stands_in_the_address_and_keeps_its_figures(sign_in, five):
    client = sign_in("wang")
    page = client.get("/accounts?group=grade&cols=name,revenue").text
    folded = client.get(headings(page)["A · key"][1].partition("#")[0]).text
    known = headings(folded)
    assert list(known) == list(headings(page)) and [one for one, _ in known.values()] == ["true", "false", "true"]
    assert len(titles(folded)) == 3 and "2 · Yearly revenue (millions) 11.5" in re.sub("<[^>]+>", "", folded)
    again = client.get(known["A · key"][1].partition("#")[0]).text
    assert titles(again) == titles(page)


def test_every_group_can_be_folded_in_both_directions_and_the_list_is_not_empty(sign_in, five):
    client = sign_in("wang")
    for sort in ("", "&sort=-grade"):
        page = client.get(f"/accounts?group=grade&fold=A,B,-{sort}").text
        order = ["Without Grade", "A · key", "B · important"]
        assert list(headings(page)) == (order[::-1] if sort else order)
        assert titles(page) == [] and "Nothing matches" not in page and ">5</small>" in page


@pytest.mark.parametrize(
    ("group", "fold", "left"), [("kind", "company", 0), ("parent_id", "-", 0), ("owner_id", "999999", 5), ("grade", "Z", 5)]
)
def test_groups_of_every_kind_fold_and_unknown_ones_do_nothing(sign_in, five, group, fold, left):
    page = sign_in("wang").get(f"/accounts?group={group}&fold={fold}").text
    assert len(titles(page)) == left


def test_the_owner_of_a_folded_group_is_named(app, sign_in, five):
    wang = app.company.users["wang"]
    page = sign_in("wang").get(f"/accounts?group=owner_id&fold={wang}").text
    assert list(headings(page)) == ["王强"] and titles(page) == []


def test_a_folded_group_is_not_told_again_on_the_next_page(sign_in, five, make):
    for n in range(25):
        make("wang", name=f"更多{n:02}", grade="B")
    client = sign_in("wang")
    first = client.get("/accounts?group=grade&fold=A&size=20").text
    (following,) = {unescape(one) for one in re.findall(r'hx-get="(/accounts\?[^"]*after=[^"]+)"', first)}
    rest = client.get(following, headers=FRAGMENT).text
    assert list(headings(first)) == ["Without Grade", "A · key", "B · important"] and list(headings(rest)) == []


def test_a_view_keeps_what_is_folded_and_the_form_of_columns_as_long_as_the_group_stays(sign_in, five):
    client = sign_in("wang")
    there = client.post("/accounts/views", data={"name": "分组", "group": "grade", "fold": "A,-"}).location
    assert parse_qs(urlsplit(there).query)["fold"] == ["A,-"]
    form = client.get("/accounts/look?group=grade&fold=A").text
    assert 'name="fold" value="A"' in form and 'name="grouped" value="grade"' in form
    for group, kept in (("grade", True), ("kind", False)):
        answer = client.get(f"/accounts/look/apply?group={group}&grouped=grade&fold=A&col=city&layout=table")
        assert ("fold=A" in answer.location) == kept


def test_one_key_leads_from_each_layout_to_the_next_with_the_same_filter(sign_in, five):
    client, seen, address = sign_in("wang"), [], "/accounts?f=grade:any:A"
    for _ in range(3):
        page = client.get(address).text
        assert "公司1" not in page
        seen.append(re.search(r'aria-current="true"[^>]* data-testid="layout-(\w+)"', page)[1])
        address = unescape(re.search(r'<a href="([^"]+)"[^>]* data-key="b"', page)[1])
    assert seen == ["table", "board", "calendar"] and address == "/accounts?f=grade%3Aany%3AA"
    assert 'data-key="b"' not in client.get("/tags").text  # a layout alone needs no key

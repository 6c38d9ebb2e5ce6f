"""The list: its rows, order, filter, chips, pages and what it costs."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

FRAGMENT = {"HX-Request": "true"}


def titles(text: str) -> list[str]:
    """The names of the rows, in their order."""
    return [unescape(found) for found in re.findall(r'<th scope="row" class="first"><a [^>]*>([^<]+)<', text)]


def links(text: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', text)]


def test_a_list_shows_what_its_reader_may_see(sign_in, make):
    make("wang", name="甲公司", city="北京")
    make("zhao", name="乙公司")
    assert titles(sign_in("wang").get("/accounts").text) == ["甲公司"]
    assert sorted(titles(sign_in("han").get("/accounts").text)) == ["乙公司", "甲公司"]
    assert titles(sign_in("chen").get("/accounts").text) == []


def test_an_empty_list_says_what_belongs_here_and_offers_to_begin(sign_in):
    page = sign_in("wang").get("/accounts").text
    assert "No customers yet." in page and "Companies and people you do business with." in page
    assert 'data-testid="customer_account.new"' in page


def test_a_heading_sorts_up_then_down_then_as_it_was(sign_in, make):
    for name in ("丙", "甲", "乙"):
        make("wang", name=f"{name}公司")
    client = sign_in("wang")
    up = next(link for link in links(client.get("/accounts").text) if "sort=name" in link)
    page = client.get(up).text
    assert titles(page) == ["丙公司", "甲公司", "乙公司"]  # bǐng, jiǎ, yǐ
    assert 'aria-sort="ascending"' in page
    down = next(link for link in links(page) if "sort=-name" in link)
    page = client.get(down).text
    assert titles(page) == ["乙公司", "甲公司", "丙公司"]
    assert not any(urlsplit(link).query == "sort=name" for link in links(page) if "sort=-name" in link)


def test_a_filter_has_chips_in_words_and_each_can_be_taken_away(sign_in, make):
    make("wang", name="甲公司", grade="A", city="北京")
    make("wang", name="乙公司", grade="B", city="北京")
    client = sign_in("wang")
    page = client.get("/accounts?f=grade:any:A&f=city:contains:京&sort=name").text
    assert titles(page) == ["甲公司"]
    assert "Grade is A · key" in page and "City contains “京”" in page
    (without,) = [
        link for link in links(page) if "city" in link and "grade" not in link and "sort=name" in link and link.startswith("/accounts?f=")
    ]
    assert parse_qs(urlsplit(without).query) == {"f": ["city:contains:京"], "sort": ["name"]}
    assert sorted(titles(client.get(without).text)) == ["乙公司", "甲公司"]


def test_a_chip_names_the_record_that_it_is_about(sign_in, make):
    parent = make("wang", name="云帆集团")
    make("wang", name="云帆上海", parent_id=parent.id)
    page = sign_in("wang").get(f"/accounts?f=parent_id:any:{parent.id}").text
    assert titles(page) == ["云帆上海"] and "Parent company is 云帆集团" in page
    hidden = sign_in("zhao").get(f"/accounts?f=parent_id:any:{parent.id}").text
    assert "云帆" not in hidden and f"#{parent.id}" in hidden


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("f=colour:is:red", "“colour” is not known here."),
        ("f=grade:any:Z", "“Z” does not fit the field “Grade”."),
        ("sort=remark", "One cannot sort by “remark”."),
        ("after=nonsense", "This page of the list cannot be read. Please start from the first page."),
        ("filter={", "The filter is not valid JSON."),
    ],
)
def test_a_list_that_cannot_be_read_says_so_and_still_stands(sign_in, make, query, sentence):
    make("wang", name="甲公司")
    answer = sign_in("wang").get(f"/accounts?{query}")
    assert answer.status_code == 422
    assert sentence in unescape(answer.text) and titles(answer.text) == ["甲公司"]


def test_the_filter_works_without_script(sign_in, make):
    make("wang", name="甲公司", grade="A")
    answer = sign_in("wang").get("/accounts?field=grade&operator=any&value=A&value=B&sort=name")
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query) == {"f": ["grade:any:A,B"], "sort": ["name"]}


def test_the_rest_of_a_long_list_follows_piece_by_piece_without_gap_or_twin(sign_in, make):
    for n in range(45):
        make("wang", name=f"公司{n:02}")
    client, seen = sign_in("wang"), []
    page = client.get("/accounts?size=20&sort=name").text
    assert client.get("/accounts/total").text == "45"
    while True:
        seen += titles(page)
        following = [link for link in links(page) if "after=" in link]
        if not following:
            break
        answer = client.get(following[0], headers=FRAGMENT)
        page = answer.text
        assert "<html" not in page and "<thead" not in page
    assert seen == [f"公司{n:02}" for n in range(45)]


def test_words_are_found_by_characters_pinyin_initials_and_the_end_of_a_number(sign_in, make):
    make("wang", name="北京云帆科技有限公司", phone="138 0013 8000")
    make("wang", name="上海东方商贸")
    client = sign_in("wang")
    for words in ("云帆", "yunfan", "bjyf", "8000"):
        assert titles(client.get(f"/accounts?q={words}").text) == ["北京云帆科技有限公司"], words
    assert "Nothing matches." in client.get("/accounts?q=不存在").text


def test_a_list_costs_four_statements_at_most_whatever_it_shows(sign_in, make):
    for n in range(25):
        make("wang", name=f"公司{n}", grade="A", tags="VIP", city="北京")
    client = sign_in("wang")
    client.get("/accounts")
    for url in (
        "/accounts?size=20",
        "/accounts?f=grade:any:A&f=tags:any:VIP&size=20",
        "/accounts?q=公司&size=20",
        "/contacts",
        "/activities",
        "/tags",
        "/users",
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        told = int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1])
        assert told <= 4, (url, told)


@pytest.mark.parametrize("text", ["", "甲", "x" * 300])
def test_options_for_a_reference_are_those_that_may_be_seen(sign_in, make, text):
    mine, _ = make("wang", name="甲公司", city="北京"), make("zhao", name="甲二公司")
    found = sign_in("wang").get("/accounts/options", query_string={"q": text}).json
    assert found == ([] if len(text) > 100 else [{"id": mine.id, "text": "甲公司", "second": "北京"}])


def test_a_total_beyond_a_thousand_is_asked_for_apart(sign_in, make):
    make("wang")
    assert sign_in("wang").get("/accounts/total").text == "1"
    assert sign_in("wang").get("/accounts/total?f=grade:any:A").text == "0"

"""What a record is found by, and that a query finds it: proven on SQLite's own full-text search."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.tokens import LONGEST, MOST, index_tokens, query_tokens

XIAOMI = [
    "北京小米科技有限责任公司",
    "+861065529988;ext=12",
    "service@xiaomi.com",
    "91110108551385082Q",
    "www.xiaomi.com",
]
WANG = ["王伟", "+8613800138000", "wang.wei@例子.中国", "杭州"]


def found(query: str, parts: list[str]) -> bool:
    """The rule both databases follow."""
    tokens = index_tokens(parts)
    asked = query_tokens(query)
    return bool(asked) and all(any(token.startswith(word) if prefix else token == word for token in tokens) for word, prefix in asked)


@pytest.mark.parametrize(
    "query",
    ["北京", "北", "司", "小米科技", "xiaomi", "beijing", "beij", "beijingxiaomi", "xiaomikeji", "bjxm", "xmkj", "kj",
     "keji", "bei jing", "北京 keji", "bj小米", "010-6552 9988", "01065529988", "1065529988", "65529988", "9988", "010",
     "+86 10 6552", "529988", "service", "xiaomi.com", "@xiaomi.com", "service@xiaomi.com", "service@xia",
     "91110108551385082Q", "91110108", "https://www.xiaomi.com", "小米 9988", "ＸＩＡＯＭＩ", "小米（北京）"],
)  # fmt: skip
def test_a_company_is_found_by_name_pinyin_initials_phone_mail_and_tax_id(query):
    assert found(query, XIAOMI)


@pytest.mark.parametrize("query", ["上海", "小北", "bjkjj", "9999", "xiaomi.cn", "meizu", "北京 9999"])
def test_a_company_is_not_found_by_what_it_is_not(query):
    assert not found(query, XIAOMI)


@pytest.mark.parametrize(
    "query", ["王伟", "王", "wangwei", "ww", "138", "13800138000", "138 0013 8000", "+86 138-0013-8000",
              "8613800138000", "8000", "0013", "王伟 8000", "wang.wei", "hangzhou", "hz", "例子.中国"]
)  # fmt: skip
def test_a_person_is_found_by_name_and_by_any_part_of_the_phone(query):
    assert found(query, WANG)


@pytest.mark.parametrize(
    ("parts", "query"),
    [
        (["单强"], "shanqiang"),
        (["单强"], "danqiang"),
        (["吕布"], "lvbu"),
        (["吕布"], "lübu"),
        (["西安"], "xi'an"),
        (["Müller GmbH"], "muller"),
        (["Müller GmbH"], "Müller"),
        (["Nürnberg"], "nurnberg"),
        (["Nürnberg"], "Nürnberg"),
        (["O'Brien"], "obrien"),
        (["O'Brien"], "O'Br"),
        (["Zoë's Café"], "cafe"),
        (["3M中国"], "3m 中国"),
        (["合同 1,234,567 元"], "1234567"),
        (["SO-2026-0042"], "so20260042"),
        (["SO-2026-0042"], "SO-2026"),
        (["𠮷野家"], "𠮷野"),
        (["𠮷野家"], "yejia"),
        (["王伟 👍"], "王伟"),
        (["Иванов"], "иван"),
        (["שלום"], "שלום"),
        (["+16502530000"], "+1 650 253"),
        (["+16502530000"], "6502530000"),
        (["+864008001234"], "400-800-1234"),
    ],
)
def test_spellings_that_people_use_find_each_other(parts, query):
    assert found(query, parts)


@pytest.mark.parametrize("query", ["", "  ", "😀", "\"'()*:^-", "—…"])
def test_a_query_without_letters_or_digits_asks_for_nothing(query):
    assert query_tokens(query) == []


def test_han_is_asked_by_whole_pairs_and_the_rest_by_prefix():
    assert query_tokens("北京科技") == [("北京", False), ("京科", False), ("科技", False)]
    assert query_tokens("科 ABC 12") == [("科", True), ("abc", True), ("12", True)]


def test_a_long_record_keeps_its_whole_words_and_stays_small():
    tokens = index_tokens(["北京小米科技", "".join(map(chr, range(0x5000, 0x5100))), *XIAOMI])
    assert len(tokens) == MOST
    assert "北京" in tokens and max(map(len, tokens)) <= LONGEST


@given(st.lists(st.text(max_size=30), max_size=5))
def test_tokens_are_short_distinct_letters_and_digits(parts):
    tokens = index_tokens(parts)
    assert len(set(tokens)) == len(tokens) <= MOST
    assert all(token.isalnum() and len(token) <= LONGEST for token in tokens)


@given(st.text(max_size=40))
def test_a_query_cannot_break_the_quoting_of_either_database(query):
    assert all(token.isalnum() and len(token) <= LONGEST for token, _ in query_tokens(query))


@given(st.text(alphabet="北京小米单吕行abZü é'1 -.@", min_size=1, max_size=12))
def test_a_record_is_found_by_its_own_whole_name(name):
    assert found(name, [name]) or not query_tokens(name)


@pytest.fixture(scope="module")
def fts():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE s USING fts5(words, detail=none, tokenize='ascii', prefix='1 2 3')")
    return database


def fts_finds(fts: sqlite3.Connection, parts: list[str], query: str) -> bool:
    fts.execute("DELETE FROM s")
    fts.execute("INSERT INTO s (words) VALUES (?)", (" ".join(index_tokens(parts)),))
    match = " AND ".join(f'"{token}"' + "*" * prefix for token, prefix in query_tokens(query))
    return bool(fts.execute("SELECT count(*) FROM s WHERE s MATCH ?", (match,)).fetchone()[0])


@pytest.mark.parametrize("query", ["北京", "司", "bjxm", "keji", "9988", "service@xia", "北京 keji", "上海", "小北", "9999"])
def test_sqlite_finds_what_the_rule_finds(fts, query):
    assert fts_finds(fts, XIAOMI, query) == found(query, XIAOMI)


@given(name=st.text(min_size=1, max_size=12), query=st.text(min_size=1, max_size=6))
def test_sqlite_agrees_with_the_rule_on_any_text(fts, name, query):
    for asked in (name, query):
        if query_tokens(asked):
            assert fts_finds(fts, [name], asked) == found(asked, [name])


def test_sqlite_keeps_every_letter_in_one_token(fts):
    """Whatever Python calls a letter must not split a token there; else prefix and pair would not be found."""
    planes = (*range(0x80, 0x10000), *range(0x20000, 0x40000))
    letters = [char for code in planes if unicodedata.category(char := chr(code))[0] in "LN"]
    fts.execute("DELETE FROM s")
    rows = [(ord(char), token) for char in letters for token in index_tokens([f"qa{char}zq"]) if char in token]
    fts.executemany("INSERT INTO s (rowid, words) VALUES (?, ?)", rows)
    split = [hex(row[0]) for row in fts.execute("SELECT rowid FROM s WHERE s MATCH 'qa'")]
    assert len(rows) > 20_000
    assert len(split) < 50, split  # a newer Python may know letters that this SQLite does not

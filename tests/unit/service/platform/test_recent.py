"""Finding records: by what they are called, by what one opened lately, in spite of a slip; and never what one may not see."""

from datetime import timedelta

import pytest

from crm import current
from crm.dao.kit.words import expressed, parts, widened
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.service.platform.recent import KEPT


@pytest.fixture
def made(company):
    """Customers of Wang's and Zhao's, and a contact."""
    container, ids = company.container, {}
    with company.acting("wang"):
        for name, more in (
            ("北京云帆科技有限公司", {"phone": "138 0013 8000", "tax_id": "91110108551385082Q"}),
            ("上海云帆贸易", {"city": "上海"}),
            ("Müller Logistik GmbH", {"mail": "info@mueller.example"}),
            ("Northwind Traders", {}),
            ("重庆长安汽车", {}),
        ):
            ids[name] = container.customer.account().create(AccountDraft.parse({"name": name, **more})).id
        ids["单云帆"] = container.customer.contact().create(ContactDraft.parse({"name": "单云帆", "phones": ["13912345678"]})).id
    with company.acting("zhao"):
        ids["云帆保密"] = container.customer.account().create(AccountDraft.parse({"name": "云帆保密"})).id
    return ids


def names(company, text, who="wang", **more):
    with company.acting(who):
        return [hit.title for hit in company.container.platform.recent().find(text, **more)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("北京云帆科技有限公司", "北京云帆科技有限公司"),
        ("云帆科技", "北京云帆科技有限公司"),
        ("beijingyunfan", "北京云帆科技有限公司"),
        ("bjyf", "北京云帆科技有限公司"),
        ("8000", "北京云帆科技有限公司"),
        ("+86 138-0013-8000", "北京云帆科技有限公司"),
        ("911101085513", "北京云帆科技有限公司"),
        ("info@mueller.example", "Müller Logistik GmbH"),
        ("muller", "Müller Logistik GmbH"),
        ("chongqing", "重庆长安汽车"),
        ("cqca", "重庆长安汽车"),
        ("shanyunfan", "单云帆"),
        ("5678", "单云帆"),
    ],
)
def test_a_record_is_found_by_characters_pinyin_initials_and_numbers(company, made, typed, first):
    assert names(company, typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["northwnid", "northwid", "northwindd", "nortwhind", "northwibd", "nnorthwind", "traaders", "Logistick"])
def test_one_slip_in_a_latin_word_is_forgiven(company, made, typed):
    assert names(company, typed) in (["Northwind Traders"], ["Müller Logistik GmbH"])


@pytest.mark.parametrize("typed", ["norhtwnid", "xorthwibd", "abcd", "zzzzzz", "northwind zzzzzz", "不存在的"])
def test_what_is_too_far_away_is_not_found(company, made, typed):
    assert names(company, typed) == []


def test_what_one_opened_lately_comes_first_and_only_for_oneself(company, made):
    recent = company.container.platform.recent()
    before = names(company, "云帆")
    assert sorted(before) == sorted(["北京云帆科技有限公司", "上海云帆贸易", "单云帆"])
    for last in before:
        with company.acting("wang"), current.acting(clock=current.now() + timedelta(hours=before.index(last) + 1)):
            recent.opened(made[last])
        assert names(company, "云帆")[0] == last
    with company.acting("wang"):
        assert [hit.title for hit in recent.page()] == before[::-1]
    with company.acting("lilei"):
        assert recent.page() == [] and len(recent.find("云帆")) == 4


def test_what_one_may_not_see_is_neither_found_nor_shown_though_it_was_opened(company, made):
    recent = company.container.platform.recent()
    with company.acting("wang"):
        recent.opened(made["云帆保密"])
        assert "云帆保密" not in [hit.title for hit in (*recent.page(), *recent.find("云帆"), *recent.find(str(made["云帆保密"])))]
    assert names(company, "云帆保密", "zhao") == ["云帆保密"]
    assert names(company, "yunfan", "chen") == []


def test_a_number_opens_the_record_that_has_it(company, made):
    assert names(company, str(made["上海云帆贸易"]))[0] == "上海云帆贸易"
    assert names(company, "99999999999999") == []


def test_the_search_is_narrowed_to_modules(company, made):
    assert names(company, "云帆", modules=["contact"]) == ["单云帆"]
    assert names(company, "云帆", modules=[]) == []


def test_opening_again_within_a_minute_writes_nothing_and_only_the_newest_are_kept(company, made):
    recent = company.container.platform.recent()
    with company.acting("wang"):
        actor, now = current.actor().id, current.now()
        with company.container.db().transaction():
            assert recent.recent.opened(actor, 1, now, now - timedelta(minutes=1)) == 1
            assert recent.recent.opened(actor, 1, now, now - timedelta(minutes=1)) == 0
            for n in range(KEPT + 5):
                recent.recent.opened(actor, 1000 + n, now + timedelta(minutes=n), now)
            recent.recent.forget(actor, KEPT)
            assert recent.recent.forget(actor, KEPT) == 0


def test_a_search_reads_indexes_and_never_the_whole_table(company, made):
    """The plan, on both databases, with the statistics of a large table."""
    db, rooms = company.container.db(), company.container.platform
    with company.acting("lilei"), db.transaction() as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL enable_seqscan = off")
        words = {"words": expressed("云帆", db.dialect), "size": 20, "module_names": None}
        wide, held = widened("beijing", db.dialect)
        for dao, name, values in (
            (rooms.search_dao(), "find", words | {"parts": None}),
            (rooms.search_dao(), "find", words | {"words": wide, "parts": held}),
            (rooms.search_dao(), "share", {"words": wide, "parts": held, "sample": 9, "module_names": None}),
            (rooms.recent_dao(), "found", words | {"user_id": 1, "parts": parts("云帆")}),
            (rooms.recent_dao(), "page", {"user_id": 1, "size": 8}),
            (rooms.recent_dao(), "by_number", {"id": 1}),
        ):
            compiled = db._compile(dao.mapper.statement(name, db.dialect), values)
            bound = compiled.bind(values, db.driver.value_in, db.driver.list_in)
            explain = "EXPLAIN QUERY PLAN" if db.dialect == "sqlite" else "EXPLAIN"
            work.cursor.execute(f"{explain} {compiled.sql}", bound)
            plan = "\n".join(str(line) for line in work.cursor.fetchall())
            assert not any(word in plan for word in ("Seq Scan", "SCAN e", "SCAN r", "TEMP B-TREE")), (name, plan)

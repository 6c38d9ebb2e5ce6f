"""Words, dates, numbers and money as their reader writes them."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from markupsafe import Markup, escape

from crm import language
from crm.current import Actor, acting
from crm.language import Words, noun, say, say_many

NOW = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)


@pytest.fixture(params=["zh", "en"])
def reader(request):
    """Each of two readers in turn, in Shanghai."""
    with acting(actor=Actor(1, "x", language=request.param), clock=NOW):
        yield request.param


def by(reader: str, zh: object, en: object) -> object:
    return zh if reader == "zh" else en


def test_a_sentence_is_put_into_the_reader_s_language_when_it_is_shown(reader):
    words = Words("Edited since by {name}.", name="李雷")
    assert words == "Edited since by 李雷."
    assert say(words) == words.said() == by(reader, "此后已被李雷修改。", "Edited since by 李雷.")


def test_words_within_words_are_put_too(reader):
    assert say(Words("“{operator}” does not fit the field “{field}”.", operator="x", field=Words("Grade"))) == by(
        reader, "“x”不适用于字段“客户级别”。", "“x” does not fit the field “Grade”."
    )


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda words: pickle.loads(pickle.dumps(words))])
def test_words_survive_copying(again):
    words = again(Words("Edited since by {name}.", name="x"))
    with acting(language="zh"):
        assert words.said() == "此后已被x修改。"


def test_a_value_that_looks_like_a_pattern_is_only_a_value(reader):
    assert "{__class__}" in say(Words("Edited since by {name}.", name="{__class__}"))


def test_many_are_counted_as_the_language_does(reader):
    one, many = "{n} entry was taken over", "{n} entries were taken over"
    assert say_many(one, many, 1) == by(reader, "已导入 1 项", "1 entry was taken over")
    assert say_many(one, many, 2000) == by(reader, "已导入 2,000 项", "2,000 entries were taken over")


def test_a_label_within_a_sentence_begins_small_unless_it_is_an_abbreviation(reader):
    assert noun("Customer") == by(reader, "客户", "customer")
    assert noun("XLSX file") == "XLSX file"


def test_what_has_no_translation_is_said_as_it_stands(reader):
    assert say("Nobody translated this.") == "Nobody translated this."
    assert say("") == ""


def test_days_and_moments_are_the_reader_s_own(reader):
    assert language.day(date(2026, 11, 2)) == by(reader, "2026-11-02", "2 Nov 2026")
    assert language.moment(NOW) == by(reader, "2026-11-22 00:30", "22 Nov 2026 00:30")
    assert language.ago(NOW - timedelta(hours=3)) == by(reader, "3小时前", "3 hours ago")
    assert language.weekday(date(2026, 11, 22)) == by(reader, "周日", "Sun")


@pytest.mark.parametrize(("value", "said"), [(1234567, "1,234,567"), (Decimal("1234.50"), "1,234.5"), (0, "0"), (-5, "-5")])
def test_numbers_are_grouped(reader, value, said):
    assert language.number(value) == said


def test_money_has_its_currency_s_sign_and_digits(reader):
    assert language.money(Decimal("1234.5"), "CNY") == by(reader, "¥1,234.50", "CN¥1,234.50")
    assert language.money(Decimal(1234), "JPY") == by(reader, "JP¥1,234", "¥1,234")
    assert language.money(Decimal("0.0125"), "CNY") == by(reader, "¥0.0125", "CN¥0.0125")


@pytest.mark.parametrize(("n", "said"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (123456, "123 kB"), (2_500_000, "2.5 MB")])
def test_sizes_are_told_in_a_unit_that_fits(n, said):
    assert language.size(n) == said


def test_words_that_a_page_shows_as_they_stand_are_in_the_readers_language_and_without_markup():
    words = Words("Edited since by {name}.", name="<b>李雷</b>")
    with acting(language="zh"):
        assert Markup("<p>{}</p>").format(words) == f"<p>{escape(say(words))}</p>"
        assert "<b>" not in escape(words) and "Edited" not in escape(words)

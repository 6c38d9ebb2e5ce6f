"""What people search for, in the language of each database's index."""

import pytest

from crm.dao.kit.words import either, expressed, parts, widened


@pytest.mark.parametrize(
    ("dialect", "every", "some"),
    [("sqlite", '"bei"* AND "jing"*', '"bei"* OR "jing"*'), ("postgresql", "'bei':* & 'jing':*", "'bei':* | 'jing':*")],
)
def test_every_word_is_asked_for_or_one_of_them(dialect, every, some):
    assert (expressed("bei jing", dialect), either(["bei", "jing"], dialect)) == (every, some)


@pytest.mark.parametrize("typed", ['a" OR b', "a' | 'b", "a:* & !b", "(a) -b NEAR/2 ^c*"])
def test_what_is_typed_is_never_read_as_an_operator(typed):
    for dialect, ours in (("sqlite", ('"', "*", " AND ")), ("postgresql", ("'", ":*", " & "))):
        text = expressed(typed, dialect)
        for one in ours:
            text = text.replace(one, "")
        assert text.isalnum() and text.islower()


def test_parts_of_an_entry_are_beginnings_or_whole_words():
    assert parts("bei") == [" bei"] and parts("北京") == [f" {token} " for token in ("北京",)]


def test_a_long_beginning_is_widened_to_what_the_database_has_at_hand():
    assert widened("bei", "sqlite") == ('"be"*', [" bei"]) and widened("be", "sqlite") == ("", [])
    assert widened("bei", "postgresql") == ("'bei':*", [" bei"]) and widened("", "postgresql") == ("", [])

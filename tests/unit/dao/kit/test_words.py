"""What people search for, in the language of each database's index."""

import pytest

from crm.dao.kit.words import MOST, SIGNS, either, expressed, parts, whose, widened, within
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.tokens import query_tokens


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


@pytest.mark.parametrize("scope, said", [(Scope.OWN, {"\ue0017"}), (Scope.DEPARTMENT, {"\ue0023"}), (Scope.BELOW, {"\ue0023", "\ue0024"})])
def test_whoever_sees_a_part_looks_among_marks_of_his_own(scope, said):
    assert set(whose(Grants({"account.view": scope}, 7, 3, (3, 4)), ["account"])) == said


def test_what_everybody_sees_is_marked_by_its_module_and_pools_by_themselves():
    grants = Grants({"sales_order.view": Scope.ALL, "account.view": Scope.OWN}, 7, 3, pools={"account": (11,)})
    assert set(whose(grants, ["sales_order", "account"])) == {"\ue000salesorder", "\ue0017", "\ue00311"}
    assert whose(grants, ["account"]) == ("\ue0017", "\ue00311")
    assert whose(Grants(everything=True)) == () == whose(Grants())


def test_one_of_the_marks_must_be_there_unless_they_are_many():
    assert within('"a" AND "b"', ["\ue0017", "\ue0023"]) == '("a" AND "b") AND ("\ue0017" OR "\ue0023")'
    assert within('"a"', ()) == '"a"' == within('"a"', [str(n) for n in range(MOST + 1)])


@pytest.mark.parametrize("sign", ["\ue000", *SIGNS.values()])
def test_nobody_can_ask_for_a_mark(sign):
    assert expressed(f"{sign}7", "sqlite") == expressed("7", "sqlite")
    assert not any(sign in token for token, _ in query_tokens(f"云帆{sign}7 {sign}a"))

"""Own keys: what may be chosen, and what is refused beside which action."""

import pytest

from crm.domain.platform.key import actions, chosen, kept
from crm.errors import Invalid


def test_only_keys_that_differ_are_kept():
    assert chosen({"c": "n", "n": "c", "e": "e", "f": "", "x": " X "}) == {"c": "n", "n": "c", "x": "X"}


def test_pages_have_keys_of_two_letters():
    assert actions()["g c"] == "Customers" and actions()["g t"] == "Today"
    assert chosen({"g c": "g k", "g t": "z"}) == {"g c": "g k", "g t": "g z"}


def test_a_page_may_have_the_letter_of_an_action():
    assert chosen({"g c": "e"}) == {"g c": "g e"}


@pytest.mark.parametrize(
    ("given", "action"),
    [
        ({"c": "ab"}, "c"),
        ({"c": "g"}, "c"),
        ({"c": "\t\x01"}, "c"),
        ({"c": "e"}, "c"),
        ({"c": "q", "e": "q"}, "e"),
        ({"g c": "g t"}, "g c"),
    ],
)
def test_what_is_no_key_or_another_s_is_refused_beside_its_action(given, action):
    with pytest.raises(Invalid) as refusal:
        chosen(given)
    assert list(refusal.value.fields) == [action]


def test_the_refusal_names_the_action_that_has_the_key():
    with pytest.raises(Invalid) as refusal:
        chosen({"c": "e"})
    assert str(refusal.value.fields["c"]) == "“e” is the key of “Edit” already."


def test_what_the_program_no_longer_knows_is_left_out():
    assert kept({"c": "n", "nothing": "y"}) == {"c": "n"}

"""Words one slip of the finger away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.typo import near, slips, stem

WORDS = st.text("abcdefgh", min_size=5, max_size=9)


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("yunfan", "yunfan", True),
        ("yunfna", "yunfan", True),
        ("yunfa", "yunfan", True),
        ("yunfann", "yunfan", True),
        ("yunfen", "yunfan", True),
        ("ynufan", "yunfan", True),
        ("yunfna", "yunfankeji", True),
        ("yfnua", "yunfan", False),
        ("xunfen", "yunfan", False),
        ("abcde", "vwxyz", False),
    ],
)
def test_one_letter_more_less_other_or_exchanged_is_near(typed, word, found):
    assert near(typed, word) is found


@given(word=WORDS, at=st.integers(0, 8), letter=st.sampled_from("abcxyz"))
def test_every_single_slip_is_near(word, at, letter):
    at %= len(word)
    for typed in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert near(typed, word)


@given(word=WORDS, at=st.integers(0, 8))
def test_a_letter_too_many_and_two_exchanged_are_undone_without_the_index(word, at):
    at %= len(word)
    assert word in slips(word[:at] + "z" + word[at:])
    turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert turned == word or word in slips(turned)


def test_short_words_and_words_that_are_not_latin_have_no_slips():
    assert slips("abcd") == slips("云帆科技公司") == slips("12345678") == []
    assert stem("northwind") == "nort" and stem("abcde") == "abc"

"""How the answers to a question are read."""

import pytest

from crm.domain.customer.preference_field import PreferenceFieldDraft
from crm.domain.kit.text import Refused
from crm.errors import Invalid


def question(kind: str, options: str = "") -> PreferenceFieldDraft:
    return PreferenceFieldDraft.parse({"card_id": "1", "name": "枕头高度", "kind": kind, "options": options})


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [("text", " 偏低 ", "偏低"), ("number", "42.50", "42.5"), ("number", "1.2万", "12000"), ("yesno", "是", "yes"), ("yesno", "no", "no"),
     ("choice", "HIGH", "High")],
)  # fmt: skip
def test_an_answer_is_kept_in_one_form(kind, raw, kept):
    assert question(kind, "Low\n\nHigh\nLow").read(raw) == kept


@pytest.mark.parametrize(("kind", "raw"), [("number", "四十二"), ("yesno", "maybe"), ("choice", "Medium")])
def test_an_answer_that_does_not_fit_is_refused(kind, raw):
    with pytest.raises(Refused):
        question(kind, "Low\nHigh").read(raw)


def test_a_choice_needs_something_to_choose_from():
    with pytest.raises(Invalid, match="options"):
        question("choice", "Low\nLow")

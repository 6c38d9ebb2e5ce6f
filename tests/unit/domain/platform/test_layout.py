"""Layouts as text, what one act makes of them, and when a section is shown."""

from types import SimpleNamespace

import pytest

from crm.domain.kit.module import modules
from crm.domain.platform.layout import HIDDEN, LayoutDraft, Part, arranged, complete, ordered, read, ready, reordered, written
from crm.errors import Invalid

ACCOUNT = modules()["account"]
PARTS = [Part("一", ("name", "kind")), Part("二", ("grade",), True, "kind:any:company"), Part(HIDDEN, ("city",))]


def names(parts, label):
    return next((part.names for part in parts if part.label == label), ())


def test_a_layout_is_written_as_text_and_read_back():
    assert read(written(PARTS)) == PARTS
    assert read(written([Part("甲|乙", ("name",))]))[0].label == "甲/乙"


def test_fields_that_are_new_stand_in_the_last_section_and_those_gone_nowhere():
    sections, hidden = complete(ACCOUNT, [Part("一", ("name", "gone")), Part("二", ()), Part(HIDDEN, ("city",))])
    assert sections[0].names == ("name",) and "grade" in sections[1].names and "city" not in sections[1].names and hidden == ("city",)


@pytest.mark.parametrize(
    ("act", "at", "name", "value", "label", "expected"),
    [
        ("field_up", 0, "kind", "", "一", ("kind", "name")),
        ("field_down", 0, "name", "", "一", ("kind", "name")),
        ("field_down", 0, "kind", "", "一", ("name",)),  # over into the next section
        ("field_up", 0, "name", "", "一", ("name", "kind")),  # nothing above
        ("hide", 0, "kind", "", HIDDEN, ("city", "kind")),
        ("place", 0, "city", "", "一", ("name", "kind", "city")),
        ("place", 9, "city", "", HIDDEN, ("city",)),
        ("hide", 0, "nothing", "", HIDDEN, ("city",)),
    ],
)
def test_fields_move(act, at, name, value, label, expected):
    assert names(arranged(ACCOUNT, PARTS, act, at, name, value), label) == expected


def test_sections_move_are_named_folded_added_and_dropped():
    def order(act, at=0, value=""):
        return [part.label for part in arranged(ACCOUNT, PARTS, act, at, "", value) if part.label != HIDDEN]

    assert order("down") == ["二", "一"] == order("up", 1)
    assert order("up") == order("down", 1) == order("up", 7) == order("nonsense") == ["一", "二"]
    assert order("add", value="三") == ["一", "二", "三"] and order("add", value=" ") == ["一", "二"]
    assert order("set", 1, "改") == ["一", "改"] and order("set", 1, HIDDEN) == ["一", "二"]
    dropped = arranged(ACCOUNT, PARTS, "drop", 0)
    assert [part.label for part in dropped] == ["二", HIDDEN] and set(names(dropped, HIDDEN)) == {"name", "kind", "city"}
    assert arranged(ACCOUNT, PARTS, "fold", 0)[0].folded and not arranged(ACCOUNT, PARTS, "fold", 1)[1].folded
    assert arranged(ACCOUNT, PARTS, "when", 0, value="kind:empty")[0].condition == "kind:empty"


@pytest.mark.parametrize(
    ("condition", "shown"),
    [("", True), ("kind:any:company", True), ("kind:any:person", False), ("tags:any:VIP,展会", True), ("tags:any:其他", False),
     ("grade:filled", False), ("grade:empty", True), ("kind:filled", True), ("gone:empty", True)],
)  # fmt: skip
def test_a_section_is_shown_when_its_condition_holds(condition, shown):
    row = SimpleNamespace(kind="company", tags=["VIP"], grade=None)
    assert Part("一", ("name",), condition=condition).shown_for(row) is shown


@pytest.mark.parametrize(("field", "raw"), [("target", "nothing"), ("sections", "a line without its parts")])
def test_what_cannot_be_a_layout_is_refused(field, raw):
    with pytest.raises(Invalid) as refusal:
        LayoutDraft.parse({"name": "x", "target": "account", **{field: raw}})
    assert set(refusal.value.fields) == {field}


def test_the_ready_layout_is_that_of_the_module():
    assert [part.names for part in ready(ACCOUNT)] == [section.names for section in ACCOUNT.sections]


THERE = ("contacts", "subsidiaries", "households")


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        (None, THERE, ()),
        ("households, -contacts", ("households", "subsidiaries"), ("contacts",)),
        ("gone, subsidiaries, -gone, subsidiaries", ("subsidiaries", "contacts", "households"), ()),
    ],
)
def test_cards_stand_in_their_order_and_those_that_came_later_behind(text, shown, hidden):
    assert ordered(THERE, text) == (shown, hidden)


@pytest.mark.parametrize(
    ("act", "name", "text"),
    [
        ("up", "subsidiaries", "subsidiaries, contacts, households"),
        ("down", "subsidiaries", "contacts, households, subsidiaries"),
        ("up", "contacts", "contacts, subsidiaries, households"),  # nothing above
        ("hide", "contacts", "subsidiaries, households, -contacts"),
        ("nonsense", "contacts", "contacts, subsidiaries, households"),
        ("up", "gone", "contacts, subsidiaries, households"),
    ],
)
def test_a_card_moves_or_is_hidden(act, name, text):
    assert reordered(THERE, None, act, name) == text


def test_a_hidden_card_comes_back_at_the_end():
    assert reordered(THERE, "households, -contacts", "show", "contacts") == "households, subsidiaries, contacts"

"""Drafts: what was typed becomes typed values, or a sentence for each field that cannot be accepted."""

from datetime import date
from decimal import Decimal

import pytest

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Words


def even(value: int) -> int:
    if value % 2:
        raise Refused(Words("Please fill this in."))
    return value


@draft
class ThingDraft(Draft):
    """One field of most kinds."""

    name: str = declare("text", N_("Name"), "", required=True, max=10)
    grade: str | None = declare(
        "choice", N_("Grade"), options=(Option("A", N_("A · key"), "", ("重点",)), Option("B", N_("B · important")))
    )
    number: int | None = declare("integer", N_("Employees"), max=100, check=even)
    amount: Decimal | None = declare("number", N_("Employees"), places=2)
    day: date | None = declare("date", N_("Birthday"))
    tags: list[str] = declare("tags", N_("Tags"))
    yes: bool = declare("yesno", N_("Active"), False)

    def check(self) -> dict[str, Words]:
        return {"day": Words("Please fill this in.")} if self.grade == "B" and self.day is None else {}


@draft
class Thing(ThingDraft, Record):
    """A thing as the database has it."""


def test_what_was_typed_becomes_typed_values():
    made = ThingDraft.parse(
        {"name": " 云帆 ", "grade": "重点", "number": "1,2", "amount": "１.50", "day": "2026年2月3日", "tags": "b，a;b", "yes": "是"}
        | {"number": "12"}
    )
    assert made == ThingDraft("云帆", "A", 12, Decimal("1.50"), date(2026, 2, 3), ["b", "a"], True)


def test_what_is_not_given_has_its_default_and_an_empty_value_is_none():
    assert ThingDraft.parse({"name": "x"}) == ThingDraft("x", None, None, None, None, [], False)
    assert ThingDraft.parse({"name": "x", "grade": "", "number": " ", "tags": "", "day": None}) == ThingDraft(
        "x", None, None, None, None, [], False
    )


def test_each_field_that_is_wrong_has_its_sentence():
    with pytest.raises(Invalid) as found:
        ThingDraft.parse({"name": "", "grade": "Z", "number": "3", "amount": "1.234", "day": "2026-02-30", "yes": "perhaps"})
    assert set(found.value.fields) == {"name", "grade", "number", "amount", "day", "yes"}


def test_a_required_field_must_be_given():
    with pytest.raises(Invalid, match="name: Please fill this in."):
        ThingDraft.parse({})


def test_a_field_that_is_too_long_or_too_large_is_refused():
    with pytest.raises(Invalid) as found:
        ThingDraft.parse({"name": "x" * 11, "number": "102", "amount": "9" * 16})
    assert set(found.value.fields) == {"name", "number", "amount"}


def test_fields_that_are_not_declared_are_never_taken():
    made = ThingDraft.parse({"name": "x", "owner_id": 7, "id": 7, "fields": {}, "__class__": "x"})
    assert not hasattr(made, "owner_id")


def test_rules_between_fields_come_after_those_of_each():
    with pytest.raises(Invalid, match="day"):
        ThingDraft.parse({"name": "x", "grade": "B"})
    with pytest.raises(Invalid) as found:
        ThingDraft.parse({"name": "", "grade": "B"})
    assert set(found.value.fields) == {"name"}


def test_what_is_not_given_is_kept_from_the_record_that_is_changed():
    row = Thing(id=7, name="x", grade="A", tags=["a"], owner_id=3)
    assert ThingDraft.parse({"grade": ""}, base=row) == ThingDraft("x", None, tags=["a"])
    with pytest.raises(Invalid):
        ThingDraft.parse({"name": ""}, base=row)


def test_two_drafts_share_no_list():
    assert ThingDraft.parse({"name": "x"}).tags is not ThingDraft.parse({"name": "x"}).tags

"""How values look in lists and on record pages; whatever people typed stays text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from crm.current import acting
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.kit.module import modules
from crm.web.kit.cell import cells, shown, typed_in

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
EVIL = '<script>alert("x")</script>&'
ROW = ACCOUNT.row(id=7, name="云帆", kind="company")


def show(name, value, module=ACCOUNT, **more):
    row = replace(module.row(id=7, name="云帆", **({"kind": "company"} if module is ACCOUNT else {})), **{name: value}, **more)
    with acting(language="en", clock=NOON):
        return str(shown(module.fields[name], row))


@pytest.mark.parametrize("name", ["name", "city", "address", "remark", "tags", "legal_person", "source"])
def test_what_people_typed_is_never_markup(name):
    value = [EVIL] if name == "tags" else EVIL
    said = show(name, value)
    assert "<script" not in said and "&lt;script&gt;" in said
    with acting(language="en", clock=NOON):
        (cell,) = cells(ACCOUNT, (name,))(replace(ROW, **{name: value}))
    assert "<script" not in cell and "&lt;script&gt;" in cell


def test_a_name_that_is_pointed_at_is_never_markup_either():
    row = CONTACT.row(id=1, name="王芳", account_id=7, account_name=EVIL)
    with acting(language="en", clock=NOON):
        for said in (shown(CONTACT.fields["account_id"], row), cells(CONTACT, ("account_id",))(row)[0]):
            assert "<script" not in said and said.startswith('<a href="/accounts/7">')


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("phone", "+8613800138000", '<a href="tel:+8613800138000">138 0013 8000</a>'),
        ("mail", "a@example.com", '<a href="mailto:a@example.com">a@example.com</a>'),
        ("remark", "一\n二", "一<br>二"),
        ("employees", 12345, "12,345"),
        ("founded", 1998, "1998"),
        ("city", "", ""),
        ("city", None, ""),
        ("tags", [], ""),
        ("revenue", Decimal("1234.5"), "1,234.5"),
    ],
)
def test_values_read_as_people_write_them(name, value, said):
    assert show(name, value) == said


def test_a_link_opens_elsewhere_and_tells_nothing_of_us():
    said = show("website", "https://example.com/")
    assert ">example.com</a>" in said and 'rel="noopener noreferrer nofollow"' in said


def test_only_a_day_on_which_something_is_to_be_done_can_be_late():
    assert 'class="late"' in show("next_follow_at", date(2026, 11, 19))
    assert "late" not in show("next_follow_at", date(2026, 11, 20))
    assert "late" not in show("birthday", date(1980, 1, 1))


def test_a_reference_reads_as_a_name_or_as_its_number():
    row = CONTACT.row(id=1, name="王芳", account_id=7, account_name="云帆")
    with acting(language="en", clock=NOON):
        assert shown(CONTACT.fields["account_id"], row) == '<a href="/accounts/7">云帆</a>'
        assert shown(CONTACT.fields["account_id"], row, linked=False) == "云帆"
        assert "#7" in shown(CONTACT.fields["account_id"], replace(row, account_name=None))


def test_a_choice_is_said_in_the_readers_language_and_an_unknown_one_as_it_stands():
    field = ACCOUNT.fields["industry"]
    said = []
    for language in ("en", "zh"):
        with acting(language=language):
            said.append(shown(field, replace(ROW, industry=field.options[0].value)))
            assert shown(field, replace(ROW, industry="gone")) == "gone"
    assert said[0] and said[1] and said[0] != said[1]


def test_moments_are_typed_in_on_the_readers_clock():
    field = modules()["activity"].fields["due_at"]
    with acting(actor=SimpleNamespace(timezone="Asia/Shanghai", language="en"), language="en"):
        assert typed_in(field, NOON) == "2026-11-20T12:00"
    assert typed_in(ACCOUNT.fields["phone"], "+8613800138000") == "138 0013 8000"
    assert typed_in(ACCOUNT.fields["next_follow_at"], date(2026, 11, 20)) == "2026-11-20"
    amount = modules()["opportunity"].fields["amount"]
    assert [typed_in(amount, Decimal(n)) for n in ("89481.0000", "0.5000", "1000")] == ["89481", "0.5", "1000"]

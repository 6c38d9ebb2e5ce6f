"""A calendar's file before it is taken over: what would be new, changed, known; nothing is written by looking."""

from datetime import UTC, datetime

import pytest

from crm.domain.kit.filter import Query
from crm.errors import Forbidden, Invalid

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def file(*events: tuple[str, str, str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for uid, name, start in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", *([f"DTSTART:{start}"] if start else []), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def imports(company):
    return company.container.customer.calendar_import()


FIRST = file(("1", "会议", "20260105T020000Z"), ("2", "拜访", "20260106T020000Z"))
SECOND = file(
    ("1", "会议改名", "20260105T020000Z"), ("2", "拜访", "20260106T020000Z"), ("3", "展会", "20260107T020000Z"), ("4", "无期", "")
)  # fmt: skip


def test_a_preview_tells_new_changed_and_known_apart_and_writes_nothing(company, imports):
    with company.acting("wang", clock=NOW):
        imports.take(FIRST)
        found = imports.preview(SECOND)
        names = [[one.summary for one in part] for part in (found.created, found.changed, found.same, found.skipped)]
        assert names == [["展会"], ["会议改名"], ["拜访"], ["无期"]]
        rows = company.container.customer.activity().page(Query())
        assert sorted((row.name, row.version) for row in rows) == [("会议", 1), ("拜访", 1)]


def test_taking_over_does_what_the_preview_said(company, imports):
    with company.acting("wang", clock=NOW):
        imports.take(FIRST)
        taken = imports.take(SECOND)
        assert (taken.created, taken.changed, taken.same, taken.skipped) == (1, 1, 1, 1)
        assert [len(part) for part in (imports.preview(SECOND).created, imports.preview(SECOND).changed)] == [0, 0]


def test_what_a_colleague_took_over_is_new_to_me(company, imports):
    with company.acting("zhao", clock=NOW):
        imports.take(FIRST)
    with company.acting("wang", clock=NOW):
        assert len(imports.preview(FIRST).created) == 2


def test_a_preview_is_for_whoever_may_create_and_of_a_calendar(company, imports):
    with company.acting("sun", clock=NOW), pytest.raises(Forbidden):
        imports.preview(FIRST)
    with company.acting("wang", clock=NOW), pytest.raises(Invalid):
        imports.preview(b"nonsense")

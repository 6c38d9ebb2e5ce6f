"""Files of other calendars: all samples are read, as a second library reads them; what recurs comes at its times."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import vobject

from crm.current import acting
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.service.customer.calendar_file import components, read
from tests.kit.company import SYSTEM

SAMPLES = Path(__file__).parents[5] / "shared/data/import/ics"
FILES = sorted(SAMPLES.rglob("*.ics"))
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n", "END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def calendar(*events: str) -> bytes:
    return (HEAD + "".join(events) + TAIL).encode()


def taken(data: bytes, start: date = YEAR[0], end: date = YEAR[1]):
    with acting(actor=SYSTEM):
        return read(data, start, end)


def reference(path: Path) -> list[tuple[str | None, str | None]]:
    """(uid, summary) of every event, as vobject reads them without making sense of their values."""
    found = []
    for one in vobject.readComponents(path.read_text(encoding="utf-8"), transform=False, ignoreUnreadable=True):
        for child in [one] if one.name == "VEVENT" else one.contents.get("vevent", []):
            found.append(tuple(child.contents[name][0].value if name in child.contents else None for name in ("uid", "summary")))
    return found


def unescaped(text: str | None) -> str | None:
    for escape, meant in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        text = text and text.replace(escape, meant)
    return text


@pytest.mark.skipif(not FILES, reason="the samples are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_read_as_another_library_reads_it(path):
    ours = [one for one in components(path.read_bytes()) if one.name == "VEVENT"]
    wanted = [(uid, unescaped(summary)) for uid, summary in reference(path)]
    assert [(one.get("UID") and str(one["UID"]), one.get("SUMMARY") and str(one["SUMMARY"])) for one in ours] == wanted
    entries = taken(path.read_bytes())
    alone = [one for one in ours if not any(name in one for name in ("RRULE", "RDATE", "RECURRENCE-ID"))]
    repeated = {str(one["UID"]) for one in ours if one not in alone and one.get("UID")}
    assert {one.uid for one in entries if not one.recurring} >= {str(one.get("UID") or "") for one in alone} - repeated


@pytest.mark.skipif(not FILES, reason="the samples are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_imported_twice_and_doubles_nothing(path, sqlite_db, tmp_path):
    from crm.container import build
    from crm.settings import load
    from tests.kit.company import settled

    company = settled(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), sqlite_db))
    imports = company.container.customer.calendar_import()
    with company.acting("wang", clock=datetime(2026, 6, 1, tzinfo=UTC)):
        first, second = imports.take(path.read_bytes()), imports.take(path.read_bytes())
    assert (second.created, second.changed, second.same) == (0, 0, first.created)


def test_folded_lines_zones_without_description_and_days_are_read():
    (one, whole) = taken(calendar(
        event("UID:1", "SUMMARY:很长的", " 标题", "DTSTART;TZID=Asia/Shanghai:20260105T100000", "DURATION:PT90M", "LOCATION:北京"),
        event("UID:2", "SUMMARY:全天", "DTSTART;VALUE=DATE:20260106", "DTEND;VALUE=DATE:20260108"),
    ))  # fmt: skip
    assert (one.summary, one.description, one.start.astimezone(UTC)) == ("很长的标题", "北京", datetime(2026, 1, 5, 2, tzinfo=UTC))
    assert one.end - one.start == timedelta(minutes=90)
    assert (whole.start, whole.end) == (date(2026, 1, 6), date(2026, 1, 8))


def test_a_recurring_event_comes_at_its_times_with_its_exceptions():
    data = calendar(
        event(
            "UID:r",
            "SUMMARY:周会",
            "DTSTART:20260105T020000Z",
            "DTEND:20260105T030000Z",
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE:20260112T020000Z",
        ),
        event("UID:r", "SUMMARY:周会（改期）", "RECURRENCE-ID:20260119T020000Z", "DTSTART:20260120T020000Z", "DTEND:20260120T030000Z"),
    )
    found = sorted(((one.start, one.summary) for one in taken(data)), key=lambda pair: pair[0])
    assert found == [
        (datetime(2026, 1, 5, 2, tzinfo=UTC), "周会"),
        (datetime(2026, 1, 20, 2, tzinfo=UTC), "周会（改期）"),
        (datetime(2026, 1, 26, 2, tzinfo=UTC), "周会"),
    ]
    assert len({one.key for one in taken(data)}) == 3


def test_a_task_is_a_task_with_its_day_and_its_state():
    todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:报价\r\nDUE;VALUE=DATE:20260110\r\nSTATUS:COMPLETED\r\nEND:VTODO\r\n"
    (one,) = taken(calendar(todo))
    assert (one.kind, one.start, one.done) == ("task", date(2026, 1, 10), True)


def test_a_rule_without_end_stays_within_the_days_that_are_asked_for():
    data = calendar(event("UID:d", "SUMMARY:每天", "DTSTART:20200101T020000Z", "RRULE:FREQ=DAILY"))
    assert len(taken(data, date(2026, 1, 1), date(2026, 1, 11))) == 10
    every_second = calendar(event("UID:s", "SUMMARY:每秒", "DTSTART:20260101T020000Z", "RRULE:FREQ=SECONDLY"))
    assert len(taken(every_second, date(2026, 1, 1), date(2026, 1, 2))) <= 2000


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_is_refused_or_empty(data):
    try:
        assert taken(data) == []
    except Refused as no:
        assert "calendar" in str(no.words)


def test_an_import_makes_meetings_and_tasks_that_a_second_one_changes(company):
    imports, activities = company.container.customer.calendar_import(), company.container.customer.activity()
    data = calendar(
        event("UID:1", "SUMMARY:会议", "DTSTART:20260105T020000Z", "DTEND:20260105T030000Z", "DESCRIPTION:带上<b>报价</b>"),
        event("UID:2", "SUMMARY:没有时间"),
        "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:报价\r\nDUE;VALUE=DATE:20260110\r\nEND:VTODO\r\n",
    )
    with company.acting("wang", clock=datetime(2026, 1, 1, tzinfo=UTC)):
        made = imports.take(data)
        assert (made.created, made.skipped) == (2, 1)
        from crm.domain.kit.filter import Query

        rows = {row.name: row for row in activities.page(Query())}
        assert (rows["会议"].kind, rows["会议"].at, rows["会议"].body) == (
            "meeting",
            datetime(2026, 1, 5, 2, tzinfo=UTC),
            "带上<b>报价</b>",
        )
        assert rows["报价"].due_at == datetime(2026, 1, 10, 10, tzinfo=UTC)
        changed = imports.take(data.replace("会议".encode(), "会议改名".encode()))
        assert (changed.created, changed.changed) == (0, 1)


@pytest.mark.parametrize("data", [b"", b"x" * 2_000_001, b"no calendar"])
def test_a_file_that_cannot_be_is_refused_beside_the_field(company, data):
    with company.acting("wang"), pytest.raises(Invalid) as refusal:
        company.container.customer.calendar_import().take(data)
    assert set(refusal.value.fields) == {"file"}


def test_whoever_may_not_create_activities_imports_nothing(company):
    from crm.errors import Forbidden

    with company.acting("sun"), pytest.raises(Forbidden):
        company.container.customer.calendar_import().take(calendar())

"""iCalendar (RFC 5545): files of other calendars read, our own written. What cannot be understood is passed over, never fatal.

The libraries are imported where they are used: a process that never reads a calendar starts without them.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crm.domain.customer.calendar import Read, Slot, is_all_day
from crm.domain.kit.module import modules
from crm.domain.kit.text import Refused
from crm.language import Words, local

if TYPE_CHECKING:
    from icalendar import Alarm, Component, Event

MOST = 2000  # events of one file
ZONES = re.compile(rb"(?ims)^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$\r?\n?")
HALF_AN_HOUR = timedelta(minutes=30)


def components(data: bytes) -> "list[Component]":
    """The events and tasks of a file as they are written, recurring ones once. Raises Refused for what is no calendar."""
    return [one for calendar in _calendars(data) for one in calendar.walk() if one.name in ("VEVENT", "VTODO")]


def _calendars(data: bytes) -> "list[Component]":
    """A description of a time zone that cannot be read is left out: zones are known by their names."""
    from icalendar import Calendar

    for text in (data, ZONES.sub(b"", data)):
        try:
            return Calendar.from_ical(text, multiple=True)  # type: ignore[return-value]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, UnicodeError):
            continue
    raise Refused(Words("This is not a calendar file."))


def read(data: bytes, start: date, end: date) -> list[Read]:
    """What a file holds; of recurring events each time between the two days, of others all."""
    found: dict[str, Read] = {}
    for calendar in _calendars(data):
        repeated = {str(one["UID"]) for one in calendar.walk() if _repeats(one) and one.get("UID")}
        for one in calendar.walk():
            if one.name in ("VEVENT", "VTODO") and str(one.get("UID")) not in repeated and len(found) < MOST:
                known = _read(one, False, f"{len(found)}")
                found[known.key] = known
        for one in _occurrences(calendar, start, end) if repeated else ():
            if str(one.get("UID")) in repeated and len(found) < MOST:
                known = _read(one, True, "")
                found[known.key] = known
    return list(found.values())


def _repeats(one: "Component") -> bool:
    return any(name in one for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _occurrences(calendar: "Component", start: date, end: date) -> "list[Component]":
    import recurring_ical_events

    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=True, components=["VEVENT", "VTODO"])  # type: ignore[arg-type]
        return query.between(start, end)  # type: ignore[return-value]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return []


def _read(one: "Component", recurring: bool, fallback: str) -> Read:
    uid = str(one.get("UID") or "")
    task = one.name == "VTODO"
    begins, ends = (_time(one, "DUE") or _time(one, "DTSTART"), None) if task else (_time(one, "DTSTART"), _end(one))
    at = _time(one, "RECURRENCE-ID") or begins
    key = f"{uid or fallback}/{at.isoformat() if at else ''}" if recurring or not uid else uid
    return Read(
        "task" if task else "meeting", uid, key[:200], _text(one, "SUMMARY"), _described(one), begins, ends,
        task and (str(one.get("STATUS")) == "COMPLETED" or "COMPLETED" in one), recurring,
    )  # fmt: skip


def _time(one: "Component", name: str) -> date | datetime | None:
    """A moment, aware; or a day. A moment without a zone is on the reader's own clock."""
    value = getattr(one.get(name), "dt", None)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=local(datetime.now(UTC)).tzinfo)
    return value if isinstance(value, date) else None


def _end(one: "Component") -> date | datetime | None:
    if (end := _time(one, "DTEND")) is not None:
        return end
    lasts, begins = getattr(one.get("DURATION"), "dt", None), _time(one, "DTSTART")
    return begins + lasts if isinstance(lasts, timedelta) and begins else None


def _text(one: "Component", name: str) -> str:
    return " ".join(str(one.get(name) or "").split())


def _described(one: "Component") -> str:
    parts = [str(one.get(name) or "").strip() for name in ("LOCATION", "DESCRIPTION", "URL")]
    return "\n".join(part for part in parts if part)


def write(slots: Iterable[Slot], name: str, address: str, now: datetime) -> bytes:
    """A calendar to subscribe to: events with their times, open tasks as half an hour at the time when they are due."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//CRM//Calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for slot in slots:
        calendar.add_component(_event(slot, address, now))
    return calendar.to_ical()


def _event(slot: Slot, address: str, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{slot.module}-{slot.id}@crm")
    event.add("dtstamp", now)
    event.add("last-modified", slot.updated_at)
    event.add("summary", f"☐ {slot.name}" if slot.kind == "task" else slot.name)
    start, end = local(slot.start), slot.end and local(slot.end)
    if end and is_all_day(start, end):
        event.add("dtstart", start.date())
        event.add("dtend", end.date())
    else:
        event.add("dtstart", slot.start.astimezone(UTC))
        event.add("dtend", max(slot.end or slot.start + HALF_AN_HOUR, slot.start).astimezone(UTC))
    if told := "\n".join(part for part in (slot.account_name, slot.body) if part):
        event.add("description", told)
    if address:
        event.add("url", f"{address.rstrip('/')}{modules()[slot.module].path}/{slot.id}")
    if slot.remind_at:
        event.add_component(_alarm(slot))
    return event


def _alarm(slot: Slot) -> "Alarm":
    from icalendar import Alarm

    alarm: Any = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", slot.name)
    alarm.add("trigger", (slot.remind_at or slot.start).astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm

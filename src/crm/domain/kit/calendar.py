"""The days that a calendar shows at once, and the way to those before and after them."""

from datetime import date, timedelta

AGENDA_DAYS = 14
WEEKS = 6  # of a month's sheet


def first_day(view: str, day: date) -> date:
    """Where a view begins: weeks begin on Monday."""
    if view == "month":
        day = day.replace(day=1)
    return day - timedelta(days=day.weekday()) if view in ("week", "month") else day


def days_of(view: str) -> int:
    return {"day": 1, "week": 7, "month": 7 * WEEKS, "agenda": AGENDA_DAYS}[view]


def stepped(view: str, day: date, step: int) -> date:
    """The same view one further or one back."""
    if view != "month":
        return day + timedelta(days=step * days_of(view))
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def read_day(text: str | None, today: date) -> date:
    """The day of an address, or today; far away days are none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if 1970 < day.year < 2200 else today

"""The day on the calendar of those who work in the companies of the tests; the machine's own may still be the one before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()

"""Pages of holidays and shifted days, and the whole year as every calendar shows it."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.platform.holiday import MODULE
from crm.language import say
from crm.service.platform.workday import DayMark, WorkdayService
from crm.web.kit.listing import Address
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link

Workdays = Annotated[WorkdayService, Provide[Container.platform.workday]]
FIRST, LAST = 1949, 2200


class HolidayPage(RecordPage):
    """The pages of what differs from the public calendar."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        year = Link(say("The whole year"), f"{MODULE.path}/year", "calendar-event", testid="platform_holiday.year")
        return (year, *super().more_links(address))


page = HolidayPage(MODULE)


@page.get("/year")
@permits("holiday.view")
def year(workdays: Workdays) -> Any:
    """Every marked day of a year, each with the way to say it otherwise."""
    asked = request.args.get("year", current.today().year, type=int)
    shown = min(max(asked, FIRST), LAST)
    marks = workdays.marks(date(shown, 1, 1), (date(shown + 1, 1, 1) - date(shown, 1, 1)).days)
    return page.render(
        "year", year=shown, before=shown - 1, after=shown + 1, days=[_line(day, mark) for day, mark in marks.items()],
        create_url=f"{MODULE.path}/new" if page.may("create") else None,
    )  # fmt: skip


def _line(day: date, mark: DayMark) -> dict[str, Any]:
    other = {"day": day.isoformat(), "kind": "work" if mark.off else "off", "name": mark.name}
    new = f"{MODULE.path}/new?{urlencode(other)}" if page.may("create") else None
    url = f"{MODULE.path}/{mark.correction}" if mark.correction else new
    return {
        "day": f"{language.day(day)} {language.weekday(day)}", "name": mark.name, "off": mark.off, "url": url,
        "ours": mark.correction is not None,
    }  # fmt: skip

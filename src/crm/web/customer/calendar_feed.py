"""The feed of a calendar: read by calendar programs, which know a secret address and no password."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import Response

from crm.container import Container
from crm.service.customer.calendar_feed import CalendarFeedService
from crm.web.kit.page import Page, permits

page = Page(__name__, url="/calendar/feed")
Feeds = Annotated[CalendarFeedService, Provide[Container.customer.calendar_feed]]


@page.get("/<token>.ics")
@permits("public")
def show(token: str, feeds: Feeds) -> Any:
    answer = Response(feeds.read(token), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer

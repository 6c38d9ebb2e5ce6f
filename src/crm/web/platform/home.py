"""Today: what needs the person."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm.container import Container
from crm.service.customer.activity import ActivityService
from crm.web.kit.page import Page, permits
from crm.web.kit.timeline import activity_entry

page = Page(__name__, url="")
Activities = Annotated[ActivityService, Provide[Container.customer.activity]]


@page.get("/")
@permits("signed_in")
def index(activities: Activities) -> Any:
    return page.render("index", entries=[activity_entry(task) for task in activities.mine()])

"""What was agreed with the provider, and how much of it is used."""

from dataclasses import dataclass
from typing import Annotated

from dependency_injector.wiring import Provide

from crm import language
from crm.container import Container
from crm.domain.platform.agreed import Used
from crm.language import say
from crm.service.platform.agreed import AgreedService
from crm.web.kit.page import Page, permits
from crm.web.platform.operation_tabs import tabs

page = Page(__name__, url="/agreed")
Agreed = Annotated[AgreedService, Provide[Container.limit.agreed]]


@dataclass(frozen=True, slots=True)
class UsedView:
    """One limit in words."""

    label: str
    used: str
    most: str
    share: int
    tone: str


@page.get("")
@permits("operation.view")
def index(agreed: Agreed) -> str:
    return page.render("index", tabs=tabs("agreed"), rows=[_view(one) for one in agreed.used()])


def _view(one: Used) -> UsedView:
    unit = " MB" if one.name == "storage" else ""
    most = f"{language.number(one.most)}{unit}" if one.most else say("No limit")
    tone = "bad" if one.share >= 100 else "warn" if one.share >= 90 else "ok"
    return UsedView(say(one.label), f"{language.number(one.used)}{unit}", most, one.share, tone)

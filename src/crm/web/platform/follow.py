"""What one has starred and what one follows: a page, and the list in the side menu."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.follow import Titled
from crm.language import say
from crm.service.platform.follow import FollowService
from crm.web.kit.page import Page, permits
from crm.web.kit.view import Link

page = Page(__name__, url="/starred")
Follows = Annotated[FollowService, Provide[Container.platform.follow]]
FEW = 8


@page.get("")
@permits("signed_in")
def index(follows: Follows) -> Any:
    listed = (("star", say("Starred records")), ("follow", say("Records you follow")))
    return page.render("index", groups=tuple((label, tuple(_link(one) for one in follows.marked(kind))) for kind, label in listed))


@page.get("/mine")
@permits("signed_in")
def mine(follows: Follows) -> Any:
    """The stars for the side menu: a piece of a page that asks for itself again when one is set."""
    return page.render("mine", links=tuple(_link(one) for one in follows.marked("star", FEW)))


def _link(one: Titled) -> Link:
    module = modules()[one.module]
    return Link(one.title, f"{module.path}/{one.id}", module.icon, count=one.second)

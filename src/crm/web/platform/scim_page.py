"""What an administrator needs to connect the system that keeps people: the address, the token, what is exchanged."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm.container import Container
from crm.service.platform.scim import MISSING, ScimService
from crm.web.kit.page import Page, permits
from crm.web.platform.scim import here

page = Page(__name__, url="/identity-providers/scim")
Scim = Annotated[ScimService, Provide[Container.identity.scim]]


@page.get("")
@permits("identity_provider.view")
def index(scim: Scim) -> Any:
    return page.render("index", address=here(), lacking=None if scim.is_offered else MISSING, people=scim.known())

"""One's own links to sign-in sources."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import language
from crm.container import Container
from crm.errors import Invalid
from crm.language import N_
from crm.service.platform.identity import IdentityService
from crm.service.platform.oidc import OidcService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.proof import sensitive

page = Page(__name__, url="/profile/identities")
Identities = Annotated[IdentityService, Provide[Container.identity.person]]
Oidc = Annotated[OidcService, Provide[Container.identity.oidc]]


@page.get("")
@permits("signed_in")
def index(identities: Identities, oidc: Oidc) -> Any:
    mine = identities.mine()
    linked = {one.provider_id for one in mine}
    lines = [(one, language.ago(one.used_at)) for one in mine]
    return page.render("index", lines=lines, sources=[one for one in oidc.offered() if one.id not in linked])


@page.post("/<int:id>/removal")
@permits("signed_in")
@sensitive
def unlink(id: int, identities: Identities) -> Any:
    try:
        identities.unlink(id)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return page.to("index")
    toast(N_("The link was ended."))
    return page.to("index")

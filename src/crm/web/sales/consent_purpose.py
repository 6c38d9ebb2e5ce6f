"""Pages of purposes of consent, and the ready ones to begin with."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import current
from crm.container import Container
from crm.domain.sales.consent_purpose import MODULE
from crm.language import say_many
from crm.service.sales.consent_purpose import ConsentPurposeService
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast

Purposes = Annotated[ConsentPurposeService, Provide[Container.privacy.consent_purpose]]
page = RecordPage(MODULE)


@page.post("/ready")
@permits("consent_purpose.create")
def begin(purposes: Purposes) -> Any:
    """The purposes that most houses have, where there are none yet."""
    made = purposes.begin()
    toast(say_many("{n} purpose was taken over.", "{n} purposes were taken over.", made), current.last_change())
    return page.to("index")

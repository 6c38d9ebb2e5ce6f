"""Pages of consents; what a person has withdrawn stands beside his name, and one click withdraws."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from markupsafe import Markup

from crm import current
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.sales.consent import GIVEN, MODULE, PEOPLE
from crm.language import N_, say
from crm.service.sales.consent import ConsentService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import shower
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.related import SECOND
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

Consents = Annotated[ConsentService, Provide[Container.privacy.consent]]


class ConsentPage(RecordPage):
    """The pages of consents."""

    def given(self) -> dict[str, Any]:
        """A consent to a known purpose begins with the words that are shown for it."""
        found = super().given()
        purpose, shown = str(found.get("purpose_id") or ""), None
        if purpose.isascii() and purpose.isdigit():
            shown = container().privacy.consent_purpose().shown(int(purpose))
        return {"text_shown": shown.text(current.language()), "edition": shown.edition or ""} | found if shown else found

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """What holds is withdrawn by one click."""
        found = super().head(row, editable)
        if not editable or row.state != GIVEN:
            return found
        way = Link(say("Withdraw"), f"{MODULE.path}/{row.id}/withdrawal", "x", testid="sales_consent.withdraw", post=True)
        return found | {"actions": (way,)}


page = ConsentPage(MODULE)


@page.post("/<int:id>/withdrawal")
@permits("consent.edit")
def withdraw(id: int, consents: Consents) -> Any:
    consents.withdraw(id)
    toast(N_("The consent is withdrawn."), current.last_change())
    return page.to("show", id=id)


def beside(module: Module, row: Any) -> Beside:
    """On the page of a person: the way to his consents, and what he has withdrawn."""
    if module.name not in PEOPLE or getattr(row, "kind", "") == "company" or not current.actor().may("consent.view"):
        return Beside()
    url = f"{MODULE.path}/of/{module.name}/{row.id}"
    marks = []
    refused = container().privacy.consent().refused(row.id)
    if channels := [str(one.purpose_name) for one in refused if one.purpose_contacts]:
        marks.append(Link(say("Do not contact: {names}", names=" · ".join(channels)), url, "ban", tone="bad"))
    if others := [str(one.purpose_name) for one in refused if not one.purpose_contacts]:
        marks.append(Link(say("Consent withdrawn: {names}", names=" · ".join(others)), url, "ban", tone="warn"))
    return Beside(marks=tuple(marks), links=(Link(say("Consents"), url, MODULE.icon, testid="sales_consent_person.show"),))


def below(row: Any) -> str:
    """Below a consent's purpose on a card: its state, and until when it holds."""
    words = [shower(MODULE.fields[name])(value) for name in ("state", "valid_until") if (value := getattr(row, name))]
    return str(Markup(" · ").join(words).striptags())


OF_RECORD.append(beside)
SECOND[MODULE.name] = below

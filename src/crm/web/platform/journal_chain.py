"""Until where the journal and the security events were found as they were written."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm import current, language
from crm.container import Container
from crm.domain.platform.chain import BROKEN, CHAINS, Mark
from crm.language import say
from crm.service.platform.chain import ChainService
from crm.web.kit.page import Page, permits
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/journal/chain")
Chain = Annotated[ChainService, Provide[Container.trace.chain]]


@dataclass(frozen=True, slots=True)
class ChainView:
    """One chain in words."""

    label: str
    tone: str  # ok, bad, or none while it was never verified
    state: str
    through: str
    when: str
    hash: str
    broken: str
    broken_url: str | None


@page.get("")
@permits("journal.view")
def show(chain: Chain) -> Any:
    marks = chain.marks()
    views = [_view(name, marks.get(name)) for name in CHAINS]
    return page.render("show", chains=views, tabs=tabs("platform_journal_chain.show"), may_verify=current.actor().may("journal.approve"))


@page.post("")
@permits("journal.approve")
def verify(chain: Chain) -> Any:
    """From the beginning, by a job; its page shows how far it is."""
    return redirect(f"/jobs/{chain.later()}", 303)


def _view(name: str, mark: Mark | None) -> ChainView:
    tone = "" if mark is None else "bad" if mark.broken else "ok"
    state = {"": say("Not verified yet"), "bad": say("Broken"), "ok": say("As it was written")}[tone]
    known = mark if mark and mark.through_id else None
    broken = say("No. {id}: {why}", id=mark.broken_id, why=say(BROKEN[mark.broken])) if mark and mark.broken else ""
    return ChainView(
        say(CHAINS[name]), tone, state, f"#{known.through_id}" if known else "—", language.moment(known.at) if known else "—",
        known.hash if known else "", broken, f"/journal/{mark.broken_id}" if mark and mark.broken and name == "journal" else None,
    )  # fmt: skip

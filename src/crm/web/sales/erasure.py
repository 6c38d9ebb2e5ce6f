"""What a person may ask for: everything that is kept as one file, its erasure with a preview, and legal hold."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit import dates
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import Refused
from crm.domain.sales.erasure import FATES, GROUNDS, LOOKING, MENTIONED, ROOTS, SHARED, TREATMENT, VIEW, WAY, Erasure, Hold, Reach
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.dossier import DossierService
from crm.service.sales.erasure import ErasureService
from crm.service.sales.legal_hold import LONGEST, LegalHoldService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.download import made
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView, Link
from crm.web.proof import sensitive

page = Page(__name__, url="/privacy")
Erasures = Annotated[ErasureService, Provide[Container.privacy.erasure]]
Holds = Annotated[LegalHoldService, Provide[Container.privacy.legal_hold]]
Dossiers = Annotated[DossierService, Provide[Container.privacy.dossier]]
SIZE = 50
LOOKED = {VIEW: N_("Saved views"), WAY: N_("Saved filters of the journal")}


def beside(module: Module, row: Any) -> Beside:
    """On the page of a person: the way here, and whether the record is held."""
    if module.name not in ROOTS or not current.actor().may("privacy.view"):
        return Beside()
    hold, url = container().privacy.legal_hold().of(row.id), f"/privacy/{module.name}/{row.id}"
    marks = (Link(say("Legal hold"), url, "lock", tone="warn"),) if hold else ()
    return Beside(marks=marks, links=(Link(say("Privacy"), url, "shield", testid="sales_erasure.show"),))


OF_RECORD.append(beside)


@page.get("")
@permits("privacy.view")
def index(erasures: Erasures, holds: Holds) -> Any:
    found = erasures.page(SIZE + 1, request.args.get("before", type=int))
    more = f"/privacy?before={found[SIZE - 1].id}" if len(found) > SIZE else None
    rules = "/retention-rules" if current.actor().may("retention_rule.view") else None
    return page.render(
        "index", rows=[_fact(one) for one in found[:SIZE]], more_url=more, holds=[_held(one) for one in holds.all()], rules_url=rules
    )


def _fact(one: Erasure) -> dict[str, Any]:
    return {
        "number": one.id, "at": language.moment(one.at), "by": one.actor_name or "—", "ground": say(GROUNDS[one.ground]),
        "module": say(modules()[one.module].label), "n": language.number(sum(one.counts.values())),
    }  # fmt: skip


def _held(one: Hold) -> dict[str, Any]:
    return {
        "url": f"/privacy/{one.module}/{one.record_id}", "module": say(modules()[one.module].label), "id": one.record_id,
        "reason": one.reason, "until": language.day(one.until) if one.until else "", "by": one.author or "—",
    }  # fmt: skip


@page.get("/<name>/<int:id>")
@permits("privacy.view")
def show(name: str, id: int, erasures: Erasures, holds: Holds) -> Any:
    return _person(name, id, erasures, holds)


def _person(name: str, id: int, erasures: ErasureService, holds: LegalHoldService, refusal: Invalid | None = None) -> str:
    """A company has no preview: what is said of it is why."""
    found, why = None, ""
    row = container().records()(name).get(id)
    try:
        found = erasures.preview(name, id)
    except Invalid as no:
        why = say(next(iter(no.fields.values())))
    actor, hold, wrong = current.actor(), holds.of(id), refusal.fields if refusal else {}
    return page.render(
        "show", url=f"/privacy/{name}/{id}", row=row, module=modules()[name], title=modules()[name].title(row), why=why, hold=hold,
        held=say(holds.why(hold)) if hold else "", lines=_lines(found) if found else [], inputs=_inputs(wrong), ground=_ground(wrong),
        blocked=[(f"{modules()[one.module].path}/{one.record_id}", say(holds.why(one))) for one in found.holds] if found else [],
        wrong=say(wrong["record"]) if "record" in wrong else "",
        may={verb: actor.may(f"privacy.{verb}") for verb in ("edit", "export", "remove")},
    )  # fmt: skip


def _lines(found: Reach) -> list[dict[str, Any]]:
    parts = [(name, ids, TREATMENT[name]) for name, ids in found.own.items()] + [(name, ids, SHARED) for name, ids in found.shared.items()]
    parts += [(name, ids, LOOKING if name == WAY else MENTIONED) for name, ids in found.mentioned.items()]
    order = list(FATES)
    return [
        {"label": say(LOOKED[name] if name in LOOKED else modules()[name].plural), "n": language.number(len(ids)), "fate": say(FATES[fate])}
        for name, ids, fate in sorted(parts, key=lambda part: order.index(part[2]))
    ]


def _ground(wrong: Any) -> InputView:
    choices = (("", say("Please choose one.")), *((key, say(words)) for key, words in GROUNDS.items()))
    error = say(wrong["ground"]) if "ground" in wrong else None
    return InputView("ground", say("Why"), "choice", request.form.get("ground", ""), choices=choices, required=True, error=error)


def _inputs(wrong: Any) -> list[InputView]:
    told = {name: say(words) for name, words in wrong.items()}
    return [
        InputView("reason", say("Reason"), "text", request.form.get("reason", ""), required=True, max=LONGEST, error=told.get("reason")),
        InputView(
            "until", say("Until"), "date", request.form.get("until", ""), error=told.get("until"), help=say("Empty: until it is lifted."),
        ),
    ]  # fmt: skip


@page.get("/<name>/<int:id>/export")
@permits("privacy.export")
@sensitive
def export(name: str, id: int, dossiers: Dossiers) -> Any:
    return made(f"{say('Personal data')} {id}.zip", lambda path: dossiers.write(name, id, path))


@page.post("/<name>/<int:id>/erasure")
@permits("privacy.remove")
@sensitive
def erase(name: str, id: int, erasures: Erasures, holds: Holds) -> Any:
    try:
        number = erasures.erase(name, id, request.form.get("ground", ""))
    except Invalid as refusal:
        return _person(name, id, erasures, holds, refusal), 422
    toast(N_("Erased. The number of this erasure is {number}."), number=number)
    return page.to("index")


@page.post("/<name>/<int:id>/hold")
@permits("privacy.edit")
def hold(name: str, id: int, erasures: Erasures, holds: Holds) -> Any:
    try:
        holds.put(name, id, request.form.get("reason", ""), _day(request.form.get("until", "")))
    except Invalid as refusal:
        return _person(name, id, erasures, holds, refusal), 422
    toast(N_("The record is under legal hold."))
    return page.to("show", name=name, id=id)


@page.post("/<name>/<int:id>/hold/removal")
@permits("privacy.edit")
def lift(name: str, id: int, holds: Holds) -> Any:
    holds.lift(id)
    toast(N_("The legal hold is lifted."))
    return page.to("show", name=name, id=id)


def _day(text: str) -> Any:
    try:
        return dates.day(text, language.local_day(current.now())) if text.strip() else None
    except Refused as no:
        raise Invalid(until=no.words) from None

"""Duplicates: the list of likely pairs, two records side by side, the strip beside a form, the rules."""

import re
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import Response, request, url_for

from crm import current, language
from crm.container import Container
from crm.domain.customer.duplicate import ACTIONS, DIFFERENT, LIKELY, Rule, WeightRow, compared
from crm.domain.kit.module import Module
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import N_, say, say_many
from crm.service.customer.duplicate import DuplicateService
from crm.service.customer.duplicate_merge import DuplicateMergeService
from crm.service.customer.duplicate_scan import DuplicateScanService
from crm.web.customer.duplicate_view import compare_view, pair_views
from crm.web.kit.form import posted
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.twins import elsewhere, twin_views, typed
from crm.web.kit.view import Link

page = Page(__name__, url="/duplicates")
Duplicates = Annotated[DuplicateService, Provide[Container.customer.duplicate]]
Scans = Annotated[DuplicateScanService, Provide[Container.customer.duplicate_scan]]
Merges = Annotated[DuplicateMergeService, Provide[Container.customer.duplicate_merge]]
SIZE = 50


def _module(name: str | None) -> Module:
    """One of those whose records can be twins."""
    found = compared()
    if name and name not in found:
        raise NotFound()
    return found[name] if name else next(iter(found.values()))


def _tabs(module: Module | None, state: str = LIKELY) -> tuple[Link, ...]:
    tabs = [Link(say(one.plural), url_for("customer_duplicate.index", module=name), current=one is module and state == LIKELY)
            for name, one in compared().items() if current.actor().may(one.permission("view"))]  # fmt: skip
    if module:
        tabs.append(
            Link(
                say("Not duplicates"), url_for("customer_duplicate.index", module=module.name, state=DIFFERENT), current=state == DIFFERENT
            )
        )
    if current.actor().may("duplicate.edit"):
        tabs.append(Link(say("Rules"), url_for("customer_duplicate.rules"), current=module is None))
    return tuple(tabs)


@page.get("")
@permits("duplicate.view")
def index(duplicates: Duplicates) -> Any:
    """The pairs that are probably one; or those of which somebody said that they are not."""
    module = _module(request.args.get("module"))
    state = DIFFERENT if request.args.get("state") == DIFFERENT else LIKELY
    pairs = duplicates.page(module, SIZE + 1, state, _after(request.args.get("after", "")))
    last = pairs[SIZE - 1] if len(pairs) > SIZE else None
    more = url_for("customer_duplicate.index", module=module.name, state=state if state != LIKELY else None,
                   after=f"{last.weight}.{last.one_id}.{last.other_id}") if last else None  # fmt: skip
    last_search = duplicates.searched(module)
    return page.render(
        "index", module=module, plural=say(module.plural), pairs=pair_views(module, duplicates.weights(module), pairs[:SIZE]),
        more_url=more, state=state, tabs=_tabs(module, state), may_search=current.actor().may("duplicate.edit"),
        searched=_told(last_search) if last_search else "",
    )  # fmt: skip


def _told(found: WeightRow) -> str:
    return say_many("{n} record searched {time}", "{n} records searched {time}", found.records, time=language.ago(found.learnt_at))


def _after(text: str) -> tuple[int, int, int] | None:
    """Weight and ids of the last pair seen; None when nobody wrote it so."""
    found = re.fullmatch(r"(-?[0-9]{1,8})\.([0-9]{1,16})\.([0-9]{1,16})", text, re.ASCII)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


@page.post("/<module>/search")
@permits("duplicate.edit")
def scan(module: str, scans: Scans) -> Any:
    job = scans.start(module)
    toast(N_("The search has begun; you may leave this page."))
    return Response(status=303, headers={"Location": url_for("platform_job.show", id=job)})


@page.get("/<module>/<int:kept>/<int:gone>")
@permits("duplicate.view")
def show(module: str, kept: int, gone: int, duplicates: Duplicates, merges: Merges) -> Any:
    return _compare(_module(module), kept, gone, duplicates, merges)


def _compare(module: Module, kept: int, gone: int, duplicates: DuplicateService, merges: DuplicateMergeService, wrong: Any = "") -> str:
    one, other, twin = duplicates.compare(module, kept, gone)
    moved = merges.belongings(module, gone)
    return page.render("show", wrong=say(wrong) if wrong else "", **compare_view(module, one, other, twin, moved, request.form))


@page.post("/<module>/<int:kept>/<int:gone>/merge")
@permits("duplicate.view")
def merge(module: str, kept: int, gone: int, duplicates: Duplicates, merges: Merges) -> Any:
    """Make one record of two, with the values that were chosen."""
    found = _module(module)
    try:
        row = merges.merge(found, kept, gone, _choices(found), _versions())
    except (Invalid, Forbidden) as no:
        why = next(iter(no.fields.values())) if isinstance(no, Invalid) else no.words
        return _compare(found, kept, gone, duplicates, merges, why), 422 if isinstance(no, Invalid) else 403
    toast(N_("Both are now {name}."), current.last_change(), name=found.title(row))
    return page.to("index", module=found.name)


def _choices(module: Module) -> dict[str, str]:
    return {name: choice for name in module.draft.fields if (choice := request.form.get(f"of.{name}")) in ("kept", "gone", "both")}


def _versions() -> tuple[int, int] | None:
    kept, gone = request.form.get("kept_version", type=int), request.form.get("gone_version", type=int)
    return (kept, gone) if kept is not None and gone is not None else None


@page.post("/<module>/<int:kept>/<int:gone>/decision")
@permits("duplicate.view")
def decide(module: str, kept: int, gone: int, duplicates: Duplicates) -> Any:
    """Remember that the two are different, or forget it."""
    state = request.form.get("state", "")
    duplicates.decide(_module(module), kept, gone, state)
    toast(N_("Remembered: these are two different records.") if state == DIFFERENT else N_("The pair is on the list again."))
    return page.to("index", module=module, state=None if state == DIFFERENT else DIFFERENT)


@page.post("/<module>/strip")
@permits("signed_in")
def strip(module: str, duplicates: Duplicates) -> Any:
    """The likely twins of what is typed into a form so far. Posted, so that no name and no number stands in a log."""
    found = _module(module)
    if not any(current.actor().may(found.permission(verb)) for verb in ("create", "edit")):
        raise Forbidden()
    values = typed(found, posted(found, request.form))
    twins = duplicates.twins(found, values, but=request.args.get("id", 0, int))
    return page.render("strip_body", twins=(*twin_views(found, twins), *elsewhere(found, values)), held=False)


@page.get("/rules")
@permits("duplicate.edit")
def rules(duplicates: Duplicates) -> Any:
    return _rules(duplicates)


def _rules(duplicates: DuplicateService, name: str = "", wrong: Invalid | None = None) -> str:
    lines = []
    for rule in duplicates.rules().values():
        here = wrong is not None and rule.module == name
        errors = {field: say(why) for field, why in wrong.fields.items()} if wrong and here else {}
        lines.append(
            {
                "module": rule.module, "label": say(compared()[rule.module].plural), "icon": compared()[rule.module].icon,
                "action": request.form.get("action") if here else rule.action,
                "threshold": request.form.get("threshold") if here else rule.threshold, "errors": errors,
                "by": rule.updated_by_name or "", "at": language.moment(rule.updated_at) if rule.updated_at else "",
            }
        )  # fmt: skip
    choices = tuple((option.value, say(option.label)) for option in ACTIONS)
    return page.render("rules", lines=lines, choices=choices, tabs=_tabs(None))


@page.post("/rules/<module>")
@permits("duplicate.edit")
def update_rule(module: str, duplicates: Duplicates) -> Any:
    try:
        changed = duplicates.set_rule(Rule.parse(_module(module).name, request.form))
    except Invalid as refusal:
        return _rules(duplicates, module, refusal), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."))
    return page.to("rules")

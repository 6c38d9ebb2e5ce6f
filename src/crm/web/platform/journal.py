"""The journal: every change set, what it changed, and its undo."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from markupsafe import escape

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.journal import ChangeSet
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.service.platform.bulk import BulkService
from crm.service.platform.journal import JournalService
from crm.service.platform.undo import UndoService
from crm.web.kit import entries
from crm.web.kit.change import field_change
from crm.web.kit.page import Page, container, permits
from crm.web.kit.result import result
from crm.web.kit.toast import toast
from crm.web.kit.view import Change, Entry

page = Page(__name__, url="/journal")
Journal = Annotated[JournalService, Provide[Container.platform.journal]]
Bulk = Annotated[BulkService, Provide[Container.platform.bulk]]
Undo = Annotated[UndoService, Provide[Container.platform.undo]]
SIZE = 50


@page.get("")
@permits("journal.view")
def index(journal: Journal) -> Any:
    return _list(journal, None)


@page.get("/mine")
@permits("signed_in")
def mine(journal: Journal) -> Any:
    """One's own changes: what one may undo."""
    return _list(journal, current.actor().id)


def _list(journal: JournalService, actor_id: int | None) -> Any:
    before = request.args.get("before", type=int)
    module = request.args.get("module") or None
    sets = journal.page(SIZE + 1, before_id=before, actor_id=actor_id, module_name=module, source=request.args.get("source") or None)
    more = f"{request.path}?before={sets[SIZE - 1].id}" + (f"&module={module}" if module else "") if len(sets) > SIZE else None
    title = say("My changes") if actor_id else say("Journal")
    entries = tuple(_entry(found) for found in sets[:SIZE])
    return page.render("index", title=title, entries=entries, more_entries_url=more, module=None)


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, journal: Journal) -> Any:
    """One change set, record by record. Somebody else's needs the right to read the journal."""
    found = journal.get(id)
    if found.actor_id != current.actor().id and not current.actor().may("journal.view"):
        raise NotFound()
    return page.render("index", title=found.title, entries=(_entry(found, changes_of(journal, found)),), more_entries_url=None, module=None)


def changes_of(journal: JournalService, found: ChangeSet) -> tuple[Change, ...]:
    """The items in words; of records that the reader may not see only that there are some."""
    items = journal.items(found.id, size=200)
    module = modules().get(found.module)
    names = container().records().names({(item.module, item.record_id) for item in items if item.module in modules()})
    shown = []
    for item in items:
        title = names.get((item.module, item.record_id))
        if title is None or module is None:
            shown.append(Change(f"#{item.record_id}", escape(""), escape(say("Not visible, or deleted"))))
        elif item.field:
            change = field_change(module, item.field, item.before, item.after)
            shown.append(Change(f"{title} · {change.field}", change.before, change.after))
        else:
            shown.append(Change(title, escape(say("there") if item.before else ""), escape(say("there") if item.after else "")))
    return tuple(shown)


@page.post("/<int:id>/undo")
@permits("signed_in")
def undo(id: int, undoing: Undo, journal: Journal, bulk: Bulk) -> Any:
    """Put back what nobody touched since; name the rest. What was done in many pieces is undone by a job."""
    found = journal.get(id)
    path = modules()[found.module].path if found.module in modules() else "/"
    try:
        if bulk.is_long(id):
            return redirect(f"/jobs/{bulk.undo_later(id, say('Undo: {title}', title=found.title))}", 303)
        outcome = undoing.undo(id)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return redirect(request.referrer or "/", 303)
    if outcome.kept or outcome.refused:
        return page.render("result", **result(outcome, path, say("Undone: {title}", title=found.title)), module=None)
    toast(N_("Undone: {title}"), outcome.change_set_id, title=found.title)
    back = request.referrer if request.referrer and found.verb not in ("create", "import") else path
    return redirect(back or "/", 303)


def _entry(found: ChangeSet, changes: tuple[Change, ...] = ()) -> Entry:
    module = modules().get(found.module)
    what = say(entries.VERBS.get(found.verb, N_("changed this")))
    label = say(module.label) if module else found.module
    count = "" if found.count == 1 else say(" and {n} more", n=language.number(found.count - 1))
    mine = found.actor_id == current.actor().id or current.actor().may("journal.approve")
    return Entry(
        id=str(found.id),
        kind="change",
        icon=module.icon if module else "history",
        title=f"{found.title}{count}",
        by=f"{found.actor_name or say('System')} · {what}" + (f" ({say('undone')})" if found.undone_by else ""),
        at=language.ago(found.at),
        at_full=language.moment(found.at),
        day=entries.day(found.at),
        changes=changes,
        url=f"/journal/{found.id}",
        undo_url=f"/journal/{found.id}/undo" if mine and module and not found.undone_by else None,
        origin=f"{label} · {say(entries.SOURCES.get(found.source, found.source))}",
    )

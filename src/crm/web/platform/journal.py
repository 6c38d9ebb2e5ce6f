"""The journal: every change set, what it changed, and its undo."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from markupsafe import escape

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.platform.journal import ChangeItem, ChangeSet
from crm.domain.platform.journal_words import SOURCES, VERBS, module_word
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.service.platform.bulk import BulkService
from crm.service.platform.journal import JournalService
from crm.service.platform.undo import UndoService
from crm.web.kit import entries
from crm.web.kit.change import Names, field_change, references
from crm.web.kit.page import Page, container, permits
from crm.web.kit.result import result
from crm.web.kit.toast import toast
from crm.web.kit.view import Change, Entry
from crm.web.platform import journal_filter
from crm.web.platform.journal_filter import Wanted
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/journal")
Journal = Annotated[JournalService, Provide[Container.platform.journal]]
Bulk = Annotated[BulkService, Provide[Container.platform.bulk]]
Undo = Annotated[UndoService, Provide[Container.platform.undo]]
SIZE, ITEMS = 50, 300


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """What became of one record in a change set; `hidden` says why nothing is shown."""

    title: str
    url: str | None
    changes: tuple[Change, ...]
    hidden: str | None = None


@page.get("")
@permits("journal.view")
def index(journal: Journal) -> Any:
    return _list(journal, journal_filter.changes(request.args), "index", say("Journal"))


@page.get("/mine")
@permits("signed_in")
def mine(journal: Journal) -> Any:
    """One's own changes: what one may undo."""
    wanted = journal_filter.changes(request.args, own=True)
    return _list(journal, replace(wanted, criteria=wanted.criteria | {"actor_id": current.actor().id}), "mine", say("My changes"))


def _list(journal: JournalService, wanted: Wanted, here: str, title: str) -> Any:
    sets = [] if wanted.wrong else journal.page(SIZE + 1, before_id=request.args.get("before", type=before), **wanted.criteria)
    more = wanted.address(request.path, before=sets[SIZE - 1].id) if len(sets) > SIZE else None
    exports = journal_filter.exports(wanted, "/journal/export") if here == "index" else []
    saved = journal_filter.saved(wanted, "changes") if here == "index" else None
    return page.render(
        "index", title=title, entries=tuple(_entry(found) for found in sets[:SIZE]), more_entries_url=more, module=None, wanted=wanted,
        tabs=tabs(f"platform_journal.{here}"), exports=exports, saved=saved, path=request.path,
    ), 422 if wanted.wrong else 200  # fmt: skip


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, journal: Journal) -> Any:
    """One change set, record by record. Somebody else's needs the right to read the journal."""
    found = journal.get(id)
    may = current.actor().may("journal.view")
    if found.actor_id != current.actor().id and not may:
        raise NotFound()
    after = request.args.get("after", default=-1, type=before)
    items = journal.items(id, after, ITEMS + 1)
    more = f"/journal/{id}?after={items[ITEMS - 1].position}" if len(items) > ITEMS else None
    return page.render(
        "show", title=found.title, entry=_entry(found), facts=_facts(found, may), records=records_of(found, items[:ITEMS]), more_url=more,
        pruned=language.day(language.local(found.pruned_at).date()) if found.pruned_at else None, tabs=tabs(), may=may,
    )  # fmt: skip


def before(text: str) -> int:
    """A number that an id can be."""
    return min(int(text), 2**62)


def _facts(found: ChangeSet, may: bool) -> list[tuple[str, str, str | None]]:
    """(what, value, where it leads) of a change set."""
    by = found.actor_name or say("System")
    facts: list[tuple[str, str, str | None]] = [
        (say("Change no."), f"#{found.id}", None),
        (say("Who"), by, f"/journal?actor={found.actor_id}" if may and found.actor_id else None),
        (say("When"), language.moment(found.at), None),
        (say("How"), say(SOURCES.get(found.source, found.source)), f"/journal?source={found.source}" if may else None),
        (say("Records"), language.number(found.count), None),
    ]
    if found.reason:
        facts.append((say("Reason"), found.reason, None))
    if found.request_id and found.request_id != "-":
        facts.append((say("Request no."), found.request_id, f"/journal?request={found.request_id}" if may else None))
    if found.undoes_id:
        facts.append((say("Undoes"), f"#{found.undoes_id}", f"/journal/{found.undoes_id}"))
    if found.undone_by:
        facts.append((say("Undone by"), f"#{found.undone_by}", f"/journal/{found.undone_by}"))
    return facts


def records_of(found: ChangeSet, items: list[ChangeItem]) -> list[RecordChanges]:
    """The items record by record, in words; of records that the reader may not see only that there are some."""
    known = modules()
    wanted = {(item.module, item.record_id) for item in items if item.module in known}
    for item in items:
        if item.module in known:
            wanted |= references(known[item.module], ((name, text) for name, was, now in _values(item) for text in (was, now)))
    names = container().records().names(wanted)
    shown = []
    for (name, id), own in groupby(items, key=lambda item: (item.module, item.record_id)):
        module, title = known.get(name), names.get((name, id))
        if module is None and current.actor().may("journal.view"):
            plain = tuple(Change(one.field or "", escape(one.before or ""), escape(one.after or "")) for one in own)
            shown.append(RecordChanges(found.title, None, plain))
        elif module is None or title is None:
            shown.append(RecordChanges(f"#{id}", None, (), say("Not visible, or deleted")))
        else:
            shown.append(RecordChanges(title, f"{module.path}/{id}", tuple(_changes(module, own, names))))
    return shown


def _changes(module: Module, items: Iterable[ChangeItem], names: Names) -> Iterator[Change]:
    """Field by field, without those that the reader's roles hide from him."""
    for item in items:
        for name, was, now in _values(item):
            if name in module.fields and (was or now):
                yield field_change(module, name, was, now, names)


def _values(item: ChangeItem) -> list[tuple[str, str | None, str | None]]:
    """(field, before, after) of one item; a whole row, as it was made or removed, is told by its fields that say something."""
    if item.field:
        return [(item.field, item.before, item.after)]
    old, new = json.loads(item.before or "{}") or {}, json.loads(item.after or "{}") or {}
    return [(name, _text(old.get(name)), _text(new.get(name))) for name in {**old, **new}]


def _text(value: Any) -> str | None:
    return None if value in (None, "", [], {}) else dumps(value)


@page.post("/<int:id>/undo")
@permits("signed_in")
def undo(id: int, undoing: Undo, journal: Journal, bulk: Bulk) -> Any:
    """Put back what nobody touched since; name the rest. What was done in many pieces is undone by a job."""
    found = journal.get(id)
    path = modules()[found.module].path if found.module in modules() else "/"
    called = (found.reason if found.group_id else None) or found.title  # of what was done together one record says nothing
    try:
        if bulk.is_long(id):
            return redirect(f"/jobs/{bulk.undo_later(id, say('Undo: {title}', title=called))}", 303)
        outcome = undoing.undo(id)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return redirect(request.referrer or "/", 303)
    if outcome.kept or outcome.refused:
        return page.render("result", **result(outcome, path, say("Undone: {title}", title=called)), module=None)
    toast(N_("Undone: {title}"), outcome.change_set_id, title=called)
    back = request.referrer if request.referrer and found.verb not in ("create", "import") else path
    return redirect(back or "/", 303)


def _entry(found: ChangeSet, changes: tuple[Change, ...] = ()) -> Entry:
    module = modules().get(found.module)
    what = say(VERBS.get(found.verb, N_("changed this")))
    count = "" if found.count == 1 else say(" and {n} more", n=language.number(found.count - 1))
    mine = found.actor_id == current.actor().id or current.actor().may("journal.approve")
    return Entry(
        id=str(found.id),
        kind="change",
        icon=module.icon if module else "history",
        title=f"{found.title or module_word(found.module)}{count}",
        by=f"{found.actor_name or say('System')} · {what}" + (f" ({say('undone')})" if found.undone_by else ""),
        at=language.ago(found.at),
        at_full=language.moment(found.at),
        day=entries.day(found.at),
        changes=changes,
        url=f"/journal/{found.id}",
        undo_url=f"/journal/{found.id}/undo" if mine and module and not found.undone_by else None,
        origin=f"{module_word(found.module)} · {say(SOURCES.get(found.source, found.source))}",
    )

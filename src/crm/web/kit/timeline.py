"""The story of a record: what was done with it and what was changed in it, newest first."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module
from crm.domain.platform.journal import HistoryLine
from crm.errors import Invalid
from crm.language import N_, say
from crm.web.kit.cell import KINDS as SHOWN
from crm.web.kit.cell import shower, shown
from crm.web.kit.composer import activity_kinds, composer, has_story
from crm.web.kit.page import container
from crm.web.kit.view import Change, Entry, FieldView, Link

SIZE = 30
VERBS = {
    "create": N_("created this"), "edit": N_("changed this"), "assign": N_("handed this over"), "remove": N_("deleted this"),
    "restore": N_("brought this back"), "undo": N_("undid a change"), "import": N_("imported this"),
}  # fmt: skip
SOURCES = {
    "form": N_("form"), "inline": N_("inline"), "bulk": N_("bulk"), "import": N_("import"), "rule": N_("rule"),
    "merge": N_("merge"), "api": "API", "undo": N_("undo"), "system": N_("system"),
    "command": N_("command line"), "job": N_("job"),
}  # fmt: skip


def story(
    module: Module, row: Any, kind: str | None = None, before: str | None = None, refusal: Invalid | None = None, raw: Any = None
) -> dict[str, Any]:
    """What the timeline of the record page shows. `before` is where the last part ended."""
    at = _moment(before)
    found: list[tuple[datetime, Entry]] = []
    service = container().customer.activity() if has_story(module) else None
    if service and kind != "change":
        found += [(a.at, activity_entry(a)) for a in service.story(module.name, row.id, SIZE + 1, kind, at)]
    if kind in (None, "change"):
        lines = container().platform.journal().history(module.name, row.id, 200)
        found += [(when, entry) for when, entry in change_entries(module, row.id, lines) if at is None or when < at]
    found.sort(key=lambda pair: pair[0], reverse=True)
    more = url_for(f"{module.endpoint}.entries", id=row.id, kind=kind, before=found[SIZE - 1][0].isoformat()) if len(found) > SIZE else None
    values: dict[str, Any] = {"entries": tuple(entry for _, entry in found[:SIZE]), "more_entries_url": more}
    if before is None:
        values |= {"entry_tabs": tabs(module, row, kind), "next_step": None, **composer(module, row, refusal, raw)}
        if service and (task := service.next_step(module.name, row.id)):
            values["next_step"] = activity_entry(task)
    return values


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def tabs(module: Module, row: Any, kind: str | None) -> tuple[Link, ...]:
    base = f"{module.path}/{row.id}"
    kinds = [(option.value, option.label) for option in activity_kinds()] if has_story(module) else []
    listed = [(None, N_("All")), *kinds, ("change", N_("Changes"))]
    return tuple(Link(say(label), f"{base}?kind={name}" if name else base, current=name == kind) for name, label in listed)


def activity_entry(row: Any) -> Entry:
    option = next(o for o in activity_kinds() if o.value == row.kind)
    when = row.due_at if row.kind == "task" and row.due_at else row.at
    body = [escape(row.body)] if row.body else []
    if row.result:
        body.append(Markup("<b>{}</b> {}").format(say("Result:"), row.result))
    late = row.is_late(current.now())
    return Entry(
        id=f"a{row.id}",
        kind=row.kind,
        icon=option.icon,
        title=row.name,
        by=row.owner_name or say("System"),
        at=language.ago(row.at),
        at_full=language.moment(row.at),
        day=day(row.at),
        body=Markup("<br>").join(Markup(str(escape(part)).replace("\n", "<br>")) for part in body) if body else None,
        due=f"{say('Done')} {language.moment(row.done_at)}"
        if row.done_at
        else f"{say('Due')} {language.moment(when)}"
        if row.kind == "task"
        else None,
        tone="late" if late else "done" if row.done_at else None,
        url=f"/activities/{row.id}",
        done_url=url_for("customer_activity.finish", id=row.id) if row.is_open else None,
        edit_url=url_for("customer_activity.edit", id=row.id),
        origin=say(option.label),
    )


def day(at: datetime) -> str:
    """The heading of a day: today, yesterday, or the date with its weekday."""
    here = language.local(at).date()
    distance = (current.today() - here).days
    if distance in (0, 1):
        return say("Today") if distance == 0 else say("Yesterday")
    return f"{language.day(here)} {language.weekday(here)}"


def changes(module: Module, record_id: int, before: int | None = None) -> tuple[tuple[Entry, ...], int | None]:
    """The history of a record, and where its next part begins."""
    lines = container().platform.journal().history(module.name, record_id, 200, before)
    entries = [entry for _, entry in change_entries(module, record_id, lines)]
    return tuple(entries), lines[-1].change_set_id if len(lines) == 200 else None


def change_entries(module: Module, record_id: int, lines: Iterable[HistoryLine]) -> list[tuple[datetime, Entry]]:
    """One entry a change set; its fields in the reader's words."""
    return [
        (group[0].at, _change(module, record_id, group))
        for group in (list(g) for _, g in groupby(lines, key=lambda line: line.change_set_id))
    ]


def _change(module: Module, record_id: int, lines: list[HistoryLine]) -> Entry:
    first = lines[0]
    shown_changes = tuple(_field_change(module, line) for line in lines if line.field)
    mine = first.actor_id == current.actor().id or current.actor().may("journal.approve")
    source = say(SOURCES.get(first.source, first.source))
    title = say(VERBS.get(first.verb, N_("changed this")))
    if first.undone_by:
        title = say("{what} (undone)", what=title)
    return Entry(
        id=f"c{first.change_set_id}",
        kind="created" if first.verb == "create" else "change",
        icon={"create": "plus", "remove": "trash", "undo": "arrow-back-up"}.get(first.verb, "pencil"),
        title=title,
        by=f"{first.actor_name or say('System')} · {source}",
        at=language.ago(first.at),
        at_full=language.moment(first.at),
        day=day(first.at),
        changes=shown_changes,
        undo_url=url_for("platform_journal.undo", id=first.change_set_id) if mine and not first.undone_by else None,
    )


def _field_change(module: Module, line: HistoryLine) -> Change:
    return field_change(module, line.field or "", line.before, line.after)


def field_change(module: Module, name: str, before: str | None, after: str | None) -> Change:
    """A field's two values as they read; from the journal's JSON."""
    field = module.fields.get(name)
    if field is None:
        return Change(name, escape(before or ""), escape(after or ""))
    return Change(say(field.label), _worded(field, before), _worded(field, after))


def _worded(field: Field, text: str | None) -> Markup:
    value = json.loads(text) if text else None
    if value is None or value == [] or value == "":
        return Markup("")
    if field.kind_name in ("reference", "user", "department"):
        return escape(
            container()
            .records()
            .names({(field.target or field.kind_name, value)})
            .get((field.target or field.kind_name, value), f"#{value}")
        )
    if field.kind_name == "grants":
        return escape(say("{n} permissions", n=len(value)))
    if field.kind.several or field.kind_name in SHOWN:
        return shower(field)(value if field.kind.several else field.kind.parse(field, value))
    return escape(value)


def system_view(field: Field, row: Any) -> FieldView:
    return FieldView(field.name, say(field.label), shown(field, row))

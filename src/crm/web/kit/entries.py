"""The lines of a story: activities, change sets, and runs of small changes folded into one."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.module import Module, modules
from crm.domain.platform.file import File
from crm.domain.platform.follow import Titled
from crm.domain.platform.journal import HistoryLine
from crm.domain.platform.journal_words import SOURCES, VERBS
from crm.language import N_, say, say_many
from crm.web.kit.attached import file_view
from crm.web.kit.change import field_change, references
from crm.web.kit.composer import activity_kinds
from crm.web.kit.page import container
from crm.web.kit.view import Change, Entry

RUN = timedelta(minutes=10)
# A record by its number, with or without its name behind it; a person by his name.
RECORD = re.compile(r"#(\d{1,15})(?:\(([^()\n]{0,200})\))?")
MARKS = re.compile(RECORD.pattern + r"|(?<![A-Za-z0-9._+-])@([^\s@#,，。；;：、()（）<>]{1,40})")


def day(at: datetime) -> str:
    """The heading of a day: today, yesterday, or the date with its weekday."""
    here = language.local(at).date()
    distance = (current.today() - here).days
    if distance in (0, 1):
        return say("Today") if distance == 0 else say("Yesterday")
    return f"{language.day(here)} {language.weekday(here)}"


def named(rows: list[Any], module: Module, id: int) -> set[int]:
    """The records whose titles these activities need: the children they come from, and those named in their texts."""
    found = {row.subject_id for row in rows if row.subject_id and not _own(row, module, id)}
    return found | {int(mark[1]) for row in rows if row.body and "#" in row.body for mark in RECORD.finditer(row.body)}


def _own(row: Any, module: Module, id: int) -> bool:
    return row.subject_id in (None, id) and row.subject_module in (None, module.name)


def written(text: str, titles: dict[int, Titled]) -> Markup:
    """A text with its line breaks, its people marked and its records linked; of a record one may not see only its number."""
    parts, at = [], 0
    for mark in MARKS.finditer(text):
        parts.append(escape(text[at : mark.start()]))
        parts.append(_mark(mark, titles))
        at = mark.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts).replace("\n", Markup("<br>"))


def _mark(mark: re.Match[str], titles: dict[int, Titled]) -> Markup:
    if mark[3]:
        return Markup('<span class="mention">@{}</span>').format(mark[3])
    found = titles.get(int(mark[1]))
    if found is None:
        return escape(f"#{mark[1]}")
    return Markup('<a class="mention" href="{}/{}">{}</a>').format(modules()[found.module].path, found.id, found.title)


def activity_entry(
    row: Any, titles: dict[int, Titled] | None = None, about: tuple[Module, int] | None = None, files: Iterable[File] = ()
) -> Entry:
    option = next(o for o in activity_kinds() if o.value == row.kind)
    when = row.due_at if row.kind == "task" and row.due_at else row.at
    body = [written(row.body, titles or {})] if row.body else []
    if row.result:
        body.append(Markup("<b>{}</b> {}").format(say("Result:"), row.result))
    late = row.is_late(current.now())
    may = current.actor().may("activity.edit")
    child = (titles or {}).get(row.subject_id) if about and not _own(row, *about) else None
    return Entry(
        id=f"a{row.id}",
        kind=row.kind,
        icon="hourglass" if row.waiting else option.icon,
        title=row.name,
        by=row.owner_name or say("System"),
        at=language.ago(row.at),
        at_full=language.moment(row.at),
        day=day(row.at),
        body=Markup("<br>").join(body) if body else None,
        due=_due(row, when),
        tone="late" if late else "done" if row.done_at else "waiting" if row.waiting else None,
        url=f"/activities/{row.id}",
        done_url=f"/activities/{row.id}/completion" if row.is_open and may else None,
        edit_url=f"/activities/{row.id}/edit" if may else None,
        origin=say(option.label),
        child=child.title if child else None,
        child_url=f"{modules()[child.module].path}/{child.id}" if child else None,
        pin_url=f"/activities/{row.id}/pin" if may else None,
        pinned=row.pinned_at is not None,
        files=tuple(file_view(file) for file in files),
    )


def _due(row: Any, when: datetime) -> str | None:
    if row.done_at:
        return f"{say('Done')} {language.moment(row.done_at)}"
    if row.kind != "task":
        return None
    return say("Waiting until {at}", at=language.moment(when)) if row.waiting else f"{say('Due')} {language.moment(when)}"


# Changes -----------------------------------------------------------------------


class Changes:
    """Change sets of one record as entries; the names that they need are asked for once."""

    def __init__(self, module: Module, sets: list[list[HistoryLine]]):
        self.module = module
        values = ((line.field, text) for lines in sets for line in lines for text in (line.before, line.after))
        wanted = references(module, values)
        self.names = container().records().names(wanted) if wanted else {}

    def entry(self, lines: list[HistoryLine]) -> Entry:
        """One change set, its fields in the reader's words."""
        first = lines[0]
        mine = first.actor_id == current.actor().id or current.actor().may("journal.approve")
        title = say(VERBS.get(first.verb, N_("changed this")))
        if first.undone_by:
            title = say("{what} (undone)", what=title)
        return Entry(
            id=f"c{first.change_set_id}",
            kind="created" if first.verb == "create" else "change",
            icon={"create": "plus", "remove": "trash", "undo": "arrow-back-up"}.get(first.verb, "pencil"),
            title=title,
            by=f"{first.actor_name or say('System')} · {say(SOURCES.get(first.source, first.source))}",
            at=language.ago(first.at),
            at_full=language.moment(first.at),
            day=day(first.at),
            changes=self._changes((line.field, line.before, line.after) for line in lines),
            undo_url=f"/journal/{first.change_set_id}/undo" if mine and not first.undone_by else None,
        )

    def run(self, sets: list[list[HistoryLine]]) -> Entry:
        """A run of change sets, newest first, as one line: what it came to, and each step with its own way back."""
        if len(sets) == 1:
            return self.entry(sets[0])
        steps = tuple(self.entry(lines) for lines in sets)
        came: dict[str, tuple[str | None, str | None]] = {}
        for line in (line for lines in sets for line in lines):
            if line.field:
                came[line.field] = (line.before, came[line.field][1] if line.field in came else line.after)
        net = ((name, before, after) for name, (before, after) in came.items() if before != after)
        title = say_many("changed a field {steps} times", "changed {n} fields", len(came), steps=len(sets))
        return replace(steps[0], kind="change", icon="pencil", title=title, changes=self._changes(net), steps=steps, undo_url=None)

    def _changes(self, values: Iterable[tuple[str | None, str | None, str | None]]) -> tuple[Change, ...]:
        """Without the fields that the reader's roles hide from him."""
        fields = self.module.fields
        return tuple(field_change(self.module, name, before, after, self.names) for name, before, after in values if name in fields)


def runs_on(newest: list[HistoryLine], lines: list[HistoryLine]) -> bool:
    """Whether an earlier set belongs to the run that ends with the newest: plain changes of one person within ten minutes."""
    one, other = newest[0], lines[0]
    plain = one.verb == other.verb == "edit" and not one.undone_by and not other.undone_by
    return plain and one.actor_id == other.actor_id and one.at - other.at <= RUN

"""The story of a record: what was done with it and what was changed in it, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import request, session

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module
from crm.domain.platform.journal import HistoryLine
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.cell import shown
from crm.web.kit.composer import activity_kinds, has_story
from crm.web.kit.entries import Changes, activity_entry, named, runs_on
from crm.web.kit.page import container
from crm.web.kit.view import Entry, FieldView, Link

SIZE = 30
LATELY = timedelta(days=90)
PEOPLE = 6  # chips of people, the busiest first


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the story is shown: one kind, one person's part, only what is about the record itself."""

    kind: str | None = None
    who: int | None = None
    only: bool = False

    def url(self, base: str, **changes: Any) -> str:
        kind, who, only = (changes.get(name, getattr(self, name)) for name in ("kind", "who", "only"))
        return f"{base}?" + urlencode({"kind": kind or "all"} | ({"who": who} if who else {}) | ({"only": 1} if only else {}))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the part of a story that was shown ended, in each of its two streams."""

    at: datetime | None = None
    activity: int | None = None
    change: int | None = None

    @classmethod
    def read(cls, text: str | None) -> "Place":
        """From an address; what cannot be read begins at the top."""
        try:
            at, activity, change = (text or "").split("_")
            return cls(datetime.fromisoformat(at) if at else None, int(activity or 0), int(change) if change else None)
        except (ValueError, OverflowError):
            return cls()

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}_{self.activity or ''}_{self.change or ''}"


def choice_of(module: Module) -> Choice:
    """What the address asks for; without it what this person looked at last on a record of the module."""
    if "kind" not in request.args:
        kind, who, only = session.get("story", {}).get(module.name, (None, None, False))
        return Choice(kind, who, only)
    kinds = {option.value for option in activity_kinds()} | {"change"}
    kind = request.args["kind"]
    made = Choice(kind if kind in kinds else None, request.args.get("who", type=int), "only" in request.args)
    session["story"] = session.get("story", {}) | {module.name: (made.kind, made.who, made.only)}
    return made


def story(module: Module, row: Any, choice: Choice, before: str | None = None) -> dict[str, Any]:
    """The entries of one part of a story, and where the next part is had. `before` is where the last part ended."""
    place = Place.read(before)
    found = sorted((*_activities(module, row, choice, place), *_changes(module, row, choice, place)), key=_when, reverse=True)
    shown_now, more = found[:SIZE], None
    if len(found) > SIZE:
        more = f"{choice.url(url(module, 'entries', id=row.id))}&{urlencode({'before': str(_end(shown_now, place))})}"
    return {"entries": _entries(module, row, shown_now), "more_entries_url": more}


def _activities(module: Module, row: Any, choice: Choice, place: Place) -> list[Any]:
    if not has_story(module) or choice.kind == "change":
        return []
    before = (place.at, place.activity or 0) if place.at else None
    return container().customer.activity().story(module.name, row.id, SIZE + 1, choice.kind, choice.who, choice.only, before)


def _changes(module: Module, row: Any, choice: Choice, place: Place) -> list[list[HistoryLine]]:
    if choice.kind not in (None, "change"):
        return []
    lines = container().platform.journal().history(module.name, row.id, SIZE + 1, place.change, choice.who)
    return sets_of(lines)


def sets_of(lines: list[HistoryLine]) -> list[list[HistoryLine]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line.change_set_id)]


def _when(one: Any) -> tuple[datetime, int]:
    return (one[0].at, one[0].change_set_id) if isinstance(one, list) else (one.at, one.id)


def _end(found: list[Any], place: Place) -> Place:
    """Each stream goes on behind its own last line, so that nothing is told twice or left out."""
    activity = next((one for one in reversed(found) if not isinstance(one, list)), None)
    change = next((one for one in reversed(found) if isinstance(one, list)), None)
    return Place(
        activity.at if activity else place.at,
        activity.id if activity else place.activity,
        change[0].change_set_id if change else place.change,
    )


def _entries(module: Module, row: Any, found: list[Any]) -> tuple[Entry, ...]:
    rows = [one for one in found if not isinstance(one, list)]
    titles = container().platform.follow().titles(named(rows, module, row.id))
    files = container().platform.file().of_entries([one.id for one in rows])
    changes = Changes(module, [one for one in found if isinstance(one, list)])
    made = []
    for run in _runs(found):
        made.append(changes.run(run) if isinstance(run, list) else activity_entry(run, titles, (module, row.id), files.get(run.id, ())))
    return tuple(made)


def _runs(found: list[Any]) -> Iterator[Any]:
    """Activities as they are; change sets gathered in runs, newest first."""
    run: list[list[HistoryLine]] = []
    for one in found:
        if run and not (isinstance(one, list) and runs_on(run[0], one)):
            yield run
            run = []
        if isinstance(one, list):
            run.append(one)
        else:
            yield one
    if run:
        yield run


# Around the story --------------------------------------------------------------


def tally(module: Module, row: Any) -> list[Any]:
    return container().customer.activity().tally(module.name, row.id, current.now() - LATELY)


def chips(module: Module, row: Any, choice: Choice, counted: list[Any]) -> dict[str, Any]:
    """The kinds and the people with their counts, and the switch that leaves out what belongs to children."""
    base = url(module, "show", id=row.id)
    labels = [(option.value, option.label) for option in activity_kinds()] if has_story(module) else []
    kinds, people = (
        _sum(counted, "kind", choice.who and ("owner_id", choice.who)),
        _sum(counted, "owner_id", choice.kind and ("kind", choice.kind)),
    )
    names = {one.owner_id: one.owner_name for one in counted if one.owner_id and one.owner_name}
    tabs = [Link(say("All"), choice.url(base, kind=None), current=choice.kind is None, count=_number(sum(kinds.values())))]
    for name, label in (*labels, ("change", N_("Changes"))):
        if kinds.get(name) or name == choice.kind:
            tabs.append(Link(say(label), choice.url(base, kind=name), current=name == choice.kind, count=_number(kinds.get(name, 0))))
    busiest = sorted((id for id in people if id in names), key=lambda id: -people[id])[:PEOPLE]
    chosen = [choice.who] if choice.who and choice.who not in busiest else []
    persons = tuple(
        Link(
            names.get(id, f"#{id}"),
            choice.url(base, who=None if id == choice.who else id),
            current=id == choice.who,
            count=_number(people.get(id, 0)),
        )
        for id in (*busiest, *chosen)
    )
    only = Link(say("This record only"), choice.url(base, only=not choice.only), current=choice.only) if module.name == "account" else None
    return {"entry_tabs": tuple(tabs), "entry_people": persons if len(persons) > 1 or choice.who else (), "entry_only": only}


def _sum(counted: list[Any], by: str, where: Any) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for one in counted:
        if not where or getattr(one, where[0]) == where[1]:
            found[getattr(one, by)] = found.get(getattr(one, by), 0) + one.count
    return found


def _number(count: int) -> str:
    return language.number(count) if count < 1000 else "999+"


def changes(module: Module, record_id: int, before: int | None = None) -> tuple[tuple[Entry, ...], int | None]:
    """The history of a record, one entry a change set, and where its next part begins."""
    sets = sets_of(container().platform.journal().history(module.name, record_id, SIZE + 1, before))
    made = Changes(module, sets[:SIZE])
    return tuple(made.entry(lines) for lines in sets[:SIZE]), sets[SIZE - 1][0].change_set_id if len(sets) > SIZE else None


def system_view(field: Field, row: Any) -> FieldView:
    return FieldView(field.name, say(field.label), shown(field, row))

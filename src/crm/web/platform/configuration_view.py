"""Differences of configurations in words: what is new, what is changed field by field, what only stands here."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import modules
from crm.domain.kit.plain import dumps
from crm.domain.platform.configuration import Difference, as_key
from crm.domain.platform.field_right import LABELS
from crm.domain.platform.journal import ChangeItem, ChangeSet
from crm.domain.platform.journal_words import VERBS
from crm.domain.platform.role import EXTRA, SCOPES, VERB_LABELS
from crm.domain.platform.setting import SETTINGS
from crm.language import N_, say
from crm.service.platform.configuration import Compared
from crm.service.platform.configuration_beside import VIEW_FIELDS, Part, RightPart, SettingPart, ViewPart, place_words
from crm.service.platform.configuration_part import RecordPart, titled
from crm.web.kit.change import field_change
from crm.web.kit.view import Link

KINDS = {
    "added": Link(N_("New"), "", tone="ok"), "changed": Link(N_("Changed"), "", tone="info"),
    "missing": Link(N_("Only here"), "", tone="warn"),
}  # fmt: skip
LONGEST = 300
SHOWN = 12  # fields of a new thing, items of a change set


@dataclass(frozen=True, slots=True)
class Row:
    """One difference: its tick, what it is, its fields as (name, here, there)."""

    mark: str
    title: str
    kind: Link
    ticked: bool
    unknown: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """The differences of one part."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A change set of the history: who, when, what, and its items as (name, before, after)."""

    title: str
    part: str
    by: str
    at: str
    at_full: str
    url: str
    undo_url: str | None
    items: tuple[tuple[str, Any, Any], ...]
    more: int


def parts(found: list[Compared], marks: Collection[str] | None = None) -> tuple[PartView, ...]:
    """All differences, part by part. Ticked is what was, at first whatever can be written and removes nothing."""
    return tuple(
        PartView(say(next(iter(rows)).part.label), tuple(_row(one, marks) for one in rows))
        for rows in (list(group) for _, group in groupby(found, key=lambda one: one.difference.part))
    )


def _row(one: Compared, marks: Collection[str] | None) -> Row:
    found = one.difference
    ticked = found.kind != "missing" and not one.unknown if marks is None else found.mark in marks
    kind = KINDS[found.kind]
    return Row(
        found.mark, one.title, Link(say(kind.label), "", tone=kind.tone), ticked,
        tuple(dict.fromkeys(say(why) for why in one.unknown)), tuple(_fields(one.part, found)),
    )  # fmt: skip


def _fields(part: Part, found: Difference) -> Iterator[tuple[str, str, str]]:
    if found.kind == "added" and found.there:
        given = [(name, value) for name, value in found.there.items() if value not in (None, "", [], {}, False)]
        for name, value in given[:SHOWN]:
            yield say(part.label_of(name)), "", _said(part, found, name, value)
    for name, (here, there) in found.fields.items():
        if isinstance(here, dict) and isinstance(there, dict) and name in MAPS:
            words, value = MAPS[name]
            yield from ((words(key), value(here.get(key)), value(there.get(key))) for key in _differing(here, there))
        else:
            yield say(part.label_of(name)), _said(part, found, name, here), _said(part, found, name, there)


def _differing(here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """Only the permissions, or the fields, that differ."""
    return [name for name in sorted(here.keys() | there.keys()) if here.get(name) != there.get(name)]


def _permission(name: str) -> str:
    module, _, verb = name.partition(".")
    label = modules()[module].label if module in modules() else EXTRA[module][0] if module in EXTRA else module
    return f"{say(label)} · {say(VERB_LABELS.get(verb, verb))}"


def _scope(value: Any) -> str:
    return next((say(label) for scope, label in SCOPES.items() if scope == (value or 0)), str(value))


def _level(value: Any) -> str:
    """What a role may do with a field."""
    return say(LABELS.get(str(value or ""), str(value)))


BESIDE = {part.name: part.label for part in (RightPart, ViewPart, SettingPart)}
# Values of a document that are maps: how a key is said, and how a value.
MAPS = {"grants": (_permission, _scope), "levels": (place_words, _level)}


def _said(part: Part, found: Difference, name: str, value: Any) -> str:
    """A value of a document as it reads."""
    field = part.fields.get(name) if isinstance(part, RecordPart) else SETTINGS.get(titled(found.key))
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, dict) and name in MAPS:
        return "; ".join(f"{MAPS[name][0](key)}: {MAPS[name][1](one)}" for key, one in sorted(value.items()))[:LONGEST]
    return _text(field, value)[:LONGEST]


def _text(field: Field | None, value: Any) -> str:
    if isinstance(value, list):
        if field and field.options and field.kind.several:
            return ", ".join(say(field.label_of(one)) for one in value)
        if all(isinstance(one, dict) for one in value):
            return ", ".join(str(one.get(current.language()) or one.get("zh") or dumps(one)) for one in value)
        return ", ".join(titled(as_key(one)) for one in value) if isinstance(value[0], list) else titled(as_key(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return say(field.label_of(value)) if field and field.options else str(value)


def line(found: ChangeSet, items: list[ChangeItem], names: dict[tuple[str, int], str], may_undo: bool) -> Line:
    """A change set of configuration. `names`: what the records it changed are called."""
    module = modules().get(found.module)
    what = say(VERBS.get(found.verb, N_("changed this")))
    title = SETTINGS[found.title].label if module is None and found.title in SETTINGS else found.title
    part = say(module.label if module else BESIDE.get(found.module, found.module))
    return Line(
        title=(say(title) if title else part) + ("" if found.count == 1 else say(" and {n} more", n=language.number(found.count - 1))),
        part=part,
        by=f"{found.actor_name or say('System')} · {what}" + (f" ({say('undone')})" if found.undone_by else ""),
        at=language.ago(found.at),
        at_full=language.moment(found.at),
        url=f"/journal/{found.id}",
        undo_url=f"/journal/{found.id}/undo" if may_undo and not found.undone_by else None,
        items=tuple(_item(item, names) for item in items[:SHOWN]),
        more=max(len(items) - SHOWN, 0),
    )


def _item(item: ChangeItem, names: dict[tuple[str, int], str]) -> tuple[str, Any, Any]:
    module = modules().get(item.module)
    title = names.get((item.module, item.record_id), "")
    if item.field is None:
        return title or f"#{item.record_id}", say("there") if item.before else "", say("there") if item.after else ""
    if module:
        change = field_change(module, item.field, item.before, item.after, names)
        return (f"{title} · {change.field}" if title else change.field), change.before, change.after
    if item.module == RightPart.name:
        before, after = (_level(json.loads(text) if text else "") for text in (item.before, item.after))
        return place_words(item.field), before, after
    if item.module == ViewPart.name:
        return say(VIEW_FIELDS.get(item.field, item.field)), (item.before or "")[:LONGEST], (item.after or "")[:LONGEST]
    field = SETTINGS.get(item.field)
    return say(field.label) if field else item.field, _setting(field, item.before), _setting(field, item.after)


def _setting(field: Field | None, text: str | None) -> str:
    value = json.loads(text) if text else None
    return "—" if value is None else say(field.label_of(value)) if field else str(value)

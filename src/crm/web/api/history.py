"""The history of a record: who changed what, when and how, newest first."""

import json
from itertools import groupby
from typing import Any

from crm.domain.kit.custom import HIDDEN
from crm.domain.kit.module import Module
from crm.domain.kit.veil import limits_of, said
from crm.domain.platform.journal import HistoryLine
from crm.web.kit.page import container

SIZE, SIDES = 50, ("before", "after")


def history(module: Module, id: int, before: int | None) -> dict[str, Any]:
    """A page of change sets, and where the next page begins."""
    lines = container().platform.journal().history(module.name, id, SIZE + 1, before)
    sets = [list(group) for _, group in groupby(lines, key=lambda line: line.change_set_id)]
    return {"items": [_set(module, group) for group in sets[:SIZE]], "next": sets[SIZE - 1][0].change_set_id if len(sets) > SIZE else None}


def _set(module: Module, lines: list[HistoryLine]) -> dict[str, Any]:
    first = lines[0]
    return {
        "change_set": first.change_set_id,
        "at": first.at,
        "actor_id": first.actor_id,
        "actor_name": first.actor_name,
        "source": first.source,
        "verb": first.verb,
        "version": first.version,
        "undoes": first.undoes_id,
        "undone_by": first.undone_by,
        "changes": [seen for line in lines for change in _changes(line) if (seen := _seen(module, change))],
    }


def _changes(line: HistoryLine) -> list[dict[str, Any]]:
    """One a field; of a record that was created or removed, every field that had a value."""
    before, after = (json.loads(text) if text else None for text in (line.before, line.after))
    if line.field:
        return [{"field": line.field, "before": before, "after": after}]
    old, new = before or {}, after or {}
    filled = [name for name in {**old, **new} if old.get(name) not in (None, [], {}) or new.get(name) not in (None, [], {})]
    return [{"field": name, "before": old.get(name), "after": new.get(name)} for name in filled]


def _seen(module: Module, change: dict[str, Any]) -> dict[str, Any] | None:
    """The change as whoever acts may read it; nothing of a field that is hidden from him."""
    known, level = module.whole.get(change["field"]), limits_of(module.name).get(change["field"])
    if level == HIDDEN:
        return None
    return change | {side: said(module.name, known.name, known.kind_name, change[side]) for side in SIDES} if known and level else change

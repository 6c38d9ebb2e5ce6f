"""Two people change one record: different fields merge; the same field is shown to the second with all three values."""

import json
from typing import Any

from crm.domain.kit.field import Draft, revised
from crm.domain.kit.module import Module
from crm.domain.kit.plain import canonical
from crm.domain.platform.journal import HistoryLine


def merge(
    module: Module, row: Any, mine: Draft, given: set[str], lines: list[HistoryLine]
) -> tuple[Draft, dict[str, tuple[Any, Any, Any]]]:
    """(what to write, conflicts). `lines` are the changes since the version that was on screen, oldest first.

    A conflict maps a field to (original, theirs, mine).
    """
    original: dict[str, Any] = {}
    for line in lines:
        if line.field and line.field not in original:
            original[line.field] = json.loads(line.before) if line.before else None
    kept: dict[str, Any] = {}
    conflicts: dict[str, tuple[Any, Any, Any]] = {}
    for name in given & set(module.draft.fields):
        if name not in original:
            continue
        theirs, own = getattr(row, name), getattr(mine, name)
        if _same(own, original[name]):
            kept[name] = theirs
        elif not _same(own, theirs):
            conflicts[name] = (original[name], theirs, own)
    return revised(mine, kept), conflicts


def _same(one: Any, other: Any) -> bool:
    return canonical(one) == canonical(other)

"""What is derived from a record's own values: how it is sorted, what it is found by, and what a twin of it is known by."""

from typing import Any, NamedTuple

from crm.domain.kit.company import company_key
from crm.domain.kit.module import Module
from crm.domain.kit.pinyin import sort_key
from crm.domain.kit.sealed import Marked
from crm.domain.kit.tokens import index_tokens
from crm.domain.kit.twin import matcher_of
from crm.domain.kit.twin_aspect import is_compared


class Derived(NamedTuple):
    """Worked out by whoever has the time: an import has it done ahead, in a process of its own. The keys by which likely twins
    are found are not among it: an import leaves them to a job."""

    sort_key: str
    tokens: str
    keys: tuple[tuple[str, str], ...]


def derive(module: Module, row: Any) -> Derived:
    return Derived(sort_key(module.title(row)), tokens(module, row), keys(module, row))


def tokens(module: Module, row: Any) -> str:
    """The words of the search index."""
    parts: list[str] = []
    for name in module.indexed:
        if value := getattr(row, name):
            parts.extend(value if isinstance(value, list) else (str(value),))
    return " ".join(index_tokens(parts))


def keys(module: Module, row: Any) -> tuple[tuple[str, str], ...]:
    """(kind, normalised value) by which a twin would be known; of what lies sealed the mark is kept."""
    found, fields = [], module.whole
    for name in module.keys:
        if not (value := getattr(row, name)):
            continue
        field = fields[name]
        kind = name if name == "name" else field.kind_name
        for one in value if isinstance(value, list) else (value,):
            if one and (folded := company_key(one) if name == "name" else str(one).casefold()):
                found.append((kind, Marked(folded, kind) if field.encrypted else folded))
    return tuple(found)


def all_keys(module: Module, row: Any) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(keys(module, row) + blocks(module, row)))


def blocks(module: Module, row: Any) -> tuple[tuple[str, str], ...]:
    """(kind, key) that it shares with records which are alike: those are compared, and no others."""
    if not is_compared(module):
        return ()
    return tuple(sorted(matcher_of(module).keys_of(vars(row))))

"""What the configuration is made of, read and written by names, never by ids: the records of modules."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from crm import current
from crm.domain.kit.access import Scope
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import canonical, dumps
from crm.domain.kit.veil import limits_of
from crm.domain.platform.configuration import (
    UNSEEN,
    Difference,
    Key,
    Row,
    as_key,
    key_of,
    keyed,
    named_filter,
    ordered,
    pointers,
    resolved,
    target_of,
)
from crm.errors import CrmError, Invalid
from crm.language import Words

MOST = 100_000


class Unknown(CrmError):
    """A document points at a record that is not here."""

    def __init__(self, module: str, key: Key):
        self.module, self.key = module, key
        label = modules()[module].label if module in modules() else module
        super().__init__(Words("There is no {what} “{name}” here.", what=Words(label), name=titled(key)))


def titled(key: Key) -> str:
    return " / ".join(str(part) for part in key if part not in (None, ""))


class Names:
    """What records are called in every installation, and who is called so in this one. Each module is read once; `rows` are those that
    were read together."""

    def __init__(self, records: Callable[[str], Any], rows: dict[str, dict[int, Any]]):
        self.records = records
        self.rows = rows
        self.ids: dict[str, dict[Key, int]] = {}

    def of(self, module: str) -> dict[int, Any]:
        """All records of a module, whoever acts: others point at them."""
        if module not in self.rows:
            with current.acting(actor=current.everyone()):
                found = self.records(module).page(Query(size=MOST))
            self.rows[module] = {row.id: row for row in sorted(found, key=lambda row: row.id)}
        return self.rows[module]

    def name(self, module: str, id: int) -> list[Any]:
        """The key of a record; its number, where nothing else is known to tell it from others."""
        described = modules().get(module)
        row = self.of(module).get(id) if described and self._is_known(described) else None
        if described is None or row is None:
            return [f"{UNSEEN}{id}"]
        if module == "user":
            return [row.account]
        if module == "department":
            return [*(self.name(module, row.parent_id) if row.parent_id else []), row.name]
        return list(key_of(described.configuration, self.keys(described, row)))

    @staticmethod
    def _is_known(module: Module) -> bool:
        return bool(module.configuration) or module.name in ("user", "department")

    def keys(self, module: Module, row: Any) -> Row:
        """The fields of the key, as a document has them."""
        return {name: self.value(module.draft.own[name], row) for name in module.configuration}

    def value(self, field: Field, row: Any) -> Any:
        found = getattr(row, field.name)
        if target := target_of(field):
            if isinstance(found, list):
                return sorted((self.name(target, id) for id in found), key=lambda key: canonical(key) or "")
            return None if found is None else self.name(target, found)
        if found and (field.filters or field.name == "condition"):
            return named_filter(found, self._filtered(field, row), self.name)
        return json.loads(canonical(found) or "null")

    @staticmethod
    def _filtered(field: Field, row: Any) -> Module | None:
        """The module whose records a condition finds: named by the field, by another field of the row, or by what it belongs to."""
        named = field.filters if field.filters in modules() else getattr(row, field.filters or "module", None)
        return modules().get(named or "account")

    def id(self, module: str, key: Key) -> int:
        """The record that is called so; raises Unknown."""
        found = self._known(module).get(key) if module in modules() and self._is_known(modules()[module]) else None
        if found is None:
            raise Unknown(module, key)
        return found

    def made(self, module: str, key: Key, id: int) -> None:
        """From now on a record is called so."""
        self._known(module)[key] = id

    def _known(self, module: str) -> dict[Key, int]:
        if module not in self.ids:
            self.ids[module] = {tuple(self.name(module, id)): id for id in reversed(self.of(module))}
        return self.ids[module]


def several(value: Any) -> list[Any]:
    """The values of a field of several, whoever wrote them."""
    return value if isinstance(value, list) else [] if value is None else [value]


class RecordPart:
    """The records of one module."""

    def __init__(self, service: Any):
        self.service = service
        self.module: Module = service.module
        self.name, self.label, self.key = self.module.name, self.module.plural, self.module.configuration
        self.fields = {name: field for name, field in self.module.draft.own.items() if field.kind_name != "file"}

    def may_see(self) -> bool:
        """A part with gaps would be taken for one whose fields are empty."""
        return current.actor().grants.covers(self.module.permission("view"), Scope.ALL) and not limits_of(self.module.name)

    def label_of(self, field: str) -> str:
        return self.fields[field].label if field in self.fields else field

    def read(self, names: Names) -> tuple[list[Row], dict[Key, int]]:
        """The rows in the order of a document, and the ids of their keys."""
        found = [({name: names.value(field, row) for name, field in self.fields.items()}, at) for at, row in names.of(self.name).items()]
        place = {id(row): at for row, at in found}  # no name is both a variable and a function: Python 3.12.1 mixes them up
        rows = ordered(self.key, [row for row, _ in found])
        return rows, {key: place[id(row)] for key, row in keyed(self.key, rows).items()}

    def points(self, row: Row) -> Iterator[tuple[str, Key]]:
        """What a row of a document points at: (module, key)."""
        for name, field in self.fields.items():
            value = row.get(name)
            if (target := target_of(field)) and value not in (None, []):
                yield from ((target, as_key(one)) for one in (several(value) if field.kind.several else [value]))
            elif field.filters or name == "condition":
                yield from pointers(value)

    def raw(self, row: Row, names: Names) -> Row:
        """The values with the ids of this installation, as they are typed in; what this program does not know is left out."""
        found: Row = {}
        for name, field in self.fields.items():
            if name not in row:
                continue
            value, target = row[name], target_of(field)
            if target and field.kind.several:
                value = [names.id(target, as_key(one)) for one in several(value)]
            elif target and value is not None:
                value = names.id(target, as_key(value))
            elif value and (field.filters or name == "condition") and not isinstance(value, str):
                value = dumps(resolved(value, names.id))
            found[name] = several(value) if field.kind.several else value
        return found

    def write(self, one: Difference, ids: dict[Key, int], names: Names) -> None:
        """Make or change one record, by the service's own rules."""
        if one.there is None:
            return
        if one.here is None:
            names.made(self.name, one.key, self.make(self.raw(one.there, names)).id)
        else:
            self.service.change(ids[one.key], self.raw({name: there for name, (_, there) in one.fields.items()}, names))

    def make(self, raw: Row) -> Any:
        """A new record of these values."""
        return self.service.create(self.module.draft.parse(raw))

    def remove(self, ids: list[int]) -> None:
        outcome = self.service.remove_all(ids)
        if outcome.refused:
            id, why = next(iter(outcome.refused.items()))
            raise Invalid({"": Words("{name}: {why}", name=outcome.titles.get(id, f"#{id}"), why=why)})


class FieldPart(RecordPart):
    """Added fields: records may still hold values of one that was removed, so it comes back instead of a new one."""

    def make(self, raw: Row) -> Any:
        lost = next((row for row in self.service.removed(raw.get("module")) if row.name == raw.get("name")), None)
        return self.service.change(self.service.restore(lost.id).id, raw) if lost else super().make(raw)

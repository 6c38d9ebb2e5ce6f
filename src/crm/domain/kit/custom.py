"""Fields that an administrator added: a snapshot of one database's definitions, which the acting context carries.

Nothing of it is kept for the process: who acts on another database brings another snapshot along.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from crm import current

if TYPE_CHECKING:
    from crm.domain.kit.field import Field

T = TypeVar("T")
PREFIX = "x_"
NAMED = "__name"  # x_partner__name: what the record is called that x_partner points at
HIDDEN, READ_ONLY = "hidden", "read_only"


@dataclass(frozen=True)
class Custom:
    """A row of a module to which fields may be added: their values as JSON has them."""

    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to one module, as far as whoever acts may see it and write it."""

    seen: "Mapping[str, Field]"
    written: "Mapping[str, Field]"


EMPTY = Added({}, {})


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The added fields of all modules at one moment; `rights` says which roles may not see or write which field."""

    stamp: int | None = None
    fields: "Mapping[str, Mapping[str, Field]]" = field(default_factory=dict)
    rights: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)  # (module, field) -> role -> level
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def all(self, module: str) -> "Mapping[str, Field]":
        """Every added field, whoever acts: what is stored and journalled."""
        return self.fields.get(module, {})

    def added(self, module: str) -> Added:
        if module not in self.fields:
            return EMPTY
        limits = self.limits()
        return self.made(("added", module, limits), lambda: self._added(module, dict(limits)))

    def _added(self, module: str, limits: Mapping[tuple[str, str], str]) -> Added:
        seen = {name: one for name, one in self.fields[module].items() if limits.get((module, name)) != HIDDEN}
        return Added(seen, {name: one for name, one in seen.items() if not one.computed and (module, name) not in limits})

    def limits(self) -> tuple[tuple[tuple[str, str], str], ...]:
        """((module, field), level) of what whoever acts may not do. Several roles add up: the mildest of them holds."""
        actor = current.actor()
        if not self.rights or actor.grants.everything:
            return ()
        return self.made(("limits", actor.roles), lambda: tuple(self._limits(actor.roles)))

    def _limits(self, roles: tuple[int, ...]) -> Any:
        for place, levels in self.rights.items():
            found = [levels.get(role) for role in roles]
            if found and None not in found:
                yield place, HIDDEN if all(level == HIDDEN for level in found) else READ_ONLY

    def made(self, key: Any, make: Callable[[], T]) -> T:
        """What was made for this snapshot before."""
        if (known := self.kept.get(key)) is None:
            known = self.kept[key] = make()
        return known

    def __reduce__(self) -> Any:
        return Snapshot, (self.stamp, self.fields, self.rights)  # another process makes its own


NOTHING = Snapshot()


def here() -> Snapshot:
    """The snapshot of whoever acts."""
    return current.context().fields or NOTHING


class Fields:
    """The fields of a draft class: those declared in it, and those added to its module that may be written."""

    def __init__(self, own: "dict[str, Field]"):
        self.own = own

    def __get__(self, _: Any, cls: Any) -> "dict[str, Field]":
        added = here().added(cls.module_name).written
        return here().made(("draft", cls, id(added)), lambda: {**self.own, **added}) if added else self.own


class Extended(Generic[T]):
    """A tuple of a module's description that added fields extend; `more` says with what."""

    def __init__(self, more: Callable[["Mapping[str, Field]", "Mapping[str, Field]"], tuple[T, ...]], *default: Any):
        self.more, self.default = more, default

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, module: Any, owner: type | None = None) -> tuple[T, ...]:
        if module is None:
            if self.default:
                return self.default[0]
            raise AttributeError(self.name)  # so a dataclass knows that there is no default
        own = module.__dict__[self.name]
        added = here().added(module.name)
        return (
            own if added is EMPTY else here().made((self.name, module.name, id(added)), lambda: own + self.more(added.seen, added.written))
        )

    def __set__(self, module: Any, value: tuple[T, ...]) -> None:
        module.__dict__[self.name] = value


def value_of(row: Any, name: str) -> Any:
    """An added field's value as its kind has it; the name of what a reference points at; what is stored when the field is gone."""
    if name.endswith(NAMED):
        return row.__dict__.get("named", {}).get(row.__dict__.get("custom", {}).get(name.removesuffix(NAMED)))
    raw = row.__dict__.get("custom", {}).get(name)
    known = here().all(row.module_name).get(name)
    if known is None:
        return raw
    return known.kind.empty() if raw is None else known.kind.load(known, raw)


def stored(known: "Mapping[str, Field]", before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored, over those that were there; what is empty is left out."""
    found = dict(before)
    for name, value in values.items():
        if value is None or value == [] or value == "":
            found.pop(name, None)
        else:
            found[name] = known[name].kind.dump(known[name], value)
    return found

"""Fields that an administrator added, and what roles may do with any field: a snapshot of one database's definitions and rights,
which the acting context carries.

Nothing of it is kept for the process: who acts on another database brings another snapshot along.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from crm import current
from crm.domain.kit.formula import inputs

if TYPE_CHECKING:
    from crm.domain.kit.field import Field

T = TypeVar("T")
PREFIX = "x_"
NAMED = "__name"  # x_partner__name: what the record is called that x_partner points at
# What a role may do with a field, where that is not everything: hidden is neither seen nor written; masked is seen in part and may be
# written anew; read_only is seen and not written.
HIDDEN, MASKED, READ_ONLY = "hidden", "masked", "read_only"
LEVELS = (HIDDEN, MASKED, READ_ONLY)


@dataclass(frozen=True)
class Custom:
    """A row of a module to which fields may be added: their values as JSON has them."""

    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to one module, as far as whoever acts may see it and write it; and what he may not do with any of its fields."""

    seen: "Mapping[str, Field]"
    written: "Mapping[str, Field]"
    limits: Mapping[str, str] = field(default_factory=dict)  # field, built in or added -> level
    unread: Mapping[str, str] = field(default_factory=dict)  # those that are hidden or masked

    def left(self, known: "Mapping[str, Field]", but: tuple[str, ...] = (HIDDEN,)) -> "dict[str, Field]":
        """The fields without those of these levels; the masked ones say that they are."""
        return {
            name: replace(one, masked=True) if self.limits.get(name) == MASKED else one
            for name, one in known.items()
            if self.limits.get(name) not in but
        }


EMPTY = Added({}, {})


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The added fields of all modules at one moment; `rights` says which roles may not see or write which field, added or built in."""

    stamp: int | None = None
    fields: "Mapping[str, Mapping[str, Field]]" = field(default_factory=dict)
    rights: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)  # (module, field) -> role -> level
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def all(self, module: str) -> "Mapping[str, Field]":
        """Every added field, whoever acts: what is stored and journalled."""
        return self.fields.get(module, {})

    def added(self, module: str) -> Added:
        limits = self.limits()
        if module not in self.fields and not limits:
            return EMPTY
        actor = current.actor()  # the program itself may see everything for a while, with the roles of whoever asked
        who = (actor.grants.everything, actor.roles) if limits else ()
        return self.made(("added", module, who), lambda: self._added(module, limits))

    def _added(self, module: str, limits: tuple[tuple[tuple[str, str], str], ...]) -> Added:
        here = {name: level for (of, name), level in limits if of == module}
        known = self.all(module)
        if not known and not here:
            return EMPTY
        bare = Added({}, {}, here, {name: level for name, level in here.items() if level != READ_ONLY})
        written = {name: one for name, one in bare.left(known, (HIDDEN, READ_ONLY)).items() if not one.computed}
        return replace(bare, seen=bare.left(known), written=written)

    def limits(self) -> tuple[tuple[tuple[str, str], str], ...]:
        """((module, field), level) of what whoever acts may not do. Several roles add up: who sees a field in one role and writes it in
        another does both."""
        actor = current.actor()
        return self._shut() if actor.grants.everything else self.limits_of(actor.roles)

    def _shut(self) -> tuple[tuple[tuple[str, str], str], ...]:
        """What administrators see masked too: it opens something."""
        return self.made(("shut",), lambda: tuple((place, MASKED) for place, one in self.rights.items() if getattr(one, "shut", False)))

    def limits_of(self, roles: tuple[int, ...]) -> tuple[tuple[tuple[str, str], str], ...]:
        """The same of whoever holds these roles and is no administrator. A formula would tell what it reads."""
        return self.made(("limits", roles), lambda: tuple(self._told(dict(self._limits(roles))).items())) if self.rights else ()

    def _limits(self, roles: tuple[int, ...]) -> Any:
        for place, levels in self.rights.items():
            found = {levels.get(role) for role in roles}
            if found and None not in found and not {MASKED, READ_ONLY} <= found:
                yield place, next((level for level in (READ_ONLY, MASKED) if level in found), HIDDEN)

    def _told(self, limits: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """With the formulas over what is hidden or masked hidden as well; a formula reads no other."""
        unread = {place for place, level in limits.items() if level != READ_ONLY}
        if not unread:
            return limits
        formulas = ((module, one) for module, known in self.fields.items() for one in known.values() if one.computed == "formula")
        return limits | {(module, one.name): HIDDEN for module, one in formulas if {(module, of) for of in inputs(one.formula)} & unread}

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
        added = here().added(cls.module_name)
        if added is EMPTY:
            return self.own
        return here().made(("draft", cls, id(added)), lambda: {**added.left(self.own, (HIDDEN, READ_ONLY)), **added.written})


class Extended(Generic[T]):
    """A tuple of a module's description that added fields extend: `more` says with what. Names of fields at one of the levels `but` are
    left out of it for whoever acts."""

    def __init__(
        self, more: Callable[["Mapping[str, Field]", "Mapping[str, Field]"], tuple[T, ...]], *default: Any, but: tuple[str, ...] = (HIDDEN,)
    ):
        self.more, self.default, self.but = more, default, but

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, module: Any, owner: type | None = None) -> tuple[T, ...]:
        if module is None:
            if self.default:
                return self.default[0]
            raise AttributeError(self.name)  # so a dataclass knows that there is no default
        own = module.__dict__[self.name]
        added = here().added(module.name)
        return own if added is EMPTY else here().made((self.name, module.name, id(added)), lambda: self._made(own, added))

    def _made(self, own: tuple[T, ...], added: Added) -> tuple[T, ...]:
        shut = {name for name, level in added.limits.items() if level in self.but}
        return tuple(left for one in own + self.more(added.seen, added.written) if (left := self._without(one, shut)))

    @staticmethod
    def _without(one: T, shut: set[str]) -> T | None:
        """A name of a field, or what holds `names` of several."""
        if isinstance(one, str):
            return None if one in shut else one
        names = tuple(name for name in one.names if name not in shut)  # type: ignore[attr-defined]
        return replace(one, names=names) if names else None  # type: ignore[type-var]

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

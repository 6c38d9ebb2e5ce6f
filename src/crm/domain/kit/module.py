"""What a module says of itself: the one description that pages, API, import and search are made from."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from crm.domain.kit import custom
from crm.domain.kit.access import VERBS
from crm.domain.kit.custom import HIDDEN, MASKED, READ_ONLY, Extended
from crm.domain.kit.field import Draft, Field, Record
from crm.language import N_

SYSTEM_FIELDS = (
    Field("user", N_("Owner"), "owner_id", shown="owner_name"),
    Field("department", N_("Department"), "department_id", shown="department_name"),
    Field("reference", N_("Public pool"), "pool_id", target="pool", shown="pool_name"),  # where records may lie in one
    Field("datetime", N_("Created"), "created_at", nullable=False),
    Field("datetime", N_("Updated"), "updated_at", nullable=False),
    Field("datetime", N_("Last touch"), "touched_at"),
    Field("datetime", N_("In this stage since"), "stage_at"),  # where a module has stages
)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields on the form and the record page; a folded one stands under “more”."""

    label: str
    names: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Records of another module that point here: for conditions of filters and cards of the record page."""

    name: str
    label: str
    module: str
    column: str  # of the other module's table, holding this record's id
    where: str = ""  # a further condition on {alias}, for links that serve several modules


@dataclass(frozen=True, slots=True)
class Total:
    """What records come to for the customer that `by` names: the sum of a field in the company's currency, over those that meet the
    conditions, written as in an address."""

    label: str
    field: str
    by: str = "account_id"
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """The states between which flows of approval move a record: put into `asked`, it begins the first flow that fits; what is
    approved becomes `granted`, anything else goes back to `draft`. Where no flow fits, the module's own rule decides. `beyond` are
    the states that a draft could come to otherwise, and only does where no flow fits: a quote that is sent. With `stewarded` whoever
    administers approvals decides where no flow fits."""

    field: str = "state"
    draft: str = "draft"
    asked: str = "approval"
    granted: str = "approved"
    beyond: tuple[str, ...] = ()
    stewarded: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """Whoever is on the team of a record of the module `of`, which `column` names, sees this record too."""

    of: str
    column: str = "id"
    relation: str = ""  # to its members, each by `user_id`: by this a list is asked for what one's teams work on
    by_share: bool = False  # only whoever it was shared with together with what belongs to it


UNSORTED = ("long", "rich", "file")


def _none(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[str, ...]:
    return ()


def _section(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[Section, ...]:
    return (Section(N_("Additional information"), tuple(seen)),) if seen else ()


def _columns(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(name for name, field in seen.items() if field.listed)


def _sorts(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(n for n, one in seen.items() if not (one.kind.several or one.encrypted or one.kind_name in UNSORTED))


def _searched(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(name for name, field in seen.items() if field.searched)


def _mass(seen: Mapping[str, Field], written: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(name for name, field in written.items() if not (field.unique or field.encrypted or field.kind_name in ("rich", "file")))


@dataclass(frozen=True)
class Module:
    """One noun. Templates, addresses and permissions all use `name`. Fields that an administrator added are in `fields`,
    `columns`, `sections`, `sorts`, `searched` and `mass` by themselves, as far as whoever acts may see and write them."""

    name: str
    area: str
    label: str
    plural: str
    icon: str
    path: str
    draft: type[Draft]
    row: type[Record]
    columns: Extended[str] = Extended(_columns)
    sections: Extended[Section] = Extended(_section)  # noqa: RUF009
    title: Callable[[Any], str] = lambda row: row.name
    subtitle: Callable[[Any], str] = lambda row: ""
    title_field: str = "name"
    sorts: Extended[str] = Extended(_sorts, ("updated_at", "created_at"), but=(HIDDEN, MASKED))
    sort: str = "-updated_at"
    quick: Extended[str] = Extended(_none, (), but=(HIDDEN, MASKED))  # fields offered first in the filter
    derived: tuple[Field, ...] = ()  # what follows from the draft: shown, filtered and summed, never typed in
    headed: tuple[str, ...] = ()  # the sums that stand together above the columns of a board
    relations: tuple[Relation, ...] = ()
    totals: tuple[Total, ...] = ()  # what they come to for a customer, and for the group of companies that it belongs to
    team: Team | None = None
    approval: Approval | None = None  # where states follow from decisions
    searched: Extended[str] = Extended(_searched, ())
    keys: tuple[str, ...] = ()  # fields that tell twins: compared exactly after normalising
    verbs: tuple[str, ...] = VERBS
    key: str | None = None  # the letter after g
    lonely: bool = True  # has a list of its own in the menu
    menu: str = ""  # in which group of the menu, where that is not its area
    rank: int = 50  # where it stands there
    setup: bool = False  # folded away there: who works with records seldom looks at it
    mass: Extended[str] = Extended(_mass, (), but=(HIDDEN, READ_ONLY))  # fields that may be set on many records at once
    importable: bool = True
    description: str = ""  # one sentence: what belongs here
    example: tuple[str, ...] = ()  # the grey row of an empty list
    stored: bool = True  # False: its rows come in by files, and another module keeps them
    goes_on: str = ""  # in SQL over {alias}: what is still to be done; the rest stays with who did it when he leaves
    table_name: str = ""  # where the name is a reserved word of SQL
    configuration: tuple[str, ...] = ()  # it is part of the configuration: the fields by which another installation knows its records

    def __post_init__(self) -> None:
        """What can be edited can be edited in the mass; what is masked can be revealed wherever fields may be masked."""
        plain = tuple(verb for verb in self.verbs if verb not in ("mass", "reveal"))
        mass, reveal = (("mass",) if "edit" in plain else ()), (("reveal",) if "view" in plain and self.is_extensible else ())
        object.__setattr__(self, "verbs", (*plain, *mass, *reveal))
        for kind in (self.draft, self.row):
            if not vars(kind).get("module_name"):
                kind.module_name = self.name  # type: ignore[union-attr]

    @cached_property
    def own(self) -> dict[str, Field]:
        """The fields that the program knows."""
        names = self.row.__dataclass_fields__
        return {**self.draft.own, **{f.name: f for f in (*self.derived, *SYSTEM_FIELDS) if f.name in names}}

    @property
    def fields(self) -> dict[str, Field]:
        """Every field that whoever acts may see: the draft's, those added to the module, the system's."""
        added, own = custom.here().added(self.name), self.own
        if added is custom.EMPTY:
            return own
        return custom.here().made(("fields", self.name, id(added)), lambda: added.left({**self.draft.own, **added.seen, **own}))

    @property
    def whole(self) -> dict[str, Field]:
        """Every field, whoever acts: what the program itself reads, indexes and compares by."""
        added = custom.here().all(self.name)
        return custom.here().made(("whole", self.name), lambda: {**self.draft.own, **added, **self.own}) if added else self.own

    @property
    def searches_unread(self) -> bool:
        """Whether the search index holds values of the module that whoever acts may not read."""
        return not custom.here().added(self.name).unread.keys().isdisjoint(self.indexed)

    @property
    def indexed(self) -> tuple[str, ...]:
        """The fields that the search index holds, whoever acts."""
        return self.__dict__["searched"] + tuple(name for name, one in custom.here().all(self.name).items() if one.searched)

    @cached_property
    def amounts(self) -> tuple[str, ...]:
        """The columns of money."""
        return tuple(name for name, field in self.draft.own.items() if field.kind_name == "money")

    @property
    def is_pooled(self) -> bool:
        """Whether records may lie in a public pool."""
        return "pool_id" in self.row.__dataclass_fields__

    @property
    def is_extensible(self) -> bool:
        """Whether fields can be added."""
        return issubclass(self.row, custom.Custom)

    @property
    def journalled(self) -> tuple[str, ...]:
        """What the journal keeps: what people say, and whose it is. What is computed follows from that."""
        return custom.here().made(("journalled", self.name), self._journalled)

    def _journalled(self) -> tuple[str, ...]:
        pooled = ("pool_id",) if self.is_pooled else ()
        added = (name for name, one in custom.here().all(self.name).items() if one.computed != "formula")
        return (*self.draft.own, "owner_id", "department_id", *pooled, *added)

    def journalled_field(self, name: str) -> Field | None:
        """The field of a journalled value, whoever acts."""
        return self.draft.own.get(name) or custom.here().all(self.name).get(name)

    @property
    def file_kinds(self) -> tuple[str, ...]:
        """As what its lists can be taken away; people also as vCards."""
        return ("csv", "xlsx", "json", *(("vcf",) if {"phones", "mails"} <= self.fields.keys() else ()))

    @property
    def table(self) -> str:
        return self.table_name or self.name

    @property
    def endpoint(self) -> str:
        return f"{self.area}_{self.name}"

    def permission(self, verb: str) -> str:
        return f"{self.name}.{verb}"


@cache
def modules() -> dict[str, Module]:
    """Every module of the program by name, in the order of areas. Found by path: nothing is registered."""
    import crm.domain

    found = {}
    for info in pkgutil.walk_packages(crm.domain.__path__, "crm.domain."):
        if not info.ispkg and ".kit." not in info.name:
            module = getattr(importlib.import_module(info.name), "MODULE", None)
            if isinstance(module, Module):
                found[module.name] = module
    return found

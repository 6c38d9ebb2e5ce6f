"""What a module says of itself: the one description that pages, API, import and search are made from."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from crm.domain.kit.access import VERBS
from crm.domain.kit.field import Draft, Field, Record
from crm.language import N_

SYSTEM_FIELDS = (
    Field("user", N_("Owner"), "owner_id", shown="owner_name"),
    Field("department", N_("Department"), "department_id", shown="department_name"),
    Field("datetime", N_("Created"), "created_at", nullable=False),
    Field("datetime", N_("Updated"), "updated_at", nullable=False),
    Field("datetime", N_("Last touch"), "touched_at"),
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


@dataclass(frozen=True)
class Module:
    """One noun. Templates, addresses and permissions all use `name`."""

    name: str
    area: str
    label: str
    plural: str
    icon: str
    path: str
    draft: type[Draft]
    row: type[Record]
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    title: Callable[[Any], str] = lambda row: row.name
    subtitle: Callable[[Any], str] = lambda row: ""
    title_field: str = "name"
    sorts: tuple[str, ...] = ("updated_at", "created_at")
    sort: str = "-updated_at"
    quick: tuple[str, ...] = ()  # fields offered first in the filter
    relations: tuple[Relation, ...] = ()
    searched: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # fields that tell twins: compared exactly after normalising
    verbs: tuple[str, ...] = VERBS
    key: str | None = None  # the letter after g
    lonely: bool = True  # has a list of its own in the menu
    mass: tuple[str, ...] = ()  # fields that may be set on many records at once
    importable: bool = True
    description: str = ""  # one sentence: what belongs here
    example: tuple[str, ...] = ()  # the grey row of an empty list
    table_name: str = ""  # where the name is a reserved word of SQL

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field that can be shown, filtered and sorted by: the draft's and the system's."""
        names = self.row.__dataclass_fields__
        return {**self.draft.fields, **{f.name: f for f in SYSTEM_FIELDS if f.name in names}}

    @cached_property
    def journalled(self) -> tuple[str, ...]:
        """The columns that the journal keeps: what people say, and whose it is."""
        return (*self.draft.fields, "owner_id", "department_id")

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

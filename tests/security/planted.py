"""Records of every module, made from its description alone: every text in them is a canary that names its record and field."""

import re
import sqlite3
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import count, cycle
from typing import Any, NamedTuple

import psycopg

from crm import current
from crm.container import Container
from crm.domain.kit.field import Field, changed
from crm.domain.kit.module import Module, modules
from crm.domain.kit.money import Money
from crm.domain.kit.text import Refused
from crm.errors import Taken

ACTS = "<i>{{7*191}}${7*191}%(x)s"  # what a page, a template or a format would do something with
KEPT = ("user", "role", "department", "position", "layout", "field")  # the company brings them along; layouts and fields act
POINTS = ("reference", "user")
NUMBERS = {"number": Decimal(1), "integer": 1, "money": Money(1), "percent": Decimal(1)}
# A canary by its number, as it was written or as pages show it.
CANARY = re.compile(r"(?:kanarie|\bc|139 ?|\bID|\bTX)(1\d{3}) ?(\d{4})")
UNFIT = (sqlite3.IntegrityError, psycopg.IntegrityError)  # what the database refuses
SEVERAL = 3  # what of a record may be wrong between its fields, one after the other


class Canary(NamedTuple):
    """In which record and which of its fields it was planted."""

    module: str
    id: int
    field: str


def canaries(text: str) -> set[int]:
    """The numbers of the canaries that stand in a text."""
    return {int(first + last) for first, last in CANARY.findall(text)}


class Planter:
    """Makes records past the rules of the services, but valid in themselves and by the one way of writing: rows, journal, index, sums."""

    def __init__(self, container: Container, known: dict[str, int]):
        self.container = container
        self.known = dict(known)  # module -> a record that references may point at
        self._days, self._numbers, self._kinds = count(), count(10_000_000), cycle(("company", "person"))
        self.fresh = False  # whether what a record has to point at is made anew: two of some may not point at the same
        self.planted: dict[int, Canary] = {}

    def record(self, module: Module, owner: int, department: int | None) -> Any:
        """One new record of that owner, or None where there can be only one like it."""
        for self.fresh in (False, True):
            with suppress(Taken, *UNFIT), self.container.db().transaction():
                return self._row(module, owner, department)
        return None

    def _row(self, module: Module, owner: int, department: int | None) -> Any:
        """One new record of that owner; what it has to point at is made before."""
        values = {name: self._value(module, field) for name, field in module.draft.own.items()}
        bare = self._fitting(module, module.row(**values))
        if hasattr(bare, "custom"):
            bare = changed(bare, custom={name: self._value(module, one) for name, one in module.draft.fields.items() if one.custom})
        own = {"owner_id": owner, "department_id": department, "stage_at": current.now()}
        wanted = changed(bare, **{name: value for name, value in own.items() if hasattr(bare, name)})
        service = self.container.records()(module.name)
        (made,) = service.writer.insert(module, service.records, [wanted])
        self.known.setdefault(module.name, made.id)
        for name in module.draft.fields:
            self.planted |= {number: Canary(module.name, made.id, name) for number in canaries(str(getattr(made, name, "")))}
        return made

    def _fitting(self, module: Module, bare: Any) -> Any:
        """Without what does not go together, as the module itself says."""
        for _ in range(SEVERAL):
            for name in bare.check():
                field = module.draft.own[name]
                if not field.required or field.kind_name in POINTS:
                    bare = changed(bare, **{name: self._other(field) if field.required else field.kind.empty()})
        return bare

    def _other(self, field: Field) -> Any:
        """What a required reference points at, where it may not be the same as another one."""
        if field.kind_name == "user":
            return self.known["other"]
        return int(self._row(modules()[field.target or ""], self.known["user"], self.known["department"]).id)

    def _value(self, module: Module, field: Field) -> Any:
        if (module.name, field.name) in VALID:
            return VALID[module.name, field.name]
        if (module.name, field.name) == ("account", "kind"):
            return next(self._kinds)
        kind = field.kind_name
        if kind in ("reference", "user", "department", "file"):
            return self._target(module, field)
        if kind in NUMBERS:
            return field.start if field.start is not None else NUMBERS[kind]
        if field.start not in (None, "", [], {}) or kind in ("roles", "grants", "options", "yesno", "tags"):
            return field.kind.empty() if field.start is None else field.start
        if kind == "choice":
            return field.options[0].value if field.options else None
        if kind == "choices":
            return [option.value for option in field.options[:1]]
        if kind == "date":
            month = next(self._days)
            return date(2026 + month // 12, month % 12 + 1, 1)
        if kind == "datetime":
            return current.now()
        return self._text(module, field)

    def _text(self, module: Module, field: Field) -> Any:
        if field.filters or kindless(field):
            return "account" if field.required else None
        number = next(self._numbers)
        said = {
            "mail": f"c{number}@canary.example", "phone": f"+86139{number}", "link": f"https://c{number}.example/",
            "time": "09:00", "idnumber": f"ID{number}", "taxid": f"TX{number}", "rich": f"<p>kanarie{number}</p>",
        }.get(field.kind.name.removesuffix("s") if field.kind.several else field.kind_name, f"kanarie{number}")  # fmt: skip
        if said.startswith("kanarie") and len(said + ACTS) <= (field.max or 200) and field.kind_name in ("text", "long"):
            said += ACTS
        if field.check and not _accepted(field, said):
            return None if field.nullable else field.start
        return [said] if field.kind.several else said[: field.max or 200]

    def _target(self, module: Module, field: Field) -> int | None:
        target = {"user": "user", "department": "department"}.get(field.kind_name, field.target or "")
        if target in self.known and not (self.fresh and field.required and target not in KEPT and target != module.name):
            return self.known[target]
        if not field.required or target == module.name or target not in modules():
            return None
        return int(self._row(modules()[target], self.known["user"], self.known["department"]).id)


NAMES = ("module", "field", "subject_module", "currency", "timezone", "language", "key", "fallback", "formula", "subject")
CONDITION = '{"all": [{"field": "name", "operator": "filled"}]}'
# What nobody could guess from the description of a field.
VALID: dict[tuple[str, str], Any] = {
    ("care", "ideal_days"): 30, ("care", "longest_days"): 60, ("exchange_rate", "currency"): "USD",
    ("forecast_override", "starts_on"): date(2027, 1, 1), ("grade_rule", "value"): "A", ("grade_rule", "condition"): CONDITION,
    ("identity_provider", "issuer"): "https://login.canary.example", ("lead_form", "asked"): ["company", "phone"],
    ("lead_receiver", "works_until"): "18:00", ("lead_score", "condition"): CONDITION, ("lead_score", "points"): 5,
    ("retention_rule", "days"): 400, ("visit", "ends_at"): "10:00",
}  # fmt: skip


def kindless(field: Field) -> bool:
    """Names that stand for something of the program: of modules, fields, measures."""
    return field.kind_name == "text" and field.name in NAMES


def _accepted(field: Field, said: str) -> bool:
    try:
        return bool(field.check and field.check(said) == said)
    except (Refused, ValueError, KeyError):
        return False

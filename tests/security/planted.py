"""Records of every module, made from its description alone: every text in them is a canary that names its module and field."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from sqlite3 import IntegrityError
from typing import Any

from crm import current
from crm.container import Container
from crm.domain.kit.field import Field, changed
from crm.domain.kit.module import Module, modules
from crm.domain.kit.money import Money
from crm.errors import Taken

ACTS = "<i>{{7*191}}${7*191}%(x)s"  # what a page, a template or a format would do something with
KEPT = ("user", "role", "department", "position", "layout", "field")  # the company brings them along; layouts and fields act
NUMBERS = {"number": Decimal(1), "integer": 1, "money": Money(1), "percent": Decimal(1)}


class Planter:
    """Makes records past the rules of the modules, but by the one way of writing: rows, journal, index, sums."""

    def __init__(self, container: Container, known: dict[str, int]):
        self.container = container
        self.known = dict(known)  # module -> a record that references may point at
        self._days, self._numbers = count(), count(10_000_000)
        self.fresh = False  # whether what a record has to point at is made anew: two of some may not point at the same
        self.made: dict[tuple[str, str], str] = {}  # (module, field) -> canary

    def record(self, module: Module, owner: int, department: int | None) -> Any:
        """One new record of that owner, or None where there can be only one like it."""
        for self.fresh in (False, True):
            with suppress(Taken, IntegrityError), self.container.db().transaction():
                return self._row(module, owner, department)
        return None

    def _row(self, module: Module, owner: int, department: int | None) -> Any:
        """One new record of that owner; what it has to point at is made before."""
        values = {name: self._value(module, field) for name, field in module.draft.own.items()}
        bare = module.row(**values)
        wanted = changed(bare, **{name: id for name, id in (("owner_id", owner), ("department_id", department)) if hasattr(bare, name)})
        service = self.container.records()(module.name)
        (made,) = service.writer.insert(module, service.records, [wanted])
        self.known.setdefault(module.name, made.id)
        return made

    def _value(self, module: Module, field: Field) -> Any:
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
            return date(2026, 5, 1) + timedelta(days=31 * next(self._days))
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
        self.made[(module.name, field.name)] = said.removeprefix("<p>").removesuffix("</p>").removeprefix("+86")
        if said.startswith("kanarie") and len(said + ACTS) <= (field.max or 200) and field.kind_name in ("text", "long"):
            said += ACTS
        return [said] if field.kind.several else said[: field.max or 200]

    def _target(self, module: Module, field: Field) -> int | None:
        target = {"user": "user", "department": "department"}.get(field.kind_name, field.target or "")
        if target in self.known and not (self.fresh and field.required and target not in KEPT and target != module.name):
            return self.known[target]
        if not field.required or target == module.name or target not in modules():
            return None
        return int(self._row(modules()[target], self.known["user"], self.known["department"]).id)


NAMES = ("module", "field", "subject_module", "currency", "timezone", "language", "key", "fallback", "formula")


def kindless(field: Field) -> bool:
    """Names that stand for something of the program: of modules, fields, measures."""
    return field.kind_name == "text" and field.name in NAMES

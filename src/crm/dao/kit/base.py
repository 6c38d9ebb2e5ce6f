"""A DAO is an interface: each method is the statement of that name in the SQL file of that name."""

import inspect
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from crm.dao.kit.database import Database
from crm.dao.kit.driver import DRIVERS, plain_hint
from crm.dao.kit.mapper import Mapper, MapperError
from crm.dao.kit.seal import locked
from crm.domain.kit.field import Record
from crm.domain.kit.filter import Query
from crm.paths import SQL

F = TypeVar("F", bound=Callable[..., Any])

# Given by the kit, or read by it: never columns of a statement, never missing from a signature.
KIT = {"query", "filter", "verb", "removed", "module", "sort", "size", "now", "me"}


def statement(method: F) -> F:
    method.is_statement = True  # type: ignore[attr-defined]
    return method


class Dao:
    """A mapper interface. Subclasses have annotated methods without bodies."""

    mapper: Mapper
    module: Any = None

    def __init__(self, db: Database):
        self.db = db

    def __init_subclass__(cls, sql: str | None = None, abstract: bool = False, **more: Any) -> None:
        super().__init_subclass__(**more)
        if abstract:
            return
        path = SQL / sql if sql else SQL.joinpath(*cls.__module__.split(".")[2:]).with_suffix(".sql")
        cls.mapper = Mapper(path)
        named = {name: method for kind in reversed(cls.__mro__) for name, method in vars(kind).items() if hasattr(method, "is_statement")}
        for name, method in named.items():
            setattr(cls, name, runner(cls, name, inspect.unwrap(method)))
        check(cls, named)


def check(cls: type[Dao], methods: dict[str, Any]) -> None:
    """Every method has its statement, every statement its method, every bind its parameter."""
    where = cls.mapper.path.name
    if stray := cls.mapper.names - set(methods):
        raise MapperError(f"{where}: no method of {cls.__name__} runs {sorted(stray)}")
    for name, method in methods.items():
        if name not in cls.mapper.names:
            raise MapperError(f"{where}: {cls.__name__}.{name} has no statement")
        known = parameters(cls, inspect.unwrap(method))
        for statement_name, _, found in cls.mapper:
            if statement_name != name or found.gives == "batch":
                continue
            if unknown := found.parameters - known - KIT:
                raise MapperError(f"{where}: {found.label} binds {sorted(unknown)}, which {cls.__name__}.{name} does not take")
            returns = get_type_hints(inspect.unwrap(method)).get("return")
            if (found.gives == "many") != (getattr(returns, "__origin__", None) is list):
                raise MapperError(f"{where}: {found.label} gives :{found.gives}, but {cls.__name__}.{name} returns {returns}")
        bound: set[str] = set().union(*(found.parameters for other, _, found in cls.mapper if other == name))
        if idle := (set(inspect.signature(method).parameters) & known) - bound - KIT - {"self", "rows"}:
            raise MapperError(f"{where}: {cls.__name__}.{name} takes {sorted(idle)}, which {cls.mapper.path.stem}.{name} does not bind")


def parameters(cls: type, method: Any) -> set[str]:
    """The names that a method's parameters bind: dataclasses are spread into their fields."""
    hints = get_type_hints(method)
    names: set[str] = set()
    for name in inspect.signature(method).parameters:
        hint = plain_hint(hints.get(name))
        names |= set(hint.__dataclass_fields__) if is_dataclass(hint) and hint is not Query else {name}
    return names


def runner(cls: type[Dao], name: str, method: Any) -> Any:
    """The method that runs the statement."""
    signature, hints = inspect.signature(method), get_type_hints(method)
    names = tuple(signature.parameters)[1:]
    defaults = {n: p.default for n, p in signature.parameters.items() if p.default is not inspect.Parameter.empty}
    spread = {n for n in names if is_dataclass(plain_hint(hints.get(n))) and plain_hint(hints.get(n)) is not Query}
    own = {"module": cls.module} if cls.module else {}
    row = row_of(cls, hints["return"])
    by_dialect = {dialect: cls.mapper.find(name, dialect) for dialect in DRIVERS}

    def run(self: Dao, *args: Any, **kwargs: Any) -> Any:
        found = by_dialect[self.db.driver.name]
        if found is None:
            return 0
        if found.gives == "batch":
            rows = args[0] if args else kwargs[names[0]]
            return self.db.run_batch(found, locked(cls.module, rows, self.db.vault) if cls.module else rows)
        values = {**own, **defaults, **dict(zip(names, args, strict=False)), **kwargs}
        for key in spread:
            values.update(vars(values.pop(key)))
        return self.db.run(found, values, row)

    run.__name__, run.__doc__, run.__wrapped__ = name, method.__doc__, method  # type: ignore[attr-defined]
    run.is_statement, run.row = True, row  # type: ignore[attr-defined]
    return run


def row_of(cls: type[Dao], returns: Any) -> Any:
    """The row class, or the type of the single value, of a return annotation; Record stands for the module's own row."""
    hint = plain_hint(returns)
    row: Any = plain_hint(get_args(hint)[0]) if get_origin(hint) is list else hint
    return cls.module.row if row is Record and cls.module else row

"""Which statements a view can reach: the source is read, the objects behind its names are the real ones.

A service stands in the container as it will run, so `self.records.find(…)` is looked up, not guessed. What is decided
only at run time (a record service by a variable's name) reaches the services of every module.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, MethodType
from typing import Annotated, Any, get_args, get_origin

from dependency_injector.providers import Provider

from crm.container import Records, services
from crm.dao.kit.base import Dao
from crm.service.kit.event import Events
from crm.service.kit.fresh import Fresh
from crm.service.kit.record import RecordService
from crm.service.kit.writer import Writer

Found = dict[str, tuple[str, tuple[str, ...]]]  # label -> (file:line, through which methods)
Given = dict[str, Any]  # parameter -> what is known to be handed over
CARRIERS = (Dao, RecordService, Writer)


class Several(tuple[Any, ...]):
    """One of these, known only at run time."""


class Reach:
    """Follows calls from a view down to the mapper."""

    def __init__(self, app: Any):
        self.app = app
        self.dialect = app.container.db().dialect
        self.events: Events = app.container.events()
        self.services = list(services(app.container))

    def of(self, view: Any) -> Found:
        """Every statement the view can reach, and the way to it."""
        found: Found = {}
        self._follow(view if isinstance(view, FunctionType) else view.__call__, (), found, set())
        return found

    def _follow(self, called: Any, way: tuple[str, ...], found: Found, seen: set[Any], given: Given | None = None) -> None:
        function = inspect.unwrap(getattr(called, "__func__", called))
        owner = getattr(called, "__self__", None)
        if hasattr(called, "is_statement") and isinstance(owner, Dao):
            if statement := owner.mapper.find(called.__name__, self.dialect):
                found.setdefault(statement.label, (place(owner, called.__name__), way))
            return
        key = (function, id(owner), *((name, *map(id, each(value))) for name, value in (given or {}).items()))
        if key in seen or not isinstance(function, FunctionType) or not _ours(function):
            return
        seen.add(key)
        for inner in inspect.getclosurevars(function).nonlocals.values():  # what a decorator wraps
            if isinstance(inner, MethodType):
                self._follow(inner, way, found, seen)
        here = (*way, f"{type(owner).__name__}.{function.__name__}" if owner is not None else function.__name__)
        for target, handed in Walk(self, function, owner, given or {}).targets():
            self._follow(target, here, found, seen, handed)


class Walk:
    """Reads one function: which real functions do its calls mean?"""

    def __init__(self, reach: Reach, function: Any, owner: Any, given: Given):
        self.reach = reach
        self.owner = owner
        self.function = function
        self.names: dict[str, Any] = dict(inspect.getclosurevars(function).nonlocals)
        parameters = list(inspect.signature(function).parameters.values())
        if owner is not None and parameters:
            self.names[parameters[0].name] = owner
        for parameter in parameters:
            if (service := self._injected(function.__annotations__.get(parameter.name))) is not None:
                self.names[parameter.name] = service
        self.names.update(given)

    def _injected(self, hint: Any) -> Any:
        kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        return next((one for one in self.reach.services if isinstance(kind, type) and type(one) is kind), None)

    def targets(self) -> Iterator[tuple[Any, Given]]:
        """The functions that are called, with those of their arguments that are known."""
        tree = source(self.function)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._assigned(node.targets[0], node.value)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from self._called(node)
            elif isinstance(node, ast.Attribute):
                yield from ((found, {}) for found in self._mentioned(node))
            elif isinstance(node, ast.Name) and isinstance(registry := self.value(node), dict):
                yield from ((one, {}) for one in registry.values() if isinstance(one, FunctionType) and one.__name__ != "<lambda>")

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts, strict=False):
                self._assigned(one, other)
        elif isinstance(target, ast.Name) and (known := self.value(value)) is not None:
            self.names.setdefault(target.id, known)

    def _called(self, node: ast.Call) -> Iterator[tuple[Any, Given]]:
        for called in each(self.value(node.func)):
            if called == self.reach.events.publish:
                for argument in node.args:
                    event: Any = self.value(argument.func) if isinstance(argument, ast.Call) else None
                    yield from ((listener, {}) for listener in self.reach.events._listeners.get(event, ()))
            elif isinstance(called, Fresh):
                yield called.read, {}
            elif isinstance(called, (FunctionType, MethodType)):
                yield called, self._handed(called, node)

    def _handed(self, called: Any, node: ast.Call) -> Given:
        """The services and DAOs that are handed over, by the name of the parameter."""
        names = list(inspect.signature(called).parameters)
        pairs = [*zip(names, node.args, strict=False), *((word.arg, word.value) for word in node.keywords if word.arg)]
        known = ((name, self.value(argument)) for name, argument in pairs)
        return {name: value for name, value in known if any(isinstance(one, CARRIERS) for one in each(value))}

    def _mentioned(self, node: ast.Attribute) -> Iterator[Any]:
        """A property, or a method that is handed on to be called elsewhere."""
        for base in each(self.value(node.value)):
            if isinstance(found := inspect.getattr_static(base, node.attr, None), property) and found.fget:
                yield MethodType(found.fget, base)
            elif isinstance(method := attribute(base, node.attr), MethodType):
                yield method

    def value(self, node: ast.AST) -> Any:
        """The object that an expression stands for, or None when only a run would tell."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, self.function.__globals__.get(node.id))
        if isinstance(node, ast.Attribute):
            return several(attribute(base, node.attr) for base in each(self.value(node.value)))
        if isinstance(node, ast.Call):
            return several(self._result(called, node) for called in each(self.value(node.func)))
        return None

    def _result(self, called: Any, node: ast.Call) -> Any:
        if isinstance(called, Provider) or getattr(called, "__name__", "") == "container":
            return called()
        if isinstance(called, Records):
            if node.args and isinstance(node.args[0], ast.Constant):
                return called.by_name.get(str(node.args[0].value))
            return Several(called.by_name.values())
        if called is super and self.owner is not None:
            home = self.function.__qualname__.split(".")[-2]
            kind = next((one for one in type(self.owner).__mro__ if one.__name__ == home), None)
            return super(kind, self.owner) if kind else None
        return None


def _ours(function: FunctionType) -> bool:
    """Written in this program; what dataclasses write for themselves has no source."""
    return function.__module__.startswith("crm.") and not function.__code__.co_filename.startswith("<")


def attribute(base: Any, name: str) -> Any:
    try:
        return getattr(base, name)
    except Exception:  # a property that only works within a request
        return None


def several(found: Iterator[Any]) -> Any:
    known = [one for group in found for one in each(group)]
    return known[0] if len(known) == 1 else Several(known) if known else None


def each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, Several) else () if value is None else (value,)


@cache
def source(function: Callable[..., Any]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


@cache
def _lines(path: Any) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()  # type: ignore[no-any-return]


def place(dao: Dao, name: str) -> str:
    """Where the statement stands, as an editor opens it."""
    path = dao.mapper.path
    at = next(number for number, line in enumerate(_lines(path), 1) if line.startswith(f"-- :name {name} "))
    return f"{'/'.join(path.parts[-3:])}:{at}"

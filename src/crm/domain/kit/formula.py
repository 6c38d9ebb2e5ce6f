"""A small typed language over a record's own fields: read into a tree, checked, and worked out in bounded steps.

    if(grade = "A", revenue * 1.2, revenue)        name & " · " & city        days(birthday, founded_on) > 365

There is nothing to loop with and nothing to call but the functions of formula_function.py: a formula takes as
many steps as it has parts. What is empty makes the result empty; `ifempty` says what then.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow, localcontext
from functools import lru_cache
from typing import Any, NoReturn

from crm.domain.kit.formula_function import FUNCTIONS, OPERATORS, Function
from crm.domain.kit.text import Refused
from crm.language import N_, Words

LONGEST, DEEPEST, MOST = 1000, 30, 200
TYPES = {
    "number": "number", "integer": "number", "money": "number", "percent": "number", "date": "date", "yesno": "yesno", "text": "text",
    "long": "text", "choice": "text", "phone": "text", "mail": "text", "link": "text", "address": "text", "time": "text",
    "idnumber": "text", "taxid": "text",
}  # fmt: skip
NAMES = {"number": N_("a number"), "text": N_("text"), "date": N_("a date"), "yesno": N_("yes or no")}
WIDE = str.maketrans("（），＋－＊／＝＜＞“”‘’", "(),+-*/=<>\"\"''")
TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<text>"[^"]*"|'[^']*')|(?P<sign><>|<=|>=|!=|[-+*/%&=<>(),]))""", re.ASCII
)
LEVELS = (("or",), ("and",), ("=", "<>", "<", "<=", ">", ">="), ("+", "-", "&"), ("*", "/", "%"))


@dataclass(frozen=True, slots=True)
class Node:
    """One part: a value, a field's name, or a function with its parts. `at` is where it stands, from 1."""

    kind: str  # value, field, call
    at: int
    value: Any = None
    parts: tuple["Node", ...] = ()


def _refuse(at: int, what: Words) -> NoReturn:
    raise Refused(Words("At character {at}: {what}", at=at, what=what))


class _Reader:
    """Reads one formula; each method one level of the grammar."""

    def __init__(self, text: str):
        if len(text) > LONGEST:
            raise Refused(Words("A formula has at most {most} characters.", most=LONGEST))
        self.text, self.place, self.nodes, self.depth = text.translate(WIDE), 0, 0, 0
        self.tokens = list(self._tokens())

    def _tokens(self) -> Any:
        place, end = 0, len(self.text.rstrip())
        while place < end:
            found = TOKEN.match(self.text, place)
            if not found:
                place += len(self.text[place:]) - len(self.text[place:].lstrip())
                _refuse(place + 1, Words("“{sign}” is not understood.", sign=self.text[place : place + 1]))
            kind = found.lastgroup or ""
            yield kind, found[kind], found.start(kind) + 1
            place = found.end()
        yield "end", "", end + 1

    def node(self, kind: str, at: int, value: Any = None, parts: tuple[Node, ...] = ()) -> Node:
        self.nodes += 1
        if self.nodes > MOST:
            raise Refused(Words("A formula has at most {most} parts.", most=MOST))
        return Node(kind, at, value, parts)

    def peek(self) -> str:
        kind, text, _ = self.tokens[self.place]
        return text.lower() if kind in ("name", "sign") else kind

    def take(self) -> tuple[str, str, int]:
        found = self.tokens[self.place]
        self.place += 1
        return found

    def whole(self) -> Node:
        found = self.level(0)
        if self.peek() != "end":
            _, text, at = self.take()
            _refuse(at, Words("“{sign}” is not expected here.", sign=text))
        return found

    def level(self, number: int) -> Node:
        if number == len(LEVELS):
            return self.single()
        left = self.level(number + 1)
        while self.peek() in LEVELS[number] or (number == 2 and self.peek() == "!="):
            _, sign, at = self.take()
            left = self.node("call", at, {"!=": "<>"}.get(sign.lower(), sign.lower()), (left, self.level(number + 1)))
        return left

    def single(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused(Words("A formula has at most {most} levels of brackets.", most=DEEPEST))
        kind, text, at = self.take()
        try:
            if text.lower() in ("-", "not"):
                return self.node("call", at, "minus" if text == "-" else "not", (self.single(),))
            if text == "(":
                found = self.level(0)
                self.close(at)
                return found
            if kind == "number":
                return self.node("value", at, Decimal(text))
            if kind == "text":
                return self.node("value", at, text[1:-1])
            if kind == "name":
                return self.named(text, at)
        finally:
            self.depth -= 1
        if kind == "end":
            _refuse(at, Words("a value is missing."))
        _refuse(at, Words("“{sign}” is not expected here.", sign=text))

    def named(self, text: str, at: int) -> Node:
        if text.lower() in ("true", "false"):
            return self.node("value", at, text.lower() == "true")
        if self.peek() != "(":
            return self.node("field", at, text)
        self.take()
        parts: list[Node] = []
        while self.peek() != ")":
            parts.append(self.level(0))
            if self.peek() != ",":
                break
            self.take()
        self.close(at)
        if text.lower() not in FUNCTIONS:
            _refuse(at, Words("there is no function “{name}”.", name=text[:40]))
        return self.node("call", at, text.lower(), tuple(parts))

    def close(self, at: int) -> None:
        if self.peek() != ")":
            _refuse(at, Words("this bracket is not closed."))
        self.take()


@lru_cache(maxsize=1024)
def read(text: str) -> Node:
    """The formula as a tree. Raises Refused with the place of what is wrong."""
    return _Reader(text).whole()


def fields_of(node: Node) -> set[str]:
    """The names of the fields that it reads."""
    return {node.value} if node.kind == "field" else set().union(*(fields_of(part) for part in node.parts))


def inputs(text: str) -> set[str]:
    """The names of the fields that a formula reads."""
    return fields_of(read(text))


def check(text: str, fields: Mapping[str, Any]) -> str:
    """The type of what it gives: number, text, date or yesno. Raises Refused with the place of what is wrong."""
    return _typed(read(text), fields)


def _typed(node: Node, fields: Mapping[str, Any]) -> str:
    if node.kind == "value":
        return "yesno" if isinstance(node.value, bool) else "number" if isinstance(node.value, Decimal) else "text"
    if node.kind == "field":
        field = fields.get(node.value)
        if field is None:
            _refuse(node.at, Words("there is no field “{name}”.", name=node.value[:40]))
        if field.kind_name not in TYPES or field.computed == "formula" or field.encrypted:
            _refuse(node.at, Words("the field “{name}” cannot be used in a formula.", name=Words(field.label)))
        return TYPES[field.kind_name]
    function = _function(node.value)
    given = [_typed(part, fields) for part in node.parts]
    if not function.least <= len(given) <= function.most:
        words = Words(
            "“{name}” takes {least} to {most} values, not {count}.",
            name=node.value,
            least=function.least,
            most=function.most,
            count=len(given),
        )
        _refuse(node.at, words)
    for at, (part, type_) in enumerate(zip(node.parts, given, strict=True)):
        if type_ not in function.wants(at, given):
            wanted = NAMES[function.wants(at, given)[0]]
            _refuse(part.at, Words("“{name}” wants {wanted} here.", name=node.value, wanted=Words(wanted)))
    return function.gives(given)


def _function(name: str) -> Function:
    return FUNCTIONS.get(name) or OPERATORS[name]


def value(text: str, get: Callable[[str], Any], places: int) -> Any:
    """What the formula gives for one record; None where a field it needs is empty, or where there is no answer."""
    with localcontext() as context:
        context.prec = 28
        try:
            found = _value(read(text), get)
        except (ArithmeticError, InvalidOperation, Overflow, ValueError):
            return None  # a division by zero, a day that is not in the calendar
    if isinstance(found, Decimal):
        return found.quantize(Decimal(1).scaleb(-places)) if abs(found) < Decimal(10) ** (15 - places) else None
    return found[:2000] if isinstance(found, str) else found


def _value(node: Node, get: Callable[[str], Any]) -> Any:
    if node.kind == "value":
        return node.value
    if node.kind == "field":
        found = get(node.value)
        return Decimal(str(found)) if isinstance(found, (int, float)) and not isinstance(found, bool) else found
    function = _function(node.value)
    if function.lazy:
        return function.run(*((lambda part=part: _value(part, get)) for part in node.parts))  # type: ignore[misc]
    given = [_value(part, get) for part in node.parts]
    return None if None in given else function.run(*given)

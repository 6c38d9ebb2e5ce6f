"""Watches every statement that a test sends: whatever stands in its text was written by us, never typed by anybody.

The text is taken apart into words, numbers and quoted texts. Each must stand in the program itself: in its SQL, or in the Python that
puts conditions together. What is bound is not in the text, so a value that shows up there got in by another way.
"""

import re
from functools import cache
from typing import Any

from crm.dao.kit.database import Database
from crm.domain.kit.module import modules
from crm.paths import SQL

PYTHON = ("dao", "domain/kit")
TOKEN = re.compile(r"'(?:[^']|'')*'|[^\W\d]\w*|\d+(?:\.\d+)?|[^\x00-\x7f]")
# Names that are made: an alias with a number, what is read through it, an added field (its name is held by dao/kit/custom.py).
MADE = re.compile(r"([a-z]\w{0,20}?)\d{1,3}(?:_[a-z]+)?|([a-z]\w{0,20})_pages?|x_[a-z0-9_]{1,58}")
# What is no part of a condition: the statement's name, and the number that a calendar gives each of its days.
ASIDE = re.compile(r"/\*.*?\*/|\b(?:THEN|ELSE) \d{1,2}\b")
_checked: set[str] = set()


class Typed(AssertionError):
    """A statement's text holds something that the program does not say."""


@cache
def vocabulary() -> frozenset[str]:
    """Every word, number and quoted text of the program's SQL, and of the Python that writes SQL."""
    root = SQL.parent
    texts = [path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")]
    texts += [path.read_text(encoding="utf-8") for folder in PYTHON for path in (root / folder).rglob("*.py")]
    words = {word for text in texts for word in re.findall(r"\d+\.\d+|\w+", text)}
    quoted = {part for text in texts for part in re.findall(r"'(?:[^'\n]|'')*'", text)}
    described = {name for module in modules().values() for name in (module.name, module.table, *module.own)}
    return frozenset(words | quoted | described)


@cache
def own() -> frozenset[str]:
    """What the labels of the program's statements begin with; tests of the mapper have statements of their own."""
    return frozenset({path.stem for path in SQL.rglob("*.sql")} | {module.table for module in modules().values()})


def typed(sql: str) -> list[str]:
    """What stands in the text and nowhere in the program."""
    known = vocabulary()
    return [token for token in TOKEN.findall(ASIDE.sub("", sql)) if token not in known and not _is_ours(token, known)]


def _is_ours(token: str, known: frozenset[str]) -> bool:
    if token.startswith("'"):
        return all(word in known or _is_ours(word, known) for word in re.findall(r"\w+", token))
    if re.fullmatch(r"10*\.0", token):
        return True  # what an amount is divided by, after its currency's places
    made = MADE.fullmatch(token)
    return made is not None and (token.startswith("x_") or (made[1] or made[2]) in known)


def install() -> None:
    """From now on every statement of this process is looked at once."""
    execute = Database._execute

    def watched(self: Database, work: Any, label: str, sql: str, values: Any, many: bool = False, once: bool = False) -> None:
        if sql not in _checked and label.partition(".")[0] in own():
            if found := typed(sql):
                raise Typed(f"{label}: {found[:5]} in {sql}")
            _checked.add(sql)
        execute(self, work, label, sql, values, many, once)

    Database._execute = watched  # type: ignore[method-assign]

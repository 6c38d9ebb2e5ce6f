"""Who may read which canary, and everything that the program shows to somebody."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from crm.domain.kit.access import predicate
from crm.domain.kit.module import Module, modules
from crm.domain.platform.field_right import levels_of, limitable
from tests.security.matrix import address, is_other, subject
from tests.security.planted import canaries
from tests.security.world import ABSENT, LIMITED, World

NAMED = {"module", "name", "subject"}  # what an address calls the module whose record it names
# Shown with the record that they are about, whoever wrote them: the statements that read them say so.
GUARDED = ("activity", "preference", "relation", "line", "sales_order_line")
NAMED_TO_ALL = ("team", "approval_flow")  # with whom something can be shared, and who will decide
# What was typed in and would now act: an element of a page, a sum that was worked out.
ACTS = re.compile(r"kanarie\d{8}<i>|kanarie\d{8}(?:<|&lt;)i(?:>|&gt;)[^%]{0,12}1337")


def shut(world: World, reader: str) -> set[int]:
    """The canaries that the reader may not see: of fields that are shut for him, and of records that the predicate keeps from him."""
    if reader in LIMITED:
        with world.system():
            return {number for number, one in world.planter.planted.items() if is_shut(modules()[one.module], one.field, reader)}
    titles, seen = _seen(world, reader)
    return {number for number, one in world.planter.planted.items() if one[:2] not in seen and (one.field, *one[:2]) not in titles}


def is_shut(module: Module, field: str, reader: str) -> bool:
    """Whether the limits of the reader's role let nobody see the field whole."""
    described = limitable(module).get(field)
    return described is not None and any(level in levels_of(module, described) for level in LIMITED[reader])


def _seen(world: World, reader: str) -> tuple[set[tuple[str, str, int]], set[tuple[str, int]]]:
    """The records that he may see, and the names of those that they point at: a record is shown with the names of what it is about."""
    grants, titles, rows = world.actor(reader).grants, set(), list(_everything(world))
    sees = {module.name: predicate(grants, module.permission("view")) for module, _ in rows if grants.may(module.permission("view"))}
    seen = {(module.name, row.id) for module, row in rows if module.name in sees and sees[module.name].holds(row)}
    seen |= {(module.name, row.id) for module, row in rows if module.name in GUARDED and seen & set(_pointed(module, row))}
    for module, row in rows:
        if (module.name, row.id) in seen:
            titles |= {(modules()[name].title_field, name, id) for name, id in _pointed(module, row)}
        if module.name in NAMED_TO_ALL:
            titles.add((module.title_field, module.name, row.id))
    return titles, seen


def _pointed(module: Module, row: Any) -> Iterator[tuple[str, int]]:
    """The records that the row points at."""
    for field in module.draft.own.values():
        if field.kind_name == "reference" and (id := getattr(row, field.name, None)):
            yield field.target or "", id


def _everything(world: World) -> Iterator[tuple[Module, Any]]:
    with world.system(), world.db.transaction():
        for name, group in groupby(sorted({one[:2] for one in world.planter.planted.values()}), key=lambda pair: pair[0]):
            for row in world.app.container.records()(name).records.find([id for _, id in group]):  # type: ignore[attr-defined]
                yield modules()[name], row


def addresses(world: World, rule: Rule) -> Iterator[str]:
    """Every address of the route that can show something: about one's own record and one of another department, in each module."""
    names = rule.arguments & NAMED
    chosen = [subject(rule)] if not is_other(rule) else list(modules().values()) if names else [None]
    for module in chosen:
        ids = [world.rows[module.name, which].id for which in ("own", "elsewhere") if (module.name, which) in world.rows] if module else []
        for id in ids if "id" in rule.arguments and ids else [ABSENT]:
            url = address(world, rule, module, id)
            yield url.replace("/account/", f"/{module.name}/") if module and names and is_other(rule) else url


def shown(answer: TestResponse) -> str:
    """The text of an answer with its headers; of a workbook that of its parts."""
    told = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    if answer.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return told + "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return f"{told}\n{answer.data.decode('utf-8', 'replace')}"


def leaks(world: World, reader: str, url: str, closed: set[int], **more: Any) -> list[str]:
    """What an answer shows that the reader may not see, and what it does with it that it must not."""
    answer = world.ask(reader, "GET", url, **more)
    text = shown(answer)
    found = [f"{url}: {world.planter.planted[number]}" for number in sorted(canaries(text) & closed)[:3]]
    if answer.mimetype == "text/html" and (acting := ACTS.search(text)):
        found.append(f"{url}: {acting[0]} acts")
    return found

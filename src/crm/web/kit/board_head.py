"""What stands above a board: which columns it has, and what is added up over them."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.module import Module
from crm.language import say
from crm.web.kit.listing import Address
from crm.web.kit.look import Look
from crm.web.kit.options import options_of
from crm.web.kit.sheet import numbers_of
from crm.web.kit.view import Link


def scoped(module: Module, field: Field, query: Query, address: Address) -> tuple[Query, Any, tuple[Link, ...]]:
    """The columns of one pipeline: the one that the list is filtered by, else the first; and the way to the others."""
    if not field.within or not field.few:
        return query, None, ()
    outer = module.fields[field.within]
    options = options_of(outer)
    wanted = [one for one in query.filter.parts if not query.filter.any and isinstance(one, Condition) and one.field == outer.name]
    chosen = next((str(one.value[0]) for one in wanted if one.operator == "any" and one.value), options[0].value if options else None)
    if chosen is None:
        return query, None, ()
    value = outer.kind.parse(outer, chosen)
    if not wanted:
        query = replace(query, filter=Group((*((query.filter,) if query.filter else ()), Condition(outer.name, "any", (value,)))))
    kept = [pair for pair in address.pairs if not (pair[0] == "f" and pair[1].startswith(f"{outer.name}:"))]
    links = tuple(
        Link(say(one.label), f"{address.path}?{urlencode([*kept, ('f', f'{outer.name}:any:{one.value}')])}", current=one.value == chosen)
        for one in options
    )
    return query, SimpleNamespace(**{outer.name: value}), links if len(links) > 1 else ()


def numbers(module: Module, look: Look) -> tuple[str, ...]:
    """What can stand above the columns: amounts in one currency, and other numbers that add up."""
    found = dict.fromkeys((*numbers_of(module, look.columns), *numbers_of(module, tuple(module.fields))))
    return tuple(found)


def added_up(module: Module, look: Look, wanted: str = "") -> tuple[str, ...]:
    """The numbers that stand above a column: the one that was chosen, else the first; and what it is weighted to."""
    known = numbers(module, look)
    chosen = wanted if wanted in known else next((name for name in module.headed if name in known), next(iter(known), ""))
    return tuple(dict.fromkeys((chosen, *module.headed))) if chosen in module.headed else (chosen,) if chosen else ()

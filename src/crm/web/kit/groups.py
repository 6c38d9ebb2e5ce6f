"""The groups of a list: a heading with its subtotals before each; a folded one is a heading alone."""

import html
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from crm import language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.module import Module
from crm.language import say
from crm.service.kit.each import Figures
from crm.web.kit.cell import shower
from crm.web.kit.listing import Address
from crm.web.kit.look import NOTHING, Look
from crm.web.kit.sheet import amount

Names = Mapping[tuple[str, int], str]


def folded(module: Module, look: Look) -> tuple[Any, ...]:
    """The values whose groups are folded; what the field cannot hold is left out."""
    if not look.group:
        return ()
    field = module.fields[look.group]
    return tuple(value for text in look.fold for value in _values(field, text))


def _values(field: Field, text: str) -> tuple[Any, ...]:
    if text == NOTHING:
        return (None,)
    if field.kind_name == "yesno":
        return (text == "yes",) if text in ("yes", "no") else ()
    if field.options:
        return (text,) if any(option.value == text for option in field.options) else ()
    return (int(text),) if text.isascii() and text.isdigit() and len(text) < 16 else ()


def key(value: Any) -> str:
    """The value as the address has it."""
    if value is None or value == "":
        return NOTHING
    return ("yes" if value else "no") if isinstance(value, bool) else quote(str(value), safe="")


def pointed(module: Module, look: Look) -> set[tuple[str, int]]:
    """The records whose names the headings of folded groups need: no row brings them along."""
    field = module.fields[look.group] if look.group else None
    if field is None or not field.shown:
        return set()
    return {(field.target or field.kind_name, value) for value in folded(module, look) if value is not None}


def unfolded(module: Module, look: Look, query: Query) -> Query:
    """The query without the rows of folded groups."""
    field, parts = module.fields[look.group or ""], []
    values = folded(module, look)
    if None in values:
        parts.append(Condition(field.name, "filled"))
    if field.kind_name == "yesno":
        parts += [Condition(field.name, "is", not value) for value in values if value is not None]
    elif chosen := tuple(value for value in values if value is not None):
        parts.append(Condition(field.name, "none", chosen))
    if not parts:
        return query
    return Query(Group((query.filter, *parts)), query.sort, query.after, query.size, query.words)


class Groups:
    """The headings of one page of the list, asked for in the order of its rows."""

    def __init__(self, module: Module, query: Query, look: Look, span: int, figures: list[Figures] | None, names: Names, address: Address):
        self.module, self.look, self.span, self.names, self.address = module, look, span, names, address
        self.field = module.fields[look.group or ""]
        self.known = {one.value: one for one in figures or ()}
        self.total = sum(one.count for one in figures) if figures is not None else None
        self.down = query.sort.fields[0][1]
        here = [value for value in folded(module, look) if figures is None or value in self.known]
        self.shut = sorted(here, key=_place, reverse=self.down)
        self.last: list[Any] = [query.after[0]] if query.after else []
        if query.after:
            self._passed(query.after[0])  # they stand on the page before

    def before(self, row: Any) -> str:
        """The heading that stands before the row, after those of folded groups: nothing, unless a group begins with it."""
        value = getattr(row, self.field.name)
        if self.last == [value]:
            return ""
        passed = "".join(self._heading(one, self._label(one), True) for one in self._passed(value))
        self.last = [value]
        return passed + self._heading(value, self._label(value, row), False)

    def after(self) -> str:
        """The folded groups behind the last row of the list."""
        return "".join(self._heading(one, self._label(one), True) for one in self.shut)

    def _passed(self, value: Any) -> list[Any]:
        """The folded groups that come before the value; each is given once."""
        edge = _place(value)
        found = [one for one in self.shut if (_place(one) > edge if self.down else _place(one) < edge)]
        self.shut = [one for one in self.shut if one not in found]
        return found

    def _label(self, value: Any, row: Any = None) -> Markup:
        if value is None or value == "":
            return escape(say("Without {field}", field=say(self.field.label)))
        if self.field.shown:
            name = getattr(row, self.field.shown, None) or self.names.get((self.field.target or self.field.kind_name, value))
            return escape(name or f"#{value}")
        return shower(self.field)(value)

    def _heading(self, value: Any, label: Markup, shut: bool) -> str:
        own = key(value)
        fold = [one for one in map(key, folded(self.module, self.look)) if one != own] + ([] if shut else [own])
        url = html.escape(self.address(fold=",".join(fold) or None))
        count = self._subtotal(self.known[value]) if value in self.known else ""
        return (
            f'<tr class="group" data-group id="group-{html.escape(own)}"><th scope="rowgroup" colspan="{self.span}">'
            f'<a class="fold" href="{url}#group-{html.escape(own)}" aria-expanded="{"false" if shut else "true"}">{label}</a>'
            f"<small>{count}</small></th></tr>"
        )

    def _subtotal(self, figures: Figures) -> str:
        """How many rows a group has, and what their numbers add up to."""
        parts = [language.number(figures.count)]
        for name, (total, _) in figures.fields.items():
            if total is not None:
                parts.append(f"{escape(say(self.module.fields[name].label))} {amount(self.module, name, total)}")
        return " · ".join(parts)


def _place(value: Any) -> tuple[Any, ...]:
    """Where a group stands: those without a value come first, as in SQL."""
    return (0,) if value is None or value == "" else (1, value)

"""The table of a list: its head and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from crm import language
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.module import Module
from crm.language import say
from crm.web.kit.cell import cells, shower
from crm.web.kit.listing import Address, cursor
from crm.web.kit.look import Look
from crm.web.kit.view import Column, TableView

TITLE, OTHER, TICK = 240, 160, 40  # pixels, where a view says nothing
Heading = Callable[[Any], str]


def table(module: Module, query: Query, rows: list[Any], address: Address, look: Look, select: bool, groups: Any = None) -> TableView:
    """The rows of one page of the list, without its head; `rows` has one more than the page when there is a next one.
    A list of one page counts itself; a longer one says “50+” and has the figure brought after the page."""
    more, page = len(rows) > query.size, rows[: query.size]
    whole = not more and query.after is None and not look.fold
    rows_of = body(module, page, look.columns, select, groups.before if groups else None)
    rest = Markup(groups.after()) if groups and not more else Markup("")
    known = len(page) if whole else groups.total if groups else None
    return TableView(
        columns=(),
        body=rows_of + rest,
        next_url=address(after=cursor(module, query.sort, page[-1])) if more else None,
        total=f"{query.size}+" if known is None else language.number(known),
        total_url=address(path="/total") if known is None else None,
        empty=None if page or rest else ("filtered" if query.filter or query.words else "none"),
        footer_url=address(path="/footer"),
        span=len(look.columns) + bool(select),
    )


def headed(view: TableView, module: Module, query: Query, address: Address, look: Look, select: bool) -> TableView:
    """The same with the head of the table."""
    widths = [look.widths.get(name, TITLE if name == module.title_field else OTHER) for name in look.columns] if look.widths else []
    columns = tuple(column(module, name, query.sort, address, widths[at] if widths else None, look) for at, name in enumerate(look.columns))
    return replace(view, columns=columns, width=sum(widths) + (TICK if select else 0) if widths else None)


def body(module: Module, rows: list[Any], columns: tuple[str, ...], select: bool, heading: Heading | None = None) -> Markup:
    """The rows of the table; the first cell is the title and leads to the record. The others name their columns, which a phone shows."""
    known, path = module.fields, module.path
    tick = '<td class="tick"><input type="checkbox" name="id" value="%s" aria-label="%s"></td>' if select else "%.0s%.0s"
    first = f'<th scope="row" class="first"><a href="{path}/%s">%s</a></th>'
    others = "".join(f'<td data-label="{escape(say(known[name].label))}">'.replace("%", "%%") + "%s</td>" for name in columns[1:])
    line, show = f'<tr data-row="%s">{tick}{first}{others}</tr>', cells(module, columns)
    lines = [line % (id := row.id, id, (said := show(row))[0], id, *said) for row in rows]
    return Markup("\n".join(lines if heading is None else [heading(row) + one for row, one in zip(rows, lines, strict=True)]))


def amount(module: Module, name: str, value: Any) -> Markup:
    """A sum or an average of the field as its values are written."""
    field = module.fields[name]
    if field.kind_name == "money":
        return shower(field)(Decimal(str(value)))
    rounded = round(float(value), field.places or 2)
    return escape(language.number(int(rounded)) if rounded == int(rounded) else f"{rounded:,.{field.places or 2}f}")


def numbers_of(module: Module, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that can be added up: a year of foundation is a number, but no amount; amounts of several currencies have no sum."""
    known = module.fields
    found = (known[name] for name in columns)
    return tuple(one.name for one in found if one.kind.number and one.adds and not (one.currency_from or _is_year(one)))


def _is_year(field: Any) -> bool:
    return field.kind_name == "integer" and field.max is not None and 1900 < field.max <= 3000


def column(module: Module, name: str, sort: Sort, address: Address, width: int | None, look: Look) -> Column:
    field, edit = module.fields[name], name in module.draft.fields
    own = sort.fields if name == look.group else tuple(one for one in sort.fields if one[0] != look.group)
    rank = next((at for at, (one, _) in enumerate(own) if one == name), None)
    sorted_ = None if rank is None else "desc" if own[rank][1] else "asc"
    if name not in module.sorts:
        return Column(name, say(field.label), field.kind.number, width=width, edit=edit)
    only = {None: name, "asc": f"-{name}", "desc": None}[sorted_]
    return Column(
        name, say(field.label), field.kind.number, address(sort=only), sorted_, address(sort=_beside(own, name)),
        (rank or 0) + 1 if sorted_ and len(own) > 1 and name != look.group else 0, width, edit,
    )  # fmt: skip


def _beside(fields: tuple[tuple[str, bool], ...], name: str) -> str | None:
    """The order with this column beside the others: up, then down, then without it."""
    known: Mapping[str, bool] = dict(fields)
    if name not in known:
        fields = (*fields, (name, False))
    elif not known[name]:
        fields = tuple((one, True if one == name else down) for one, down in fields)
    else:
        fields = tuple(one for one in fields if one[0] != name)
    return str(Sort(fields)) or None

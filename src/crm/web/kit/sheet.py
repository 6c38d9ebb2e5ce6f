"""The table of a list: its head, its rows, the headings of groups."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from crm import language
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.module import Module
from crm.language import say
from crm.service.kit.each import Figures
from crm.web.kit.cell import cells, shower
from crm.web.kit.listing import Address, cursor
from crm.web.kit.look import Look
from crm.web.kit.view import Column, TableView

TITLE, OTHER, TICK = 240, 160, 40  # pixels, where a view says nothing
Heading = Callable[[Any], str]


def table(
    module: Module, query: Query, rows: list[Any], address: Address, look: Look, select: bool, groups: list[Figures] | None = None
) -> TableView:
    """The rows of one page of the list, without its head; `rows` has one more than the page when there is a next one.
    A list of one page counts itself; a longer one says “50+” and has the figure brought after the page."""
    more, page = len(rows) > query.size, rows[: query.size]
    whole = not more and query.after is None
    return TableView(
        columns=(),
        body=body(module, page, look.columns, select, headings(module, query, look, select, groups) if look.group else None),
        next_url=address(after=cursor(module, query.sort, page[-1])) if more else None,
        total=language.number(len(page)) if whole else f"{query.size}+",
        total_url=None if whole else address(path="/total"),
        empty=None if page else ("filtered" if query.filter or query.words else "none"),
        footer_url=address(path="/footer"),
        span=len(look.columns) + bool(select),
    )


def headed(view: TableView, module: Module, query: Query, address: Address, look: Look, select: bool) -> TableView:
    """The same with the head of the table."""
    widths = [look.widths.get(name, TITLE if name == module.title_field else OTHER) for name in look.columns] if look.widths else []
    columns = tuple(column(module, name, query.sort, address, widths[at] if widths else None, look) for at, name in enumerate(look.columns))
    return replace(view, columns=columns, width=sum(widths) + (TICK if select else 0) if widths else None)


def body(module: Module, rows: list[Any], columns: tuple[str, ...], select: bool, heading: Heading | None = None) -> Markup:
    """The rows of the table; the first cell is the title and leads to the record."""
    show, lines = cells(module, columns), []
    for row in rows:
        title, *others = show(row)
        tick = f'<td class="tick"><input type="checkbox" name="id" value="{row.id}" aria-label="{title}"></td>' if select else ""
        first = f'<th scope="row" class="first"><a href="{module.path}/{row.id}">{title}</a></th>'
        rest = f"<td>{'</td><td>'.join(others)}</td>" if others else ""
        lines.append(f'{heading(row) if heading else ""}<tr data-row="{row.id}">{tick}{first}{rest}</tr>')
    return Markup("\n".join(lines))


def headings(module: Module, query: Query, look: Look, select: bool, groups: list[Figures] | None) -> Heading:
    """A function from a row to the heading that stands before it: nothing, unless another group begins with it."""
    name = look.group or ""
    last: list[Any] = [query.after[0]] if query.after else []
    known = {figures.value: figures for figures in groups or ()}
    span = len(look.columns) + (1 if select else 0)

    def heading(row: Any) -> str:
        value = getattr(row, name)
        if last == [value]:
            return ""
        last[:] = [value]
        count, label = subtotal(module, known[value]) if value in known else "", group_label(module, name, row)
        return (
            f'<tr class="group" data-group><th scope="rowgroup" colspan="{span}"><button type="button" class="fold js" data-fold-group '
            f'aria-expanded="true">{label}</button><span class="fold-plain">{label}</span>'
            f"<small>{count}</small></th></tr>"
        )

    return heading


def group_label(module: Module, name: str, row: Any) -> Markup:
    """What the row's group is called."""
    field, value = module.fields[name], getattr(row, name)
    if value is None or value == "":
        return escape(say("Without {field}", field=say(field.label)))
    if field.shown:
        return escape(getattr(row, field.shown, None) or f"#{value}")
    return shower(field)(value)


def subtotal(module: Module, figures: Figures) -> str:
    """How many rows a group has, and what their numbers add up to."""
    parts = [language.number(figures.count)]
    for name, (total, _) in figures.fields.items():
        if total is not None:
            parts.append(f"{escape(say(module.fields[name].label))} {amount(module, name, total)}")
    return " · ".join(parts)


def amount(module: Module, name: str, value: Any) -> Markup:
    """A sum or an average of the field as its values are written."""
    field = module.fields[name]
    if field.kind_name == "money":
        return shower(field)(Decimal(str(value)))
    rounded = round(float(value), field.places or 2)
    return escape(language.number(int(rounded)) if rounded == int(rounded) else f"{rounded:,.{field.places or 2}f}")


def numbers_of(module: Module, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that can be added up: a year of foundation is a number, but no amount."""
    known = module.fields
    return tuple(name for name in columns if known[name].kind.number and known[name].adds and not _is_year(known[name]))


def _is_year(field: Any) -> bool:
    return field.kind_name == "integer" and field.max is not None and 1900 < field.max <= 3000


def column(module: Module, name: str, sort: Sort, address: Address, width: int | None, look: Look) -> Column:
    field = module.fields[name]
    own = sort.fields if name == look.group else tuple(one for one in sort.fields if one[0] != look.group)
    rank = next((at for at, (one, _) in enumerate(own) if one == name), None)
    sorted_ = None if rank is None else "desc" if own[rank][1] else "asc"
    if name not in module.sorts:
        return Column(name, say(field.label), field.kind.number, width=width)
    only = {None: name, "asc": f"-{name}", "desc": None}[sorted_]
    return Column(
        name, say(field.label), field.kind.number, address(sort=only), sorted_, address(sort=_beside(own, name)),
        (rank or 0) + 1 if sorted_ and len(own) > 1 and name != look.group else 0, width,
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

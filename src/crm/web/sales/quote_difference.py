"""What differs between two quotes, worded for the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from crm import language
from crm.domain.sales.line import Amounts
from crm.domain.sales.quote import MODULE, Quote
from crm.domain.sales.quote_difference import Difference, Pair
from crm.language import N_, say
from crm.service.sales.quote_version import Compared
from crm.web.kit.cell import shown
from crm.web.sales.line_view import plain
from crm.web.sales.quote import called, state_tag

HEAD = ("name", "contact_id", "price_list_id", "quoted_on", "valid_until", "currency", "language", "terms")
KINDS = {
    "added": (N_("New line"), "ok"), "removed": (N_("Taken out"), "bad"), "changed": (N_("Changed"), "warn"), "same": ("", ""),
}  # fmt: skip
SUMS = (
    (N_("Before discounts"), "full"), (N_("Discounts"), "saved"), (N_("Net"), "net"), (N_("Tax"), "tax"), (N_("Total"), "total"),
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One of the two."""

    label: str
    url: str
    state: Markup


@dataclass(frozen=True)
class Row:
    """A line or a sum: what it is, what became of it, its values (what was there struck out)."""

    name: str
    text: Markup
    kind: str
    said: str
    tone: str
    quantity: Markup
    price: Markup
    discount: Markup
    total: Markup
    more: str  # how much more it is, with its sign


@dataclass(frozen=True)
class View:
    """Everything on the page."""

    sides: tuple[Side, Side]
    fields: tuple[tuple[str, Markup], ...]
    rows: tuple[Row, ...]
    sums: tuple[tuple[str, Markup, str], ...]
    same: bool
    mixed: bool  # the currencies differ: what comes to more cannot be said


def compared(found: Compared, family: list[Quote]) -> View:
    before, after, lines = found.before, found.after, found.lines
    codes, mixed = (before.currency or "", after.currency or ""), before.currency != after.currency
    fields = tuple(
        (say(field.label), _both(shown(field, before, False), shown(field, after, False)))
        for field in (MODULE.fields[name] for name in HEAD)
        if getattr(before, field.name) != getattr(after, field.name)
    )
    rows, sums = worded(lines, codes)
    return View((_side(before, family), _side(after, family)), fields, rows, sums, lines.same and not fields, mixed)


def worded(lines: Difference, codes: tuple[str, str]) -> tuple[tuple[Row, ...], tuple[tuple[str, Markup, str], ...]]:
    """The lines of two documents in these currencies, and their sums."""
    mixed = codes[0] != codes[1]
    rows = tuple(_row(pair, codes, mixed) for pair in lines.pairs)
    return rows, tuple(_sum(label, name, lines.before, lines.after, codes, mixed) for label, name in SUMS)


def _side(row: Quote, family: list[Quote]) -> Side:
    return Side(called(row, family), f"{MODULE.path}/{row.id}", state_tag(row))


def _both(before: Any, after: Any) -> Markup:
    """The value, or what was there struck out and what is there now."""
    if before == after:
        return escape(after)
    old = Markup("<del>{}</del>").format(before) if before else Markup("")
    new = Markup("<ins>{}</ins>").format(after) if after else Markup("")
    return Markup(" ").join(part for part in (old, new) if part)


def _row(pair: Pair, codes: tuple[str, str], mixed: bool) -> Row:
    line: Any = pair.after or pair.before
    said, tone = KINDS[pair.kind]
    totals = [one.total if one else None for one in (pair.before, pair.after)]

    def both(show: Callable[[Any, str], str]) -> Markup:
        old, new = (show(one, code) if one else "" for one, code in zip((pair.before, pair.after), codes, strict=True))
        return _both(old, new)

    return Row(
        name=line.name,
        text=both(lambda one, _: (one.text or "") if one.product_id else ""),
        kind=pair.kind,
        said=say(said) if said else "",
        tone=tone,
        quantity=both(lambda one, _: f"{plain(one.quantity)} {one.unit or ''}".rstrip()),
        price=both(lambda one, code: language.money(one.unit_price, code)),
        discount=both(lambda one, _: f"{plain(one.discount)}%" if one.discount else ""),
        total=both(lambda one, code: language.money(one.total, code)),
        more="" if mixed else _more(totals[0] or 0, totals[1] or 0, codes[1]),
    )


def _more(before: Any, after: Any, code: str) -> str:
    if before == after:
        return ""
    more = after - before
    return f"{'+' if more > 0 else '−'}{language.money(abs(more), code)}"


def _sum(label: str, name: str, before: Amounts, after: Amounts, codes: tuple[str, str], mixed: bool) -> tuple[str, Markup, str]:
    old, new = getattr(before, name), getattr(after, name)
    return say(label), _both(language.money(old, codes[0]), language.money(new, codes[1])), "" if mixed else _more(old, new, codes[1])

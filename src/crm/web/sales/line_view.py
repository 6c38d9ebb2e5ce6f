"""Lines of a document for the templates: what was typed, what it comes to, what is wrong with it; and the card that shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from crm import language
from crm.domain.kit.money import Money
from crm.domain.sales.line import APPROVALS, Amounts, LineDraft, amounts_of, by_tax
from crm.errors import Invalid
from crm.language import say
from crm.service.sales.offer import currency_of
from crm.web.kit.page import container
from crm.web.kit.view import Card, CardItem, InputView, Link

Raw = dict[str, Any]
NAMES = ("id", "priced_for", "offered", "product_id", "product_id__text", "text", "quantity", "unit", "unit_price", "discount", "tax")
EMPTY: Raw = dict.fromkeys(NAMES, "") | {"quantity": "1"}
SHOWN = 8  # lines on the card of a record page; all of them when it is printed


@dataclass(frozen=True)
class RowView:
    """One line of the editor. `total` is empty where it cannot be counted yet."""

    raw: Raw
    product: InputView
    errors: Mapping[str, str]
    net: str
    total: str
    approval: str
    tone: str


@dataclass(frozen=True)
class DocumentView:
    """All lines, their sums, and where to send them."""

    url: str
    currency: str
    rows: tuple[RowView, ...]
    taxes: tuple[tuple[str, str], ...]
    full: str
    saved: str
    net: str
    tax: tuple[tuple[str, str], ...]
    total: str
    wrong: tuple[str, ...]
    focus: str


def typed(form: MultiDict[str, str]) -> list[Raw]:
    """The lines of a posted editor. A product that was typed as a name is looked up."""
    columns = [form.getlist(f"line.{name}") for name in NAMES]
    if "stamp" not in form or len({len(column) for column in columns}) > 1:
        abort(400)  # half a form would take lines away
    rows = [dict(zip(NAMES, (value.strip() for value in values), strict=True)) for values in zip(*columns, strict=True)]
    for raw in rows:
        if not raw["product_id"] and raw["product_id__text"]:
            raw["product_id"] = _called(raw["product_id__text"])
        _split(raw)
    return rows


def _called(name: str) -> str:
    hits = container().platform.search().find(name, 2, "product")
    same = [hit for hit in hits if hit.title == name] or hits
    return str(same[0].id) if len(same) == 1 else name


def _split(raw: Raw) -> None:
    """The choice of a tax says its rate, and whether prices hold it."""
    rate, _, included = raw["tax"].partition(":")
    raw |= {"tax_rate": rate, "tax_included": "yes" if included == "1" else "no"}


def raw_of(line: Any) -> Raw:
    """A line as it would be typed."""
    return {
        "id": str(line.id), "priced_for": str(line.product_id or ""), "product_id": str(line.product_id or ""),
        "product_id__text": line.product_name or "", "text": line.text or "", "quantity": plain(line.quantity), "unit": line.unit or "",
        "unit_price": plain(line.unit_price), "offered": "", "discount": plain(line.discount) if line.discount else "",
        "approval": line.approval,
        "tax_rate": line.tax_rate, "tax_included": "yes" if line.tax_included else "no",
    }  # fmt: skip


def moved(given: list[Raw], do: str, at: int) -> tuple[list[Raw], str]:
    """The lines after one step, and which of them has the cursor then."""
    rows = list(given)
    if do == "add":
        rows.append(dict(EMPTY))
        return rows, f"line-{len(rows)}-product"
    if do == "drop" and at < len(rows):
        del rows[at]
        return rows, f"line-{max(min(at + 1, len(rows)), 1)}-product"
    to = at + {"up": -1, "down": 1}.get(do, 0)
    if at < len(rows) and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return rows, f"line-{to + 1}-quantity" if do == "fill" else f"line-{min(max(to, 0), len(rows) - 1) + 1}-{do}"


def document_view(document: Any, url: str, given: list[Raw], refusal: Invalid | None, focus: str) -> DocumentView:
    currency = currency_of(document)
    errors = dict(refusal.fields) if refusal else {}
    counted = [_line(raw, currency) for raw in given]
    lines = [line for line in counted if line]
    whole = sum((amounts_of(line) for line in lines), Amounts())
    return DocumentView(
        url=url,
        currency=currency,
        rows=tuple(_row(at, raw, line, url, currency, errors) for at, (raw, line) in enumerate(zip(given, counted, strict=True))),
        taxes=_taxes(given),
        full=language.money(whole.full, currency),
        saved=language.money(-whole.saved, currency) if whole.saved else "",
        net=language.money(whole.net, currency),
        tax=tuple((f"{plain(rate)}%", language.money(part.tax, currency)) for rate, part in by_tax(lines) if part.tax),
        total=language.money(whole.total, currency),
        wrong=tuple(say(why) for name, why in errors.items() if "." not in name),
        focus=focus,
    )


def _line(raw: Raw, currency: str) -> LineDraft | None:
    """The typed line as it would be kept; None while it cannot be."""
    values = {name: value for name, value in raw.items() if name in LineDraft.own}
    values |= {"text": raw["text"] or "-", "module": "-", "record_id": 1, "currency": currency, "product_id": None, "approval": None}
    try:
        return LineDraft.parse(values)
    except Invalid:
        return None


def _row(at: int, raw: Raw, line: Any, url: str, currency: str, errors: Mapping[str, Any]) -> RowView:
    wrong = {name.partition(".")[2]: say(why) for name, why in errors.items() if name.startswith(f"{at}.")}
    product = InputView(
        "line.product_id", say("Product"), "reference", raw["product_id"], raw.get("product_id__text", ""), wrong.get("product_id"),
        options_url=f"{url}/products",
    )  # fmt: skip
    known = next((option for option in APPROVALS if option.value == raw.get("approval")), None)
    found = amounts_of(line) if line else None
    return RowView(
        raw=raw | {"tax": tax_choice(raw)} | {name: plain(raw[name]) for name in ("quantity", "unit_price", "discount", "offered")},
        product=product,
        errors=wrong,
        net=language.money(found.net, currency) if found else "",
        total=language.money(found.total, currency) if found else "",
        approval=say(known.label) if known else "",
        tone=known.tone if known else "",
    )


def tax_choice(raw: Raw) -> str:
    return f"{plain(raw.get('tax_rate') or 0)}:{1 if raw.get('tax_included') in (True, 'yes') else 0}"


def _taxes(given: list[Raw]) -> tuple[tuple[str, str], ...]:
    """The taxes of the house, and those that only these lines have."""
    known = {"0:0": say("No tax")}
    for one in container().sales.tax_rate().all():
        known[f"{plain(one.rate)}:{int(one.included)}"] = one.name
    for raw in given:
        choice = tax_choice(raw)
        rate, _, included = choice.partition(":")
        known.setdefault(choice, say("{rate}% in the price", rate=rate) if included == "1" else f"{rate}%")
    return tuple(known.items())


def plain(number: Any) -> str:
    """As one would type it: 3 and not 3.0000."""
    return f"{Decimal(number).normalize():f}" if isinstance(number, (Decimal, int)) else number or ""


def line_card(module: str, document: Any, editable: bool) -> Card:
    """The lines on the record page of their document."""
    lines = container().sales.line().on(module, document)
    url, currency = f"/lines/{module}/{document.id}", currency_of(document)
    total = sum((line.total for line in lines), Money(0))
    items = tuple(
        CardItem(
            f"{line.name} × {plain(line.quantity)} {line.unit or ''}".rstrip(), url, _second(line, currency), rest=at >= SHOWN,
        )
        for at, line in enumerate(lines)
    )  # fmt: skip
    label = say("Products · {total}", total=language.money(total, currency)) if lines else say("Products")
    add = Link(say("Edit the lines"), url, "pencil", testid="sales_line.edit") if editable else None
    return Card(label, "shopping-cart", str(len(lines)), items, url if lines else None, add, len(lines) > SHOWN, "lines")


def _second(line: Any, currency: str) -> str:
    waits = say(next(option.label for option in APPROVALS if option.value == line.approval)) if line.approval else ""
    less = say("{percent}% off", percent=plain(line.discount)) if line.discount else ""
    return " · ".join(part for part in (language.money(line.total, currency), less, waits) if part)

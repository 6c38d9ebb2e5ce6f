"""Papers of quotes, orders and contracts: what is printed of a record, with whose letterhead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.domain.kit.money import Money
from crm.domain.kit.veil import veiled
from crm.domain.sales.capital import capitals
from crm.domain.sales.line import Amounts, Line, by_tax, totals
from crm.domain.sales.paper import Column, Item, Paper, Party, Sign, Sum, figure
from crm.domain.sales.quote import numbered
from crm.domain.sales.quote_template import QuoteTemplate
from crm.errors import NotFound
from crm.language import N_, say
from crm.service.kit.reader import reader_mark
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.setting import SettingService
from crm.service.sales.line import LineService
from crm.service.sales.paper_press import PaperPress
from crm.service.sales.quote_template import QuoteTemplateService

TITLES = {"quote": N_("Quotation"), "sales_order": N_("Sales order"), "contract": N_("Contract")}
FACTS = {  # field -> its name on paper, where that is shorter than on our pages
    "quote": {"quoted_on": N_("Date of quotation"), "valid_until": N_("Valid till"), "revision": N_("Version")},
    "sales_order": {"ordered_on": "", "deliver_by": ""},
    "contract": {"signed_on": "", "starts_on": "", "ends_on": ""},
}
MARKS = {"draft": N_("Draft"), "approval": N_("Draft"), "replaced": N_("Replaced"), "void": N_("Void"), "cancelled": N_("Void")}
NO_PICTURES: Mapping[str, bytes] = {}


class PaperService:
    """Reads what the actor may read; the press takes the time that printing needs outside of any transaction."""

    def __init__(
        self, db: Database, of: Callable[[str], RecordService[Any, Any]], lines: LineService, templates: QuoteTemplateService,
        settings: SettingService, press: PaperPress,
    ):  # fmt: skip
        self.db = db
        self.of = of
        self.lines = lines
        self.templates = templates
        self.settings = settings
        self.press = press

    def pdf(self, module: str, id: int, tongue: str | None = None, template_id: int | None = None) -> tuple[str, bytes]:
        """The name of the file, and the PDF. NotFound for a record that may not be seen, or of a kind that has no paper."""
        paper = replace(self.paper(module, id, tongue, template_id), reader=reader_mark())
        return name_of(paper), self.press.print(paper)

    @reading
    def paper(self, module: str, id: int, tongue: str | None = None, template_id: int | None = None) -> Paper:
        """In the record's own language where it has one; without what whoever acts may not read of it."""
        if module not in TITLES:
            raise NotFound()
        return self.of_row(module, veiled(self.of(module).get(id)), tongue, template_id)

    @reading
    def of_row(
        self, module: str, row: Any, tongue: str | None = None, template_id: int | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES, signed: tuple[str, datetime] | None = None,
    ) -> Paper:  # fmt: skip
        """Of a record that was read already; `signed` says who accepted it when, before the record does."""
        with current.acting(language=getattr(row, "language", None) or tongue or current.language()):
            template = self.templates.choose(current.language(), template_id)
            return self.made(module, row, self.lines.on(module, row), template, pictures, signed)

    def made(
        self, module: str, row: Any, lines: Sequence[Line], template: QuoteTemplate, pictures: Mapping[str, bytes] = NO_PICTURES,
        signed: tuple[str, datetime] | None = None,
    ) -> Paper:  # fmt: skip
        """The paper of these lines, in the language that is spoken here."""
        blocks, currency = set(template.blocks), row.currency or current.own_currency()
        logo = self.templates.logo(template)
        columns, items = _table(lines, currency, blocks)
        whole = totals(lines)
        total = whole.total if lines else row.amount or Money(0)
        return Paper(
            language=current.language(),
            title=say(TITLES[module]),
            number=numbered(row) if module == "quote" else row.number or "",
            subject=row.name,
            company=self._us(template),
            customer=self._customer(row),
            customer_label=say("Customer"),
            facts=_facts(self.of(module).module.fields, FACTS[module], row),
            opening=template.opening or "" if module == "quote" else "",
            columns=columns,
            items=items,
            sums=(*_sums(lines, whole, currency), Sum(say("Total"), language.money(total, currency), True)),
            capitals=(say("In words"), capitals(total, currency) if current.language() == "zh" and "capitals" in blocks else ""),
            paragraphs=_paragraphs(module, row, template, blocks),
            signs=self._signs(row, template, signed, "signature" in pictures) if "signatures" in blocks else (),
            sign_labels=(say("Signature and seal"), say("Signed on")),
            page=say("Page {page} of {pages}"),
            watermark=say(MARKS[row.state]) if row.state in MARKS else "",
            pictures={**pictures, **({"logo": logo} if logo else {})},
        )

    def _us(self, template: QuoteTemplate) -> Party:
        reached = " · ".join(part for part in (template.phone, template.mail, template.website) if part)
        tax = say("Tax number {number}", number=template.tax_id) if template.tax_id else ""
        return Party(self._company(template), tuple(part for part in (template.address, reached, tax) if part))

    def _company(self, template: QuoteTemplate) -> str:
        return template.company or self.settings.get("company")

    def _customer(self, row: Any) -> Party:
        """More than the name only for whoever may see the customer."""
        found = self.of("account").find([row.account_id]) if row.account_id else []
        details = [say("Attention: {name}", name=row.contact_name)] if row.contact_name else []
        for account in map(veiled, found):
            places = dict.fromkeys(part for part in (account.province, account.city, account.district, account.address) if part)
            gap = "" if current.language() == "zh" else " "
            details += [gap.join(places)] if places else []
            details += [say("Tax number {number}", number=account.tax_id)] if account.tax_id else []
        return Party(row.account_name or "", tuple(details))

    def _signs(self, row: Any, template: QuoteTemplate, signed: tuple[str, datetime] | None, drawn: bool) -> tuple[Sign, ...]:
        who, at = signed or (getattr(row, "signer", None) or getattr(row, "their_signer", None) or "", getattr(row, "answered_at", None))
        ours, theirs = say("Supplier: {name}", name=self._company(template)), say("Customer: {name}", name=row.account_name or "")
        return Sign(ours, getattr(row, "signer_name", None) or ""), Sign(theirs, who, language.moment(at) if at else "", drawn)


def name_of(paper: Paper) -> str:
    """What the file is called."""
    return " ".join(part for part in (paper.title, paper.number, paper.customer.name) if part)[:120] + ".pdf"


def _facts(fields: Mapping[str, Any], names: Mapping[str, str], row: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for name, label in names.items():
        if (value := getattr(row, name)) is not None:
            found.append((say(label or fields[name].label), language.day(value) if isinstance(value, date) else str(value)))
    if row.owner_name:
        found.append((say("Your contact"), row.owner_name))
    return tuple(found)


def _table(lines: Sequence[Line], currency: str, blocks: set[str]) -> tuple[tuple[Column, ...], tuple[Item, ...]]:
    """A column that would be empty is left out."""
    cells: list[tuple[str, Callable[[Line], str]]] = [
        (say("Quantity"), lambda line: " ".join(part for part in (language.number(line.quantity), line.unit) if part)),
        (say("Unit price"), lambda line: figure(line.unit_price, currency)),
    ]
    if "discount" in blocks and any(line.discount for line in lines):
        cells.append((say("Discount"), lambda line: f"−{language.number(line.discount)}%" if line.discount else ""))
    if "tax" in blocks and any(line.tax_rate for line in lines):
        cells.append((say("Tax rate"), lambda line: f"{language.number(line.tax_rate)}%" if line.tax_rate else ""))
    cells.append((say("Amount ({currency})", currency=currency), lambda line: figure(line.total, currency)))
    heads = (Column("#"), Column(say("Product or service"), rest=True), *(Column(label, right=True) for label, _ in cells))
    return heads, tuple(Item(*_words(line), tuple(cell(line) for _, cell in cells)) for line in lines)


def _words(line: Line) -> tuple[str, str]:
    """What is sold, and what more was written of it."""
    text = line.text or ""
    if line.product_name:
        return line.product_name, text
    title, _, rest = text.partition("\n")
    return title, rest


def _sums(lines: Sequence[Line], whole: Amounts, currency: str) -> tuple[Sum, ...]:
    """What stands above the total and comes to it: a discount only where all prices hold the tax, or none does."""

    def shown(amount: Money) -> str:
        return language.money(amount, currency)

    held = {line.tax_included for line in lines}
    found = []
    if whole.saved and len(held) == 1:
        found += [Sum(say("Before discount"), shown(whole.full)), Sum(say("Discount"), shown(-whole.saved))]
    if whole.tax and held != {True}:
        found.append(Sum(say("Without tax"), shown(whole.net)))
    label = N_("Tax of {rate}% in the total") if held == {True} else N_("Tax of {rate}%")
    return (*found, *(Sum(say(label, rate=language.number(rate)), shown(one.tax)) for rate, one in by_tax(lines) if one.tax))


def _paragraphs(module: str, row: Any, template: QuoteTemplate, blocks: set[str]) -> tuple[tuple[str, str], ...]:
    """The words of a template are about quotes; where our bank is holds for every paper."""
    quoted = module == "quote"
    terms = (row.terms or template.terms) if quoted and "terms" in blocks else None
    bank = "\n".join(part for part in (template.bank, template.bank_account) if part) if "bank" in blocks else None
    said = ((say("Terms"), terms), (say("Bank account"), bank), ("", template.note if quoted else None))
    return tuple((label, words) for label, words in said if words)

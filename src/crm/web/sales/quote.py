"""Pages of quotes: where they stand, their lines, their versions and options, the ways on."""

from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module
from crm.domain.sales.quote import ANSWERED, EVIDENCE, FIXED, MODULE, MOVES, OPEN, RENEWABLE, STATES, Quote, numbered
from crm.language import say, say_many
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import WHOLE
from crm.web.kit.page import container
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, CardItem, FieldView, Link, Tile
from crm.web.sales.line_view import line_card
from crm.web.sales.moving import MovingPage
from crm.web.sales.quote_link import customer_card, share

SHOWN, SOON = 12, 7
ASKING = (*ANSWERED, "approved")  # states with a page or a right of their own


class QuotePage(MovingPage):
    """The pages of quotes."""

    moves = MOVES
    at_once = 0  # its own cards come first

    def given(self) -> dict[str, Any]:
        """A new quote of a deal begins with the deal's customer."""
        raw = super().given()
        deal = str(raw.get("opportunity_id") or "")
        if not deal.isdigit() or raw.keys() & {"account_id", "name"}:
            return raw
        for row in container().sales.opportunity().find([int(deal)]):
            values = {name: getattr(row, name) for name in ("name", "account_id", "contact_id", "currency")}
            raw = {name: str(value) for name, value in values.items() if value} | raw
        return raw

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """The next step stands beside its name."""
        return super().head(row, editable) | {"actions": (*share(row), *self._next(row)) if editable else ()}

    def above(self, row: Any, top: Any) -> dict[str, Any]:
        """With a quote that is settled nothing is planned, so that nothing is missing either."""
        found = super().above(row, top)
        return found if row.state in OPEN or found.get("next_step") else found | {"storied": False}

    @staticmethod
    def _next(row: Any) -> tuple[Link, ...]:
        here, may = f"{MODULE.path}/{row.id}", current.actor().may
        if row.state in ("draft", "approved"):
            return (Link(say("Mark as sent"), f"{here}/sent", "send", testid="sales_quote_answer.send", post=True),)
        if row.state == "sent":
            return (Link(say("Record the answer"), f"{here}/answer", "circle-check", testid="sales_quote_answer.edit"),)
        if row.state == "accepted" and may("sales_order.create"):
            return (Link(say("Make an order"), f"{here}/order", "shopping-cart", testid="sales_quote_answer.order", post=True),)
        return ()

    def offered(self, row: Any) -> tuple[str, ...]:
        """With one click what needs nothing else; an answer has a page of its own."""
        may = self.service.may("approve", row)
        return tuple(state for state in super().offered(row) if state not in ASKING or (state == "approved" and may))

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """What is settled is not edited in place."""
        settled = row.state != "draft" and (field.name in FIXED or (row.state in ANSWERED and field.name in EVIDENCE))
        return super().field_view(field, row, editable and not settled and field.name != "state")

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        here, ways = f"{MODULE.path}/{row.id}", []
        if self.may("create") and editable:
            if row.state in RENEWABLE:
                ways.append(Link(say("New version"), f"{here}/version", "versions", testid="sales_quote_version.create", post=True))
            if row.state != "accepted":
                ways.append(Link(say("New option"), f"{here}/option", "copy", testid="sales_quote_version.option", post=True))
        if row.state == "accepted" and row.opportunity_id and current.actor().may("opportunity.edit"):
            ways.append(Link(say("Take over into the deal"), f"{here}/deal", "target", testid="sales_quote_version.take", post=True))
        return (*ways, *super().record_links(row, editable))

    # What belongs to it -------------------------------------------------------

    def cards(self, row: Any) -> tuple[Card, ...]:
        family = container().trade.quote_version().family(row)
        lines = line_card(MODULE.name, row, row.state == "draft" and self.may("edit") and self.service.may("edit", row))
        return (lines, *customer_card(row), *([family_card(row, family)] if len(family) > 1 else []), *super().cards(row))

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        own = [Tile(say("Quoted amount"), escape(price(row)), f"/lines/{MODULE.name}/{row.id}", None, "amount"), self._term(row)]
        if row.answered_at:
            own.append(Tile(say("Answered on"), escape(language.ago(row.answered_at)), None, name="answered"))
        elif row.sent_at:
            own.append(Tile(say("Sent on"), escape(language.ago(row.sent_at)), None, name="sent"))
        return (*own, *super().tiles(row, top, counted, cards))

    @staticmethod
    def _term(row: Any) -> Tile:
        """Until when it holds; how many days that is, as long as an answer is open."""
        if row.valid_until is None:
            return Tile(say("Quote valid until"), escape(say("No end")), None, name="valid")
        left, said = (row.valid_until - current.today()).days, language.day(row.valid_until)
        if row.state in ANSWERED or row.state == "replaced" or left < 0:
            return Tile(say("Quote valid until"), escape(said), None, "bad" if row.state == "expired" else None, "valid")
        days = say_many("{n} day left", "{n} days left", left)
        return Tile(f"{say('Quote valid until')} {said}", escape(days), None, "warn" if left < SOON else None, "valid")


page = QuotePage(MODULE)


def state_tag(row: Quote) -> Markup:
    option = next(one for one in STATES if one.value == row.state)
    return Markup('<span class="tag {}">{}</span>').format(option.tone, say(option.label))


def called(row: Quote, family: list[Quote]) -> str:
    """What tells it from the others of its family: option and version."""
    options = {one.option or "" for one in family} | {row.option or ""}
    version = say("Version {n}", n=row.revision)
    return f"{say('Option {name}', name=row.option or 'A')} · {version}" if len(options) > 1 else version


def family_card(row: Quote, family: list[Quote]) -> Card:
    """All versions and options, and the way to compare this one with what it is likely to be compared with."""
    items = tuple(
        CardItem(
            f"{called(one, family)} · {price(one)}", f"{MODULE.path}/{one.id}",
            Markup("{} {}").format(state_tag(one), say("this quote") if one.id == row.id else ""),
        )
        for one in family[:SHOWN]
    )  # fmt: skip
    compare = f"{MODULE.path}/{row.id}/comparison"
    button = '<p class="card-lead"><a class="button" href="{}" data-testid="sales_quote_version.compare">{}</a></p>'
    lead = Markup(button).format(compare, say("Compare"))
    return Card(say("Versions and options"), "versions", str(len(family)), items, compare, None, len(family) > SHOWN, "family", lead)


def price(row: Quote) -> str:
    return language.money(row.amount, row.currency or current.own_currency()) if row.amount is not None else "—"


def beneath(row: Quote) -> str:
    """Below a quote's name on a card: number, state, amount."""
    option = next(one for one in STATES if one.value == row.state)
    return " · ".join((say(option.label), price(row), numbered(row)))


def ends() -> Any:
    """The cell of the last day: marked where a sent quote holds only a few days more."""
    today = current.today()

    def cell(row: Any) -> str:
        if row.valid_until is None:
            return ""
        late = row.state == "sent" and (row.valid_until - today).days < SOON
        return str(Markup("<time{}>{}</time>").format(Markup(' class="late"') if late else "", language.day(row.valid_until)))

    return cell


def of_deal(module: Module, row: Any) -> Beside:
    """From a deal that is not lost one goes on to a quote with its lines."""
    if module.name != "opportunity" or row.state == "lost" or not current.actor().may(MODULE.permission("create")):
        return Beside()
    url = f"{MODULE.path}/of-deal/{row.id}"
    return Beside(links=(Link(say("Make a quote"), url, MODULE.icon, testid="sales_quote_version.of_deal", post=True),))


OF_RECORD.append(of_deal)
WHOLE["quote", "valid_until"] = ends
SECOND["quote"] = beneath

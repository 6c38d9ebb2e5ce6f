"""Pages of targets."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.sales.target import MODULE, MONTHS
from crm.domain.sales.target_measure import MEASURES
from crm.language import say
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.record import RecordPage
from crm.web.kit.view import FieldView, Link, Tile


class TargetPage(RecordPage):
    """The pages of targets: a list, a record, and the way to the sheet and to what was reached."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        links = (
            Link(say("Targets as a sheet"), f"{MODULE.path}/sheet", "table", testid="sales_target_sheet.edit"),
            Link(say("Attainment"), "/attainment", "target-arrow", testid="sales_attainment.index"),
        )
        return (*links, *super().more_links(address))

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """A number of calls is no amount of money."""
        if field.kind_name == "money" and not MEASURES[row.measure].is_money:
            field = replace(field, kind_name="number")
        return super().field_view(field, row, editable)

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Any, ...]) -> tuple[Tile, ...]:
        """How it stands in the year, a look away."""
        way = f"/attainment?period={row.year}&measure={row.measure}"
        own = Tile(say("Whole year"), escape(said(row.measure, row.total)), way, None, "total")
        return (own, *super().tiles(row, top, counted, cards))


page = TargetPage(MODULE)


def said(measure: str, amount: Any) -> str:
    """An amount of the measure: money, or a number."""
    return language.money(amount, current.own_currency()) if MEASURES[measure].is_money else language.number(amount)


def _amount(name: str) -> Any:
    """The cell of an amount: a number has no currency."""
    return lambda: lambda row: Markup('<span class="number">{}</span>').format(said(row.measure, getattr(row, name)))


for _name in (*MONTHS, "total"):
    WHOLE["target", _name] = _amount(_name)

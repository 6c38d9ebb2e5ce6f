"""A quote that nobody made, to show how a template prints."""

from datetime import timedelta
from decimal import Decimal

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.line import Line, totals, worked_out
from crm.domain.sales.paper import Paper
from crm.domain.sales.quote import Quote
from crm.language import say
from crm.service.kit.transaction import reading
from crm.service.sales.paper import PaperService
from crm.service.sales.quote_template import QuoteTemplateService


class PaperSampleService:
    """Prints it for whoever may see the template."""

    def __init__(self, templates: QuoteTemplateService, papers: PaperService):
        self.db = templates.db
        self.templates = templates
        self.papers = papers

    @reading
    def paper(self, template_id: int) -> Paper:
        template = self.templates.get(template_id)
        with current.acting(language=template.language):
            lines = _lines()
            quote = Quote(
                name=say("Yearly licences and rollout"), number="BJ2026-0001", account_name=say("Yunfan Technology Co., Ltd."),
                contact_name=say("Ms Lin"), owner_name=current.actor().name, currency="CNY", language=template.language,
                quoted_on=current.today(), valid_until=current.today() + timedelta(days=30), amount=totals(lines).total, state="approved",
            )  # fmt: skip
            return self.papers.made("quote", quote, lines, template)


def _lines() -> list[Line]:
    sold = (
        (say("CRM, professional edition"), 50, 1200, 10),
        (say("Rollout and training"), 12, 1500, 0),
        (say("Support for a year"), 1, 9800, 0),
    )
    return [
        worked_out(
            Line(module="quote", record_id=0, text=text, quantity=Decimal(count), unit_price=Money(price), discount=Decimal(less),
                 tax_rate=Decimal(13), currency="CNY")
        )
        for text, count, price, less in sold
    ]  # fmt: skip

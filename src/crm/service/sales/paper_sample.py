"""A quote that nobody made, to show how a template prints."""

from datetime import timedelta

from crm import current
from crm.domain.sales.line import Line, LineDraft, worked_out
from crm.domain.sales.paper import Paper
from crm.domain.sales.quote import Quote, QuoteDraft
from crm.domain.sales.quote_template import QuoteTemplate
from crm.errors import Forbidden
from crm.language import say
from crm.service.kit.transaction import reading
from crm.service.sales.paper import PaperService
from crm.service.sales.quote_template import QuoteTemplateService


class PaperSampleService:
    """Prints it for whoever may see the template, or the letterhead of the settings."""

    def __init__(self, templates: QuoteTemplateService, papers: PaperService):
        self.db = templates.db
        self.templates = templates
        self.papers = papers

    @reading
    def paper(self, template_id: int) -> Paper:
        return self._of(self.templates.letterhead.filled(self.templates.get(template_id)))

    @reading
    def standard(self, tongue: str) -> Paper:
        """With what papers of the language are printed with unless another template is chosen."""
        if not current.actor().may("setting.view"):
            raise Forbidden()
        return self._of(self.templates.choose(tongue))

    def _of(self, template: QuoteTemplate) -> Paper:
        with current.acting(language=template.language):
            lines = _lines()
            said = QuoteDraft.parse(
                {
                    "name": say("Yearly licences and rollout"), "number": "BJ2026-0001", "currency": "CNY", "language": template.language,
                    "quoted_on": current.today(), "valid_until": current.today() + timedelta(days=30), "state": "approved",
                }
            )  # fmt: skip
            quote = Quote(
                **said.values(), account_name=say("Yunfan Technology Co., Ltd."), contact_name=say("Ms Lin"),
                owner_name=current.actor().name,
            )  # fmt: skip
            return self.papers.made("quote", quote, lines, template)


def _lines() -> list[Line]:
    sold = (
        (say("CRM, professional edition"), 50, 1200, 10),
        (say("Rollout and training"), 12, 1500, 0),
        (say("Support for a year"), 1, 9800, 0),
    )
    typed = [
        {"text": text, "quantity": count, "unit_price": price, "discount": less, "tax_rate": 13, "module": "quote", "record_id": 1}
        for text, count, price, less in sold
    ]
    return [worked_out(Line(**LineDraft.parse(raw).values())) for raw in typed]

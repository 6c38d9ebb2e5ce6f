"""Deals: what may be won."""

from tests.ui.pages.record import RecordPages


class OpportunityPage(RecordPages):
    """Deals in the browser."""

    path = "/opportunities"
    endpoint = "sales_opportunity"
    noun = {"en": "opportunities", "zh": "商机"}

    @property
    def columns(self) -> list[str]:
        """The stages of the board, as their columns are called in the page."""
        return [str(one.get_attribute("data-column")) for one in self.browser.all("[data-column]")]

    @property
    def asked(self) -> list[str]:
        """The fields that the dialog of a stage asks for."""
        places = self.browser.all("#dialog-body .input label, #dialog-body [name]:not([type=hidden])")
        return [name for one in places if (name := one.get_attribute("name"))]

"""Pages of instalments."""

from typing import Any

from markupsafe import Markup

from crm import current, language
from crm.domain.sales.receipt_plan import DUE, MODULE, STATES
from crm.language import say, say_many
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.view import Link
from crm.web.sales.contract_part import ContractPartPage

LABELS = {option.value: option for option in STATES}


class ReceiptPlanPage(ContractPartPage):
    """The pages of instalments."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        aged = Link(say("Receivables by age"), "/receivables", "chart-bar", testid="sales_ageing.index")
        return (aged, *super().more_links(address))

    def begun(self, contract: Any) -> dict[str, Any]:
        """The next instalment, of all that is not planned yet."""
        books = container().trade.receipt_plan().unplanned(contract.id)
        left = books.amount - books.planned
        return super().begun(contract) | {"position": len(books.plans) + 1} | ({"amount": f"{left.normalize():f}"} if left > 0 else {})

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if row.state not in DUE or not current.actor().may("receipt.create"):
            return links
        amount = f"{row.open_amount.normalize():f}"
        way = f"/receipts/new?contract_id={row.contract_id}&plan_id={row.id}&amount={amount}"
        return (Link(say("Record a receipt"), way, "receipt", testid="sales_receipt.new"), *links)


page = ReceiptPlanPage(MODULE)


def state_tag(row: Any) -> Markup:
    """The state; of what is overdue, for how long."""
    today, option = current.today(), LABELS[row.state]
    said = say(option.label)
    if row.is_late(today):
        option, said = LABELS["overdue"], say_many("Overdue for {n} day", "Overdue for {n} days", row.days_late(today))
    return Markup('<span class="tag {}">{}</span>').format(option.tone, said)


def states() -> Any:
    return lambda row: str(state_tag(row))


def dues() -> Any:
    """The cell of the due day: red where something is still to come after it."""
    today = current.today()

    def cell(row: Any) -> str:
        late = row.is_late(today)
        return str(Markup("<time{}>{}</time>").format(Markup(' class="late"') if late else "", language.day(row.due_on)))

    return cell


WHOLE["receipt_plan", "state"] = states
WHOLE["receipt_plan", "due_on"] = dues

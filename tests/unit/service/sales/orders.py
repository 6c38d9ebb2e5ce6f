"""What tests of orders begin with."""

from typing import Any

from crm.domain.sales.sales_order import SalesOrderDraft
from tests.kit.company import Company

LINES = ({"text": "标准版席位", "quantity": "10", "unit": "个", "unit_price": "100"}, {"text": "实施服务", "unit_price": "600"})


def order(company: Company, state: str = "confirmed", lines: tuple[dict[str, str], ...] = LINES, **raw: Any) -> Any:
    """An order of whoever acts, of 1,600 yuan; its approver is Li Lei."""
    account = company.container.customer.account()
    customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
    service = company.container.trade.sales_order()
    made = service.create(SalesOrderDraft.parse({"name": "云帆采购", "account_id": customer.id, **raw}))
    if lines:
        company.container.sales.line().put("sales_order", made.id, lines)
    if state != "draft":
        with company.acting("lilei"):
            service.change(made.id, {"state": state})
    return service.get(made.id)


def lines_of(company: Company, order: Any) -> list[int]:
    """The ids of its lines in their order."""
    return [line.id for line in company.container.sales.line().of("sales_order", order.id)]


def without(company: Company, *permissions: str) -> None:
    """Salespeople lose these rights."""
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name not in permissions}})

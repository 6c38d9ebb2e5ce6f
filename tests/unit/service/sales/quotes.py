"""What tests of quotes begin with."""

from typing import Any

from crm.domain.sales.quote import QuoteDraft
from tests.kit.company import Company

LINES = ({"text": "企业版", "quantity": "10", "unit_price": "100"}, {"text": "实施", "quantity": "2", "unit_price": "300"})


def quote(company: Company, state: str = "draft", lines: Any = LINES, **raw: Any) -> Any:
    """A quote of whoever acts, over 1,600 yuan in two lines, drafted or sent."""
    account = company.container.customer.account()
    values = {"name": "云帆采购报价"} | raw
    if "account_id" not in raw:
        values["account_id"] = account.create(account.module.draft.parse({"name": "云帆科技"})).id
    service = company.container.trade.quote()
    made = service.create(QuoteDraft.parse(values))
    company.container.sales.line().put("quote", made.id, list(lines))
    return service.send(made.id) if state == "sent" else service.get(made.id)


def deal(company: Company, **raw: Any) -> Any:
    """A deal of whoever acts, with the same lines."""
    sales = company.container.sales
    account = company.container.customer.account()
    customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
    service = sales.opportunity()
    made = service.create(service.module.draft.parse({"name": "云帆采购", "account_id": customer.id, "currency": "CNY", **raw}))
    sales.line().put("opportunity", made.id, list(LINES))
    return service.get(made.id)

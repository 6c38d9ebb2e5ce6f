"""What the sales area adds to the demo company, room by room, in the order in which one builds on another."""

from typing import Any

from crm.service.sales.demo_approval import DemoApproval
from crm.service.sales.demo_commission import DemoCommission
from crm.service.sales.demo_contract import DemoContract
from crm.service.sales.demo_lead import DemoLead
from crm.service.sales.demo_market import DemoMarket
from crm.service.sales.demo_opportunity import DemoOpportunity
from crm.service.sales.demo_order import DemoOrder
from crm.service.sales.demo_paper import DemoPaper
from crm.service.sales.demo_past import DemoPast
from crm.service.sales.demo_pool import DemoPool
from crm.service.sales.demo_product import DemoProduct
from crm.service.sales.demo_quote import DemoQuote
from crm.service.sales.demo_target import DemoTarget
from crm.service.sales.demo_visit import DemoVisit


def rooms(built: Any) -> tuple[Any, ...]:
    """`built` is the container of the whole program; each room has found(plan, actors, administrator)."""
    sales = built.sales
    return (
        DemoPool(sales), DemoOpportunity(sales), DemoProduct(sales), DemoPast(sales), DemoQuote(sales, built.trade),
        DemoPaper(built.trade), DemoContract(sales), DemoOrder(sales, built.trade), DemoApproval(sales), DemoLead(sales),
        DemoMarket(sales), DemoVisit(built), DemoTarget(sales), DemoCommission(sales),
    )  # fmt: skip

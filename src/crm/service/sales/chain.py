"""The way from a deal to its contract, as it is seen from any of them."""

from typing import Any

from crm.dao.kit.database import Database
from crm.dao.sales.chain import ChainDao
from crm.domain.sales.chain import MODULES, Link
from crm.service.kit.transaction import reading


class ChainService:
    """Reads all of it at once."""

    def __init__(self, db: Database, chains: ChainDao):
        self.db = db
        self.chains = chains

    @reading
    def of(self, module: str, row: Any) -> list[Link]:
        """What the record followed from and what followed from it, itself among them, from the deal on; as far as the actor may
        see it."""
        deal = row.id if module == "opportunity" else row.opportunity_id
        by: dict[str, int] = {
            "opportunity": {"of_deal": row.id}, "quote": {"quote_id": row.id}, "sales_order": {"order_id": row.id},
        }.get(module) or {"order_id": row.order_id or 0}  # fmt: skip
        own = Link(module, row.id, row.name, getattr(row, "number", None), row.state, row.amount, row.currency)
        found = {link.module: link for link in self.chains.links(deal, **by)} | {module: own}
        return [found[name] for name in MODULES if name in found]

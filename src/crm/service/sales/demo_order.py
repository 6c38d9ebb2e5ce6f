"""Orders of the demo company: what accepted quotes and won deals led to, with deliveries, one that is late, one that was altered."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.delivery import DeliveryDraft
from crm.domain.sales.order_change import OrderChangeDraft
from crm.domain.sales.sales_order import SalesOrderDraft

CARRIERS = ("顺丰速运", "京东物流", "德邦快递", "中通快运")
QUOTES, DEALS = 2, 4  # of each salesperson
SIGNER = "张建国"


class DemoOrder:
    """Each is its salesperson's; his boss decides. `trade` is the container of what follows a deal."""

    def __init__(self, sales: Any, trade: Any, seed: int = 29):
        self.of = sales.records()
        self.lines = sales.line()
        self.trade = trade
        self.orders = trade.sales_order()
        self.deliveries = trade.delivery()
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        self.now, self.boss, self.quoted = current.now(), actors[administrator], 0
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                quotes = [quote for quote in self._found("quote", "accepted", 5 * QUOTES) if self.lines.of("quote", quote.id)]
                for quote in quotes[:QUOTES]:
                    self.quoted += 1
                    self._quoted(quote, self.quoted % 2)
                quoted = {quote.opportunity_id for quote in quotes}
                won = (deal for deal in self._found("opportunity", "won", 5 * DEALS) if deal.id not in quoted)
                deals = [deal for deal in won if self.lines.of("opportunity", deal.id)]
                for at, deal in enumerate(deals[:DEALS]):
                    self._ordered(deal, at)

    def _found(self, module: str, state: str, most: int) -> list[Any]:
        wanted = (Condition("owner_id", "any", ("me",)), Condition("state", "any", (state,)), Condition("account_id", "filled"))
        return list(self.of(module).page(Query(Group(wanted), Sort((("updated_at", True),)), size=most))[:most])

    def _quoted(self, quote: Any, at: int) -> None:
        """One that is late and about to be altered, and one that was delivered and signed."""
        with current.acting(clock=self.now - timedelta(days=24 - at)):
            made = self.orders.of_quote(quote.id)
            made = self.orders.change(made.id, {"deliver_by": (current.today() + timedelta(days=14)).isoformat()})
            self._decided(self.orders, made.id, "confirmed")
        if at == 0:
            self._shipped(made, 12, self._half(made))
            self._altered(made)
            return
        sent = self._shipped(made, 9, None)
        with current.acting(clock=self.now - timedelta(days=6)):
            self.deliveries.change(sent.id, {"state": "received"})
            contract = self.trade.contract().of_order(made.id)
            today = current.today().isoformat()
            self.trade.contract().change(contract.id, {"signed_on": today, "starts_on": today, "their_signer": SIGNER})
            self._decided(self.trade.contract(), contract.id, "active")

    def _ordered(self, deal: Any, at: int) -> None:
        """A draft, one that waits for approval, one with a planned delivery, one that was cancelled."""
        lines = self.lines.of("opportunity", deal.id)
        values = {name: getattr(deal, name) for name in ("account_id", "contact_id", "currency")}
        days = self.random.randrange(5, 25)
        values |= {"name": f"{deal.name}订单"[:200], "opportunity_id": deal.id, "deliver_by": current.today() + timedelta(days=days)}
        with current.acting(clock=self.now - timedelta(days=5 + at)):
            made = self.orders.create(SalesOrderDraft.parse(values))
            names = ("product_id", "text", "quantity", "unit", "unit_price", "tax_rate", "tax_included")
            self.lines.put("sales_order", made.id, [{name: getattr(line, name) for name in names} for line in lines])
            if at == 1:
                self.orders.change(made.id, {"state": "approval"})
            elif at == 2:
                self._decided(self.orders, made.id, "confirmed")
                self.deliveries.create(DeliveryDraft.parse({"order_id": made.id}))
            elif at == 3:
                self.orders.change(made.id, {"state": "cancelled", "closing_reason": "客户调整采购计划，改为下季度下单"})

    def _decided(self, service: Any, id: int, state: str) -> None:
        with current.acting(actor=self.boss):
            service.change(id, {"state": state})

    def _half(self, order: Any) -> dict[int, Any]:
        """Half of the first line, where it can be parted."""
        first = self.lines.of("sales_order", order.id)[0]
        return {first.id: str(max(int(first.quantity) // 2, 1))}

    def _shipped(self, order: Any, days: int, quantities: dict[int, Any] | None) -> Any:
        with current.acting(clock=self.now - timedelta(days=days)):
            raw = {"order_id": order.id, "state": "shipped", "carrier": self.random.choice(CARRIERS),
                   "tracking": f"SF{self.random.randrange(10**11, 10**12)}"}  # fmt: skip
            return self.deliveries.ship(DeliveryDraft.parse(raw), quantities)

    def _altered(self, order: Any) -> None:
        """The customer wants more of the first line; it is not decided yet."""
        changes = self.trade.order_change()
        with current.acting(clock=self.now - timedelta(days=2)):
            made = changes.create(OrderChangeDraft.parse({"order_id": order.id, "reason": "客户新开分公司，增购 5 个"}))
            given: list[dict[str, Any]] = [{"id": str(line.id)} for line in self.lines.of("order_change", made.id)]
            given[0]["quantity"] = str(int(self.lines.of("order_change", made.id)[0].quantity) + 5)
            self.lines.put("order_change", made.id, given)

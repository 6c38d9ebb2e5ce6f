"""Quotes of the demo company: drafts, sent ones, one that waits long, a second version, two options, what was answered."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.quote import MODULE

OPEN, WON = 5, 2  # deals of each salesperson
TERMS = """1. 本报价含税，有效期内价格保持不变。
2. 合同签订后 5 个工作日内支付 30%，验收合格后支付剩余款项。
3. 实施周期自合同生效之日起 45 天。"""
SIGNERS = ("张建国", "刘洪波", "陈晓燕", "吴国平", "郑丽华", "孙立军")
WHY = "预算今年已用完，明年一季度再谈"


class DemoQuote:
    """Made from deals, by their owners; `trade` is the container of what follows a deal."""

    def __init__(self, sales: Any, trade: Any, seed: int = 23):
        self.of = sales.records()
        self.lines = sales.line()
        self.versions = trade.quote_version()
        self.quotes = trade.quote()
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        self.now = current.now()
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                for at, deal in enumerate(self._deals("open", OPEN)):
                    self._offer(deal, at)
                for deal in self._deals("won", WON):
                    self._won(deal)

    def _deals(self, state: str, most: int) -> list[Any]:
        """Those with lines first come first."""
        wanted = (Condition("owner_id", "any", ("me",)), Condition("state", "any", (state,)), Condition("account_id", "filled"))
        rows = self.of("opportunity").page(Query(Group(wanted), Sort((("updated_at", True),)), size=most * 6))[: most * 6]
        return [row for row in rows if row.amount and (state == "won" or self._approved(row))][:most]

    def _approved(self, deal: Any) -> bool:
        lines = self.lines.of("opportunity", deal.id)
        return bool(lines) and not any(line.approval == "waits" for line in lines)

    def _made(self, deal: Any, days: int) -> Any:
        """A draft of so many days ago."""
        with current.acting(clock=self.now - timedelta(days=days)):
            made = self.versions.of_deal(deal.id)
            return self.quotes.change(made.id, {"name": f"{deal.name}报价"[:200], "terms": TERMS})

    def _sent(self, id: int, days: int) -> None:
        with current.acting(clock=self.now - timedelta(days=days)):
            self.quotes.send(id)

    def _offer(self, deal: Any, at: int) -> None:
        """A draft, one that waits for an answer, a second version, two options, one that was declined."""
        made = self._made(deal, 20 - at)
        if at == 0:
            return
        self._sent(made.id, 18 - at)
        if at == 2:
            self._cheaper(self.versions.new_version(made.id), "2")
        elif at == 3:
            option = self._cheaper(self.versions.new_option(made.id), "5")
            self._sent(option.id, 1)
        elif at == 4:
            with current.acting(clock=self.now - timedelta(days=3)):
                self.quotes.decline(made.id, WHY)

    def _cheaper(self, quote: Any, percent: str) -> Any:
        """Its first line with a discount, and half of the last one taken out."""
        lines = self.lines.of(MODULE.name, quote.id)
        given: list[dict[str, Any]] = [{"id": str(line.id)} for line in lines]
        given[0]["discount"] = percent
        if len(given) > 1:
            given[-1]["quantity"] = str(max(int(lines[-1].quantity) // 2, 1))
        self.lines.put(MODULE.name, quote.id, given)
        return self.quotes.get(quote.id)

    def _won(self, deal: Any) -> None:
        """Sent and accepted before the deal was won."""
        days = max((self.now - deal.closed_at).days, 0) if deal.closed_at else 0
        made = self._made(deal, days + 12)
        self._sent(made.id, days + 10)
        with current.acting(clock=self.now - timedelta(days=days + 1)):
            self.quotes.accept(made.id, self.random.choice(SIGNERS))

"""Papers and links of the demo company: a letterhead in each language, and sent quotes that customers opened and asked about."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query, Sort

EACH = 2  # sent quotes of each salesperson that have a link
COMMON = {"standard": "yes", "phone": "021-5080 1234", "mail": "sales@starbridge.example", "bank_account": "1219 0812 3456 789"}
TEMPLATES = (
    COMMON | {
        "name": "标准报价模板", "language": "zh", "company": "星桥软件有限公司", "address": "上海市浦东新区张江路 88 号 6 楼",
        "tax_id": "91310000MA1K35XX9P", "bank": "招商银行上海张江支行", "opening": "感谢贵公司的垂询，现报价如下：",
        "terms": "1. 合同签订后 5 个工作日内支付 30% 预付款。\n2. 验收合格后 10 个工作日内支付余款。",
    },
    COMMON | {
        "name": "Standard quotation", "language": "en", "company": "Starbridge Software Co., Ltd.",
        "address": "6F, 88 Zhangjiang Road, Pudong, Shanghai, China", "bank": "China Merchants Bank, Shanghai Zhangjiang",
        "opening": "Thank you for your inquiry. We are pleased to offer:",
        "terms": "30 % in advance, the rest within 10 days after acceptance.",
    },
)  # fmt: skip
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0"
OPENED = ((3, "203.0.113.7", PHONE), (26, "203.0.113.7", PHONE), (27, "198.51.100.20", COMPUTER))  # hours after it was sent
TALK = (("技术支持可以按季度付款吗？", "可以，按季度平均支付即可。"), ("实施周期能否缩短到 30 天？", ""))


class DemoPaper:
    """Templates are the administrator's; links are made by the owners of the quotes."""

    def __init__(self, trade: Any):
        self.trade = trade

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        with current.acting(actor=actors[administrator], source="form"):
            templates = self.trade.quote_template()
            for raw in TEMPLATES:
                templates.create(templates.module.draft.parse(raw))
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._share()

    def _share(self) -> None:
        now, sent = current.now(), (Condition("owner_id", "any", ("me",)), Condition("state", "any", ("sent",)))
        quotes = self.trade.quote().page(Query(Group(sent), Sort((("sent_at", True),)), size=EACH))[:EACH]
        for quote, (asked, answered) in zip(quotes, TALK, strict=False):
            with current.acting(clock=quote.sent_at):
                token = self.trade.quote_link().make(quote.id, 90, quote.contact_name)
            for hours, address, agent in OPENED:
                if (at := quote.sent_at + timedelta(hours=hours)) < now:
                    self._open(token, at, address, agent)
            if (at := quote.sent_at + timedelta(hours=28)) < now:
                self._talk(quote, token, at, asked, answered)

    def _open(self, token: str, at: datetime, address: str, agent: str) -> None:
        visits = self.trade.quote_view()
        with current.acting(clock=at), visits.visiting("zh"):
            visits.see(visits.enter(token, address), address, agent)

    def _talk(self, quote: Any, token: str, at: datetime, asked: str, answered: str) -> None:
        visits = self.trade.quote_view()
        with current.acting(clock=at), visits.visiting("zh"):
            visits.comment(visits.enter(token, ""), asked, quote.contact_name or "采购部")
        if answered:
            with current.acting(clock=at + timedelta(hours=2)):
                self.trade.quote_link().reply(quote.id, answered)

"""Rules of pools: what one would do is counted before it is in force."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from crm import current, language
from crm.dao.sales.pool_rule import PoolRuleDao
from crm.dao.sales.pooled import PooledDao
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import modules
from crm.domain.sales.pool_rule import NO_DEAL, UNTOUCHED, PoolRule, PoolRuleDraft, Preview, cutoff
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_move import everywhere


class PoolRuleService(RecordService[PoolRule, PoolRuleDraft]):
    records: PoolRuleDao

    def __init__(self, kit: Kit, records: PoolRuleDao, pools: PoolService, pooled: Mapping[str, PooledDao]):
        super().__init__(kit, records)
        self.pools = pools
        self.pooled = pooled

    def verify(self, row: Any, before: Any | None) -> None:
        """A rule that would move very much is in force only when somebody has typed how much."""
        pools = self.pools.find([row.pool_id])
        if not pools:
            raise Invalid(pool_id=Words("Please choose one from the list."))
        module = pools[0].module
        if row.kind == NO_DEAL and module != "account":
            raise Invalid(kind=Words("Only customers have deals."))
        row.filter(module)
        if not row.active:
            return
        found = self._counted(row, module)
        if found.is_much and (row.allowed or 0) < found.moved:
            raise Invalid(
                allowed=Words("Tonight {n} of {all} would move. Type {n} to confirm that.", n=found.moved, all=found.owned),
            )

    @reading
    def preview(self, rule: Any) -> Preview:
        """What a rule would do tonight, saved or not."""
        self.require("view")
        return self._counted(rule, self.pools.one(rule.pool_id).module)

    def _counted(self, rule: Any, module: str) -> Preview:
        dao = self.pooled[module]
        with everywhere():
            shares = dao.shares(*self.question(rule, module))
        return Preview(sum(one.count for one in shares), dao.owned(), tuple(shares))

    def question(self, rule: Any, module: str, ahead: int = 0) -> tuple[Query, datetime, date, datetime | None, datetime | None]:
        """What falls by this rule within so many days, as PooledDao asks: query, before, today, touched, dealt."""
        today = current.today()
        before = cutoff(today, rule.days - ahead, current.timezone())
        query = Query(rule.filter(module), parse_sort(modules()[module], None))
        return query, before, today, before if rule.kind == UNTOUCHED else None, before if rule.kind == NO_DEAL else None

    @reading
    def in_force(self, module: str | None = None) -> list[PoolRule]:
        """The rules of pools in use, whoever asks; the shortest first."""
        return self.records.in_force(module)

    @staticmethod
    def sentence(found: Preview) -> Words:
        """“Tonight 214 customers would move, 31 of them from Wang.”"""
        if not found.moved:
            return Words("Tonight nothing would move.")
        first = found.shares[0]
        words = N_("Tonight {n} of {all} would move, {most} of them from {name}.")
        return Words(words, n=language.number(found.moved), all=language.number(found.owned), most=language.number(first.count),
                     name=first.owner_name or Words("nobody"))  # fmt: skip

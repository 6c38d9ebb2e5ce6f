"""Rules of pools: what one would do is counted before it is in force."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm import current, language
from crm.dao.sales.pool_rule import PoolRuleDao
from crm.dao.sales.pooled import PooledDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Group, Query, parse_sort
from crm.domain.kit.module import modules
from crm.domain.sales.pool_rule import UNTOUCHED, Cut, PoolRule, PoolRuleDraft, Preview, cut
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.fresh import Fresh
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
        self._kept = Fresh(self._read)

    def verify(self, row: Any, before: Any | None) -> None:
        """A rule that would move very much is in force only when somebody has typed how much."""
        pools = self.pools.find([row.pool_id])
        if not pools:
            raise Invalid(pool_id=Words("Please choose one from the list."))
        module = pools[0].module
        if row.kind != UNTOUCHED and module != "account":
            raise Invalid(kind=Words("Only customers have deals and contracts."))
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
            shares = dao.shares(*self.question([rule], module))
        return Preview(sum(one.count for one in shares), dao.owned(), tuple(shares))

    def question(self, rules: Sequence[Any], module: str, ahead: int = 0) -> tuple[Query, Cut]:
        """What falls by one of the rules within so many days, as PooledDao asks."""
        filters = tuple(rule.filter(module) for rule in rules)
        anyone = Group(filters, any=True) if all(filters) else Group()
        return Query(anyone, parse_sort(modules()[module], None)), cut(rules, ahead, current.today(), current.timezone())

    def in_force(self, module: str | None = None) -> list[PoolRule]:
        """The rules of pools in use, whoever asks; the shortest first. Every page of a record asks: they are kept for some seconds."""
        return [rule for rule in self._kept() if module in (None, rule.module)]

    @reading
    def _read(self) -> list[PoolRule]:
        return self.records.in_force()

    @listens(RecordsWritten)
    def forget(self, event: RecordsWritten) -> None:
        if event.module in (self.module.name, self.pools.module.name):
            self._kept.forget()

    @staticmethod
    def sentence(found: Preview) -> Words:
        """“Tonight 214 customers would move, 31 of them from Wang.”"""
        if not found.moved:
            return Words("Tonight nothing would move.")
        first = found.shares[0]
        words = N_("Tonight {n} of {all} would move, {most} of them from {name}.")
        return Words(words, n=language.number(found.moved), all=language.number(found.owned), most=language.number(first.count),
                     name=first.owner_name or Words("nobody"))  # fmt: skip

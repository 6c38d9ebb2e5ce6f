"""Rules that hand leads out, and who receives them: what is true of them beyond their shape."""

from typing import Any

from crm.dao.sales.lead_rule import LeadRuleDao
from crm.dao.sales.pool import PoolDao
from crm.domain.sales.lead_rule import LeadRule, LeadRuleDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.platform.user import UserService


class LeadRuleService(RecordService[LeadRule, LeadRuleDraft]):
    records: LeadRuleDao

    def __init__(self, kit: Kit, records: LeadRuleDao, users: UserService, pools: PoolDao):
        super().__init__(kit, records)
        self.users = users
        self.pools = pools

    def verify(self, row: Any, before: Any | None) -> None:
        """Whoever receives leads works here, and the pool is one of leads."""
        if row.target == "person" and self.users.actor(row.person_id) is None:
            raise Invalid(person_id=Words("Please choose one from the list."))
        if row.target == "pool" and not any(pool.module == "lead" for pool in self.pools.named([row.into_pool_id])):
            raise Invalid(into_pool_id=Words("Please choose a pool for leads."))

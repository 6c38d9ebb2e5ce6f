"""The demo company has families, groups, likings, lines of command, a care plan and rules."""

from datetime import UTC, datetime

import pytest

from crm.container import Container
from crm.current import acting
from crm.domain.kit.filter import Query, parse_sort
from crm.service.customer.demo import DemoService
from tests.kit.company import SYSTEM

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # test_demo fills both
def test_every_room_of_customers_has_something_to_show(crm: Container):
    with acting(clock=NOW):
        DemoService(crm.db(), crm.records(), crm.platform.setup(), crm.platform.auth()).found(120, "a demo password")
    with acting(actor=SYSTEM, clock=NOW):

        def rows(module):
            service = crm.records()(module)
            return service.page(Query(sort=parse_sort(service.module, None), size=2000))

        counted = {name: len(rows(name)) for name in ("household", "household_member", "relation", "preference", "care", "grade_rule")}
        assert counted["household"] >= 2 and counted["household_member"] == 3 * counted["household"]
        assert counted["relation"] > 5 and counted["preference"] > 10 and (counted["care"], counted["grade_rule"]) == (4, 3)
        top = next(row.parent_id for row in rows("account") if row.parent_id)
        tree = crm.customer.account_group().of(top)
        assert max(branch.depth for branch in tree.branches) == 2
        staged = [row for row in rows("account") if row.stage]
        assert staged and all(row.stage_at for row in staged)
        assert [trial.met > 0 for trial in crm.customer.grade_rule().trial()][:2] == [True, True]
        assert crm.trace.chain().verify("journal").broken is None

"""Parts of deals in the database: each is its deal's owner's."""

import pytest

from crm.dao.sales.opportunity_part import PartDao
from tests.kit.rows import NOON
from tests.unit.sql.test_statements import daos


@pytest.mark.parametrize("kind", [cls for cls in daos() if issubclass(cls, PartDao)])
def test_parts_of_deals_come_as_they_were_put_and_follow_the_owner(company, rows, kind):
    dao, table, wang, east = kind(rows.db), kind.module.table, company.users["wang"], company.departments["east"]
    deal, other = (rows.put("opportunity", name=name, owner_id=wang, department_id=east) for name in ("甲", "乙"))
    first, gone, second, elsewhere = (
        rows.put(table, opportunity_id=id, removed_at=at) for id, at in ((deal, None), (deal, NOON), (deal, None), (other, None))
    )
    assert [(one.id, one.opportunity_name, one.owner_id) for one in dao.parts([deal])] == [
        (first, "甲", None),
        (second, "甲", None),
    ] and gone
    assert dao.follow([deal]) == 3
    found = {one.id: (one.owner_name, one.department_id) for one in dao.parts([deal, other])}
    assert found == {first: ("王强", east), second: ("王强", east), elsewhere: (None, None)}

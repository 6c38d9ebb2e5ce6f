"""Parts of contracts in the database: each is its contract's owner's and customer's."""

import pytest

from crm.dao.sales.contract_part import ContractPartDao
from tests.kit.rows import NOON
from tests.unit.sql.test_statements import daos


@pytest.mark.parametrize("kind", [cls for cls in daos() if issubclass(cls, ContractPartDao)])
def test_what_is_not_yet_its_contract_s_is_found_and_follows_it(rows, kind):
    dao, table, held = kind(rows.db), kind.module.table, {"account_id": 5, "owner_id": 6, "department_id": 7}
    contract, other = rows.put("contract", **held), rows.put("contract")
    his = rows.put(table, contract_id=contract, **held)
    strays = [rows.put(table, contract_id=contract, **held | {name: None}) for name in held]
    gone, elsewhere = rows.put(table, contract_id=contract, removed_at=NOON), rows.put(table, contract_id=other, **held)
    assert sorted(dao.contracts([his, gone])) == [contract] and sorted(dao.contracts([his, elsewhere])) == [contract, other]
    assert sorted((one.id, one.owner_id, one.department_id) for one in dao.strays([contract])) == [(id, 6, 7) for id in strays]
    assert dao.follow([contract]) == 5 and dao.strays([contract]) == [] and [one.id for one in dao.strays([other])] == [elsewhere]

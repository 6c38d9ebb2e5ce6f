"""The records of the configuration in one statement are those that each module's own statement reads, on both databases."""

from crm import current
from crm.domain.kit.filter import Query
from crm.domain.platform.configuration import configured
from crm.domain.platform.field import FieldDraft
from tests.security.planted import KEPT, Planter


def test_what_is_read_together_is_what_is_read_one_by_one(company):
    rows, records = company.container.operation.configuration_rows_dao(), company.container.records()
    modules = [*configured(), records("department").module]
    with company.acting("lilei"):
        planter = Planter(company.container, {"user": company.users["lilei"], "department": company.departments["hq"]})
        company.container.platform.field().create(FieldDraft.parse({"module": "account", "name": "x_a", "kind": "date", "label_en": "A"}))
        for module in (one for one in modules if one.name not in KEPT):
            planter.record(module, company.users["lilei"], company.departments["hq"])
        with rows.db.transaction():
            found = rows.every(modules)
        with current.acting(actor=current.everyone()):
            own = {module.name: records(module.name).page(Query(size=1000)) for module in modules}
    for module in modules:
        told = {row.id: row.values() for row in own[module.name]}
        assert {id: row.values() for id, row in found[module.name].items()} == told, module.name
    assert sum(map(bool, found.values())) > 20

"""What other rights of fields do to people is told before it is written, on both databases; formulas follow what they read."""

import pytest

from crm.domain.kit import custom
from crm.domain.platform.field import FieldDraft
from crm.errors import Forbidden, Invalid

OTHERS = {"赵敏", "陈静"}

def told(company, role, **levels):
    found = company.container.platform.field_right_change().foresee(
        company.roles[role], {("account", name): level for name, level in levels.items()}
    )
    return found.people, [(one.what, [field for _, field in one.fields], {reader.name for reader in one.people}) for one in found.shifts]


def test_what_all_roles_together_allow_is_what_counts(company):
    users = company.container.platform.user()
    with company.acting("lilei"):
        users.change(company.users["wang"], {"roles": [company.roles["salesperson"], company.roles["auditor"]]})
        assert told(company, "salesperson", phone="masked", mail="hidden", city="read_only") == (
            3, [("hidden", ["mail"], OTHERS), ("masked", ["phone"], OTHERS), ("locked", ["city"], OTHERS)]
        )  # fmt: skip
        company.container.platform.field_right().put(company.roles["salesperson"], {("account", "phone"): "hidden"})
        assert told(company, "salesperson", phone="masked")[1] == [("mask", ["phone"], OTHERS)]
        assert told(company, "salesperson", phone="hidden")[1] == []


def test_what_could_not_be_written_is_refused_before(company):
    with company.acting("lilei"), pytest.raises(Invalid):
        told(company, "salesperson", name="hidden")
    with company.acting("wang"), pytest.raises(Forbidden):
        told(company, "salesperson", phone="hidden")


def test_a_formula_is_hidden_with_what_it_reads(company):
    fields = company.container.platform.field()
    with company.acting("lilei"):
        for name, kind, more in (("x_cost", "number", {}), ("x_margin", "formula", {"formula": "x_cost * 2"})):
            fields.create(FieldDraft.parse({"module": "account", "name": name, "kind": kind, "label_en": name, **more}))
    with company.acting("lilei"):
        found = told(company, "salesperson", x_cost="hidden")[1]
        assert found == [("hidden", ["x_cost", "x_margin"], {"王强", *OTHERS})]
        company.container.platform.field_right().put(company.roles["salesperson"], {("account", "x_cost"): "hidden"})
        assert "x_margin" in custom.here().all("account")
    with company.acting("wang"):
        assert not {"x_cost", "x_margin"} & set(company.container.customer.account().module.fields)

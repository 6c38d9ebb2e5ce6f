"""Layouts in the database: whose comes first, and which use a module."""

import pytest

from crm.domain.platform.layout import LayoutDraft


@pytest.fixture
def layouts(company):
    """Three layouts of customers (for all, salespeople, managers) and one of contacts."""
    service, roles = company.container.platform.layout(), company.roles
    with company.acting("lilei"):
        for name, target, role in (
            ("所有人", "account", None), ("销售", "account", roles["salesperson"]), ("经理", "account", roles["manager"]),
            ("联系人", "contact", None),
        ):  # fmt: skip
            service.create(LayoutDraft.parse({"name": name, "target": target, "role_id": role}))
    return company.container.platform.layout_dao()


def test_the_layout_of_a_role_comes_before_everybodys_and_of_two_that_of_the_older_role(company, layouts):
    roles = company.roles
    with layouts.db.transaction(writes=False):
        assert layouts.of("account", [roles["salesperson"]]).name == "销售"
        assert layouts.of("account", [roles["auditor"]]).name == layouts.of("account", []).name == "所有人"
        both = sorted((roles["salesperson"], roles["manager"]))
        assert layouts.of("account", both).role_id == both[0]
        assert layouts.of("contact", [roles["salesperson"]]).name == "联系人" and layouts.of("activity", []) is None


def test_a_removed_layout_is_nobodys(company, layouts):
    with company.acting("lilei"):
        with layouts.db.transaction(writes=False):
            gone = layouts.of("account", [company.roles["salesperson"]])
            assert gone.role_name and len(layouts.of_module("account")) == 3
        company.container.platform.layout().remove_all([gone.id])
        with layouts.db.transaction(writes=False):
            assert layouts.of("account", [company.roles["salesperson"]]).name == "所有人"
            assert gone.id not in {one.id for one in layouts.of_module("account")}


def test_the_order_of_cards_and_figures_is_kept_beside_the_sections(company, layouts):
    with company.acting("lilei"), layouts.db.transaction():
        row = layouts.of("account", [])
        layouts.update([vars(row) | {"cards": "b, a", "tiles": "-x", "next_version": 2}])
        found = layouts.of("account", [])
        assert (found.cards, found.tiles, found.sections) == ("b, a", "-x", row.sections)

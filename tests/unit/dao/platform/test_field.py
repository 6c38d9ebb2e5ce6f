"""Definitions of added fields in the database: their order, the names they keep, rights, the stamp."""

import pytest


@pytest.fixture
def fields(company):
    """Two fields of customers, the second put first, and one of contacts that was removed."""
    service = company.container.platform.field()
    with company.acting("lilei"):
        for module, name, position in (("account", "x_b", 20), ("account", "x_a", 10), ("contact", "x_c", 30)):
            raw = {"module": module, "kind": "choice", "label_zh": name, "name": name, "position": position}
            made = service.create(service.module.draft.parse(raw | {"choices": '[{"value": "hi", "zh": "高", "en": "", "tone": ""}]'}))
        service.remove_all([made.id])
    return company.container.platform.field_dao()


def test_definitions_come_in_their_order_without_removed_ones(fields):
    with fields.db.transaction(writes=False):
        found = fields.definitions()
        assert [(one.module, one.name) for one in found] == [("account", "x_a"), ("account", "x_b")]
        assert [one["value"] for one in found[0].choices] == ["hi"]


def test_a_removed_field_keeps_its_name_and_can_be_brought_back(fields):
    with fields.db.transaction(writes=False):
        assert (fields.named("contact"), sorted(fields.named("account"))) == (["x_c"], ["x_a", "x_b"])
        assert [one.name for one in fields.removed(5)] == ["x_c"]
        assert fields.removed(0) == []


def test_rights_are_put_and_dropped_field_by_field(company, fields):
    role = company.roles["salesperson"]
    with fields.db.transaction():
        fields.put_rights([{"module": "account", "field": name, "role_id": role, "level": "hidden"} for name in ("x_b", "x_a")])
        assert [(one.field, one.level) for one in fields.rights()] == [("x_a", "hidden"), ("x_b", "hidden")]
        assert fields.drop_rights("account", "x_a") == 1 and fields.drop_rights("contact", "x_b") == 0
        assert [one.field for one in fields.rights()] == ["x_b"]


def test_the_stamp_moves_with_every_change(fields):
    with fields.db.transaction():
        before = fields.stamp()
        fields.move_stamp()
        assert fields.stamp() == before + 1

"""The snapshot of added fields: what the kit shows of it, and to whom."""

import pickle
from dataclasses import replace

import pytest

from crm.current import NOBODY, acting, everyone
from crm.domain.customer.account import MODULE, Account, AccountDraft
from crm.domain.kit.access import Grants
from crm.domain.kit.custom import HIDDEN, MASKED, READ_ONLY, Snapshot
from crm.domain.kit.field import Field, revised
from crm.domain.platform.field_right import Veils
from crm.errors import Invalid
from crm.language import Named, say

LEVEL = Field("number", Named("等级", "Level"), "x_level", custom=True, listed=True, default=None)
TOTAL = Field("number", Named("合计", "Total"), "x_total", custom=True, computed="formula", formula="1")


def snapshot(*fields, **rights):
    return Snapshot(1, {"account": {field.name: field for field in fields}}, {("account", name): levels for name, levels in rights.items()})


def test_a_module_without_added_fields_is_as_it_was_declared():
    assert MODULE.fields is MODULE.own and MODULE.draft.fields is AccountDraft.own


def test_an_added_field_is_in_every_part_of_the_description():
    with acting(fields=snapshot(LEVEL, TOTAL)):
        assert {"x_level", "x_total"} <= set(MODULE.fields)
        assert "x_level" in MODULE.draft.fields and "x_total" not in MODULE.draft.fields
        assert "x_level" in MODULE.columns and "x_total" not in MODULE.columns
        assert MODULE.sections[-1].names == ("x_level", "x_total")
        assert "x_total" in MODULE.sorts and "x_level" in MODULE.mass
        assert "x_level" in MODULE.journalled and "x_total" not in MODULE.journalled
    assert "x_level" not in MODULE.fields


def test_two_databases_have_fields_of_their_own():
    with acting(fields=snapshot(LEVEL)):
        with acting(fields=snapshot(replace(LEVEL, name="x_other"))):
            assert "x_other" in MODULE.fields and "x_level" not in MODULE.fields
        assert "x_level" in MODULE.fields


def test_a_draft_keeps_added_values_beside_its_own():
    with acting(fields=snapshot(LEVEL)):
        made = AccountDraft.parse({"name": "云帆", "x_level": "5"})
        assert (made.x_level, made.values()["custom"]) == (5, {"x_level": 5})
        row = revised(Account(name="云帆", custom={"x_level": 5, "x_gone": 1}), {"x_level": None, "city": "北京"})
        assert (row.custom, row.city) == ({"x_gone": 1}, "北京")


def test_what_is_computed_is_never_taken_from_outside():
    with acting(fields=snapshot(TOTAL)):
        assert "x_total" not in AccountDraft.parse({"name": "云帆", "x_total": "7"}).values().get("custom", {})


def test_a_required_field_without_a_value_is_refused():
    with acting(fields=snapshot(replace(LEVEL, required=True))), pytest.raises(Invalid) as refused:
        AccountDraft.parse({"name": "云帆"})
    assert list(refused.value.fields) == ["x_level"]


@pytest.mark.parametrize(
    ("roles", "seen", "written"), [((1,), False, False), ((2,), True, False), ((1, 2), True, False), ((1, 3), True, True), ((), True, True)]
)
def test_several_roles_add_up_to_the_mildest(roles, seen, written):
    known = snapshot(LEVEL, x_level={1: HIDDEN, 2: READ_ONLY})
    with acting(fields=known, actor=replace(NOBODY, roles=roles)):
        assert ("x_level" in MODULE.fields, "x_level" in MODULE.draft.fields) == (seen, written)


def test_an_administrator_sees_everything():
    actor = replace(NOBODY, roles=(1,), grants=Grants(everything=True))
    with acting(fields=snapshot(LEVEL, x_level={1: HIDDEN}), actor=actor):
        assert "x_level" in MODULE.draft.fields


def test_another_process_gets_the_same_fields():
    again = pickle.loads(pickle.dumps(snapshot(LEVEL, x_level={1: HIDDEN})))
    assert again.fields["account"]["x_level"] == LEVEL
    assert again.fields["account"]["x_level"].label.values == {"zh": "等级", "en": "Level"}
    assert again.rights == {("account", "x_level"): {1: HIDDEN}}


def test_a_label_is_said_in_the_readers_language():
    with acting(language="zh"):
        assert say(LEVEL.label) == "等级"
    with acting(language="en"):
        assert say(LEVEL.label) == "Level"


@pytest.mark.parametrize("system_first", [True, False])
def test_what_the_program_reads_for_itself_opens_no_field_to_whoever_asked(system_first):
    """Also where some field is masked for administrators too, whoever is the first to read the description."""
    opening = Veils()
    opening.shut = True
    here = Snapshot(1, {}, {("account", "phone"): {7: MASKED}, ("account", "id_number"): opening})
    with acting(actor=replace(NOBODY, roles=(7,)), fields=here):
        if system_first:
            with acting(actor=everyone()):
                assert not MODULE.fields["phone"].masked
        assert MODULE.fields["phone"].masked
        with acting(actor=everyone()):
            assert not MODULE.fields["phone"].masked and MODULE.fields["id_number"].masked

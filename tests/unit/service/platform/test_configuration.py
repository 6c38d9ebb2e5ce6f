"""The configuration as a document: it goes to another installation whole, or not at all, and comes back by one undo."""

import json

import pytest

from crm.domain.platform.configuration import read
from crm.errors import CrmError, Forbidden, Invalid
from tests.kit.company import Company


@pytest.fixture
def configuration(company):
    return company.container.operation.configuration()


def _made(company: Company) -> None:
    """A little of everything: a field, a role that sees less, a way of selling, a rule with a condition, a flow with steps."""
    records = company.container.records()

    def create(name_: str, /, **raw):
        service = records(name_)
        return service.create(service.module.draft.parse(raw)).id

    create("field", module="account", kind="choice", label_zh="渠道", label_en="Channel", name="x_channel",
           choices=[{"value": "web", "zh": "网络", "en": "Web"}])  # fmt: skip
    with company.acting("lilei"):
        role = create("role", name="质检", grants={"account.view": 4})
        company.container.platform.field_right().put(role, {("account", "phone"): "masked"})
        way = create("pipeline", name="直销")
        stage = create("stage", pipeline_id=way, name="报价", kind="open", chance=40)
        create("playbook", stage_id=stage, name="发出报价单")
        condition = {"all": [{"field": "stage_id", "operator": "any", "value": [stage]}]}
        flow = create("approval_flow", name="大额商机", subject="opportunity", condition=json.dumps(condition))
        create("approval_step", flow_id=flow, name="质检看", kind="role", role_id=role, position=10)
        group = create("product_category", name="硬件")
        create("product_category", name="服务器", parent_id=group)
        state = {"filter": {"all": [{"field": "owner_id", "operator": "any", "value": [company.users["wang"]]}]}, "sort": "name"}
        company.container.operation.views().put("account", "王强的客户", "all", state, [role])
        create("layout", name="客户", target="account", role_id=role)
        company.container.platform.setting().change({"quote_valid_days": "45"})


def _document(configuration) -> dict:
    return read(configuration.export().encode())


def test_what_one_installation_exports_another_one_has_after_it_was_applied(company, configuration):
    with company.acting("lilei"):
        before = _document(configuration)
        _made(company)
    with company.acting("lilei"):
        there = _document(configuration)
        _take_all_back(company)
    with company.acting("lilei"):
        assert _document(configuration) == before
        chosen = {one.difference.mark for one in configuration.compare(there)}
        assert configuration.apply(there, chosen) == len(chosen) > 9
    with company.acting("lilei"):
        assert _document(configuration) == there
        assert configuration.compare(there) == []


def _take_all_back(company: Company) -> None:
    undo, journal = company.container.platform.undo(), company.container.platform.journal()
    for one in journal.page(100):
        if one.actor_id == company.users["lilei"] and not one.undone_by and one.verb != "undo":
            undo.undo(one.id)


def test_ids_never_leave_in_a_condition(company, configuration):
    with company.acting("lilei"):
        _made(company)
    with company.acting("lilei"):
        (flow,) = _document(configuration)["approval_flow"]
    assert flow["condition"]["all"][0]["value"] == [{"of": "stage", "key": ["直销", "报价"]}]


def test_one_undo_takes_all_of_it_back_settings_too(company, configuration):
    with company.acting("lilei"):
        before = _document(configuration)
        there = {"reason": [*before["reason"], {"kind": "lost", "name": "预算取消", "position": 90, "detailed": False}],
                 "setting": [{"name": "visit_far", "value": 900}]}  # fmt: skip
        marks = {one.difference.mark for one in configuration.compare(there) if one.difference.kind != "missing"}
        assert configuration.apply(there, marks) == 2
        assert company.container.platform.setting().get("visit_far") == 900
        sets, items = configuration.history(10)
        assert {one.module for one in sets[:2]} == {"reason", "setting"} and items[sets[0].id]
        assert not company.container.platform.undo().undo(sets[0].id).refused
        assert _document(configuration) == before


def test_all_of_it_or_nothing_and_the_refusal_names_the_thing(company, configuration):
    there = {"pipeline": [{"name": "渠道", "position": 10, "active": True, "remark": None}],
             "stage": [{"pipeline_id": ["没有"], "name": "首访", "kind": "open"}]}  # fmt: skip
    with company.acting("lilei"):
        before = _document(configuration)
        found = [one for one in configuration.compare(there) if one.difference.kind == "added"]
        assert [str(why) for one in found for why in one.unknown] == ["There is no Pipeline “没有” here."]
        with pytest.raises(Invalid, match="没有 / 首访"):
            configuration.apply(there, {one.difference.mark for one in found})
        assert _document(configuration) == before


def test_nothing_is_removed_unless_it_is_ticked(company, configuration):
    with company.acting("lilei"):
        _made(company)
    with company.acting("lilei"):
        there = _document(configuration) | {"layout": []}
        (gone,) = configuration.compare(there)
        assert gone.difference.kind == "missing"
        assert configuration.apply(there, set()) == 0
        assert configuration.apply(there, {gone.difference.mark}) == 1
        assert _document(configuration)["layout"] == []


def test_nobody_grants_by_a_document_what_he_does_not_hold(company, configuration):
    roles = company.container.platform.role()
    with company.acting("lilei"):
        roles.change(company.roles["manager"], {"grants": {"configuration.view": 4, "configuration.edit": 4, "role.view": 4,
                                                           "role.create": 4, "role.edit": 4}})  # fmt: skip
    with company.acting("han"):
        there = {"role": [*_document(configuration)["role"], {"name": "大权", "administrator": True, "grants": {}}]}
        (added,) = configuration.compare(there)
        with pytest.raises(Invalid, match="Only an administrator"):
            configuration.apply(there, {added.difference.mark})
    with company.acting("wang"), pytest.raises(Forbidden):
        configuration.export()


def test_a_file_that_is_none_is_refused(configuration, company):
    with company.acting("lilei"):
        for text in (b"\xff\xfe", b"[]", b'{"format": 2, "parts": {}}', b'{"format": 1, "parts": {"role": [1]}}'):
            with pytest.raises(Invalid):
                configuration.keep("x.json", text)


NONSENSE = (None, 7, -1.5, True, "x", "", [], ["x"], [["x"]], [None], [{}], [[[]]], {}, {"of": "role", "key": 3},
            {"all": [{"field": "x", "value": [{}]}]})  # fmt: skip
ODD = {"key": "x", "\u0000": "\u0000"}


DATABASES = [("sqlite", odd) for odd in NONSENSE] + [("postgresql", odd) for odd in ("x", [{}], NONSENSE[-1])]  # what is refused is not SQL


@pytest.mark.parametrize(("db", "odd"), DATABASES, indirect=["db"], ids=repr)
def test_whatever_a_document_says_it_is_compared_and_written_or_refused_with_a_sentence(company, configuration, odd):
    with company.acting("lilei"):
        for name, part in configuration.parts().items():
            fields = getattr(part, "fields", ("name", "value", "role_id", "levels", "module", "shared", "begins", "state"))
            document = {name: [dict.fromkeys(fields, odd), ODD, {}]}
            for one in configuration.compare(document):
                if one.difference.kind == "missing":
                    continue
                try:
                    configuration.apply(document, {one.difference.mark})
                except CrmError as refusal:
                    assert str(refusal)

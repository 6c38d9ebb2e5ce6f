"""Values of encrypted fields: sealed wherever they stand, found by their whole value, the same to whoever works with them."""

import json

import pytest

from crm import current
from crm.domain.kit.filter import Query, parse_address, parse_condition
from crm.domain.kit.sealed import Unreadable
from crm.errors import Conflict, Invalid
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault
from tests.unit.service.platform.test_secrets_at_rest import everything

CARD, OTHER = "kanarienvogel 6217", "zaunkoenig 8861"
NUMBER = "11010519491231002X"


def added(company, **more):
    """An encrypted line of text of customers."""
    fields = company.container.platform.field()
    raw = {"module": "account", "kind": "text", "name": "x_card", "label_zh": "卡号", "label_en": "Card", "encrypted": "yes", **more}
    return fields.create(fields.module.draft.parse(raw))


def made(company, **raw):
    accounts = company.container.customer.account()
    return accounts.create(accounts.module.draft.parse({"name": "王小芳", "kind": "person", **raw}))


def test_values_are_sealed_in_the_row_and_the_journal_and_read_as_they_were(company):
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        accounts = company.container.customer.account()
        row = made(company, id_number=NUMBER, x_card=CARD)
        assert (row.id_number, row.x_card) == (NUMBER, CARD)
        accounts.change(row.id, {"x_card": OTHER})
        accounts.change(row.id, {"name": "王大芳"})
        assert accounts.get(row.id).x_card == OTHER
        lines = company.container.platform.journal().of_field("account", row.id, "x_card", 5)
        assert [(json.loads(one.before), json.loads(one.after)) for one in lines] == [(CARD, OTHER)]
        whole = company.container.platform.journal().history("account", row.id)[-1]
        assert json.loads(whole.after)["id_number"] == NUMBER and json.loads(whole.after)["x_card"] == CARD
    text = everything(company)
    assert "王大芳" in text
    assert [one for one in (CARD, OTHER, NUMBER, NUMBER.lower(), "kanarien", "zaunkoenig") if one in text] == []


def test_a_whole_value_is_found_and_nothing_else_is_asked(company):
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        accounts = company.container.customer.account()
        row, other = made(company, id_number=NUMBER, x_card=CARD), made(company, name="赵小芳")

        def found(*texts, words=""):
            return [one.id for one in accounts.page(Query(parse_address(accounts.module, texts), words=words))]

        assert found(f"x_card:is:{CARD.upper()}") == found(f"id_number:is:{NUMBER}") == found("x_card:filled") == [row.id]
        assert other.id in found("x_card:empty") and found("x_card:is:kanarienvogel") == []
        assert found(words=NUMBER) == [row.id] == [hit.id for hit in company.container.platform.search().find(NUMBER)]
        for refused in ("x_card:contains:kana", "x_card:starts:kana", "id_number:starts:1101"):
            with pytest.raises(Invalid, match="encrypted"):
                found(refused)
        assert "x_card" not in accounts.module.sorts and "x_card" not in accounts.module.mass
        accounts.change(row.id, {"x_card": OTHER})
        assert found(f"x_card:is:{CARD}") == [] and found(f"x_card:is:{OTHER}") == [row.id]


def test_the_chain_is_whole_with_what_is_sealed_in_it(company):
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        row = made(company, id_number=NUMBER, x_card=CARD)
        company.container.customer.account().change(row.id, {"x_card": OTHER})
        assert company.container.trace.chain().verify("journal").broken is None


def test_a_change_is_undone_and_two_changes_merge(company):
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        accounts = company.container.customer.account()
        row = made(company, id_number=NUMBER, x_card=CARD)
        accounts.change(row.id, {"x_card": OTHER, "id_number": ""})
        company.container.platform.undo().undo(current.last_change())
        assert (accounts.get(row.id).x_card, accounts.get(row.id).id_number) == (CARD, NUMBER)
        version = accounts.get(row.id).version
        accounts.change(row.id, {"x_card": OTHER}, version)
        assert accounts.change(row.id, {"city": "杭州"}, version).x_card == OTHER
        with pytest.raises(Conflict) as met:
            accounts.change(row.id, {"x_card": "something else"}, version)
        assert met.value.fields == {"x_card": (CARD, OTHER, "something else")}


def test_everything_is_sealed_under_the_newest_key_and_goes_on_where_it_was_left(company, monkeypatch):
    box = company.container
    reseal, keys = box.encryption.reseal(), box.encryption.keys()
    with company.acting("lilei"):
        added(company)
        box.platform.setting().change({"mail_url": "smtps://crm:geheim@mail.example.cn"})
    with company.acting("lilei"):
        rows = [made(company, name=f"客户{n}", x_card=f"{CARD} {n}") for n in range(5)]
        made(company, id_number=NUMBER)
        before = keys.held()[0][0].id
        newest = keys.make().id
        assert [(one.id, one.n) for one in keys.held()[0]] == [(newest, 0), (before, 13)]
        monkeypatch.setattr("crm.service.platform.reseal.PAGE", 2)
        with pytest.raises(ZeroDivisionError):
            reseal.rotate(lambda done, total: 1 / 0 if done > 2 else None)
        assert 0 < keys.held()[0][0].n < 13
        reseal.rotate(lambda done, total: None)
        assert [(one.id, one.n) for one in keys.held()[0]] == [(newest, 13), (before, 0)]
        assert {one.x_card for one in box.customer.account().find([row.id for row in rows[:2]])} == {f"{CARD} 0", f"{CARD} 1"}
        assert box.customer.account().get(rows[0].id).version == 1
        assert box.trace.chain().verify("journal").broken is None
        assert [finding.state for finding in keys.findings()] == ["ok"]
        box.platform.keyring().path.unlink()
        assert [finding.state for finding in keys.findings()] == ["bad"]
        box.db().vault = Vault(Keyring("a secret of the tests"))  # as a process that begins without the file
        with pytest.raises(Unreadable):
            box.customer.account().get(rows[0].id)


def test_a_field_is_encrypted_with_the_values_it_has_and_opened_again(company):
    box = company.container
    fields = box.platform.field()
    with company.acting("lilei"):
        field = added(company, encrypted="no", searched="yes", is_unique="yes")
    with company.acting("lilei"):
        accounts = box.customer.account()
        row, gone = made(company, x_card=CARD), made(company, name="旧客户", x_card=OTHER)
        accounts.remove_all([gone.id])
        assert box.platform.search().find("kanarienvogel")
        fields.change(field.id, {"encrypted": "yes", "searched": "no"})
        box.platform.job_runner().run_due()
    text = everything(company)
    assert [one for one in (CARD, OTHER, "kanarienvogel", "zaunkoenig") if one in text] == []
    with company.acting("lilei"):
        assert accounts.get(row.id).x_card == CARD and not box.platform.search().find("kanarienvogel")
        assert [one.id for one in accounts.page(Query(parse_address(accounts.module, [f"x_card:is:{CARD}"])))] == [row.id]
        with pytest.raises(Invalid, match="already"):
            made(company, name="another", x_card=CARD.upper())
        assert box.trace.chain().verify("journal").broken is None
        fields.change(field.id, {"encrypted": "no"})
        box.platform.job_runner().run_due()
    with company.acting("lilei"):
        assert accounts.get(row.id).x_card == CARD
        assert [one.id for one in accounts.page(Query(parse_address(accounts.module, ["x_card:contains:vogel"])))] == [row.id]
    assert CARD in everything(company)


def test_people_see_a_mask_until_it_is_revealed_and_roles_may_see_it_in_the_clear(company):
    box = company.container
    with company.acting("lilei"):
        added(company)
    with company.acting("wang"):
        row = made(company, id_number=NUMBER, x_card=CARD)
        assert (row.id_number, row.x_card) == ("110***********002X", "k***")
        accounts = box.customer.account()
        kept = accounts.change(row.id, {"id_number": row.id_number, "x_card": row.x_card, "city": "杭州"})
        assert (kept.id_number, kept.x_card) == (row.id_number, row.x_card)
        assert box.platform.reveal().reveal("account", row.id, "x_card") == CARD
        assert [one.id for one in accounts.page(Query(parse_address(accounts.module, [f"id_number:is:{NUMBER}"])))] == [row.id]
    with company.acting("lilei"):
        assert accounts.get(row.id).x_card == CARD
        (role,) = company.actor("wang").roles
        box.platform.field_right().put(role, {("account", "x_card"): "clear"})
    with company.acting("wang"):
        assert (accounts.get(row.id).x_card, accounts.get(row.id).id_number) == (CARD, "110***********002X")


def test_the_address_of_a_webhook_lies_sealed_and_is_shown_to_nobody(company):
    hooks = company.container.gateway.webhook()
    address = "https://hooks.example.cn/services/geheim-token"
    with company.acting("lilei"):
        hook = hooks.create(hooks.module.draft.parse({"name": "ERP", "subject": "account", "url": address}))
        assert hook.url == hooks.get(hook.id).url == "https://hooks.example.cn/****"
        hooks.change(hook.id, {"url": hook.url, "name": "Warehouse"})
        with company.container.db().transaction():
            (known,) = company.container.gateway.webhook_dao().every(hook.id)
        assert known.url == address
        with pytest.raises(Invalid, match="without https"):
            hooks.change(hook.id, {"url": "http://hooks.example.cn/other"})
    assert "geheim-token" not in everything(company)


def test_no_value_is_left_in_the_clear_by_whatever_way_it_comes_and_goes(company, tmp_path):
    """Made, edited, imported (with a line that is refused), merged, drafted, undone, in bulk and under a new key."""
    box = company.container
    values = [f"kanarie{n} 62170" for n in range(8)]
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        accounts = box.customer.account()
        one, other = made(company, x_card=values[0], id_number=NUMBER), made(company, name="王小方", x_card=values[1])
        accounts.change(one.id, {"x_card": values[2]})
        box.platform.undo().undo(current.last_change())
        assert accounts.get(one.id).x_card == values[0]
        file = tmp_path / "customers.csv"
        wrong = f"写错的人,个人,1101051949,{values[4]},13800000001"
        lines = ["名称,类型,身份证号,卡号,手机", f"导入的人,个人,{NUMBER},{values[3]},", wrong]
        file.write_text("\n".join(lines), encoding="utf-8")
        run = box.customer.transfer().import_file("account", file)
        assert run.failed == 1 and run.skipped + run.created + run.updated == 1
        box.platform.draft().keep(one.id, "note", {"body": "a note that is being typed", "x_card": values[5]})
        box.customer.duplicate_merge().merge(accounts.module, one.id, other.id, {"x_card": "gone"})
        assert accounts.get(one.id).x_card == values[1]
        accounts.change(one.id, {"x_card": values[6]})
        box.encryption.keys().make()
        box.encryption.reseal().rotate(lambda done, total: None)
        assert accounts.get(one.id).x_card == values[6]
        assert box.trace.chain().verify("journal").broken is None
    text = everything(company)
    assert "王小芳" in text and "a note that is being typed" in text
    assert [one for one in (*values, "kanarie", NUMBER, NUMBER.lower(), "1101051949") if one in text] == []


def test_a_second_new_key_is_brought_in_by_a_job_of_its_own(company):
    box = company.container
    with company.acting("lilei"):
        box.platform.setting().change({"mail_url": "smtps://crm:geheim@mail.example.cn"})
        for _ in range(2):
            newest = box.encryption.keys().make().id
            assert box.encryption.reseal().ask() == box.encryption.reseal().ask()  # that one waits still
            box.platform.job_runner().run_due()
            assert {one.id: one.lasting for one in box.encryption.keys().held()[0] if one.lasting} == {newest: 1}


def test_what_is_kept_of_a_filter_or_told_to_a_webhook_has_no_value(company):
    box = company.container
    with company.acting("lilei"):
        added(company)
    with company.acting("lilei"):
        asked = {"all": [{"any": [{"field": "x_card", "operator": "is", "value": CARD}]}]}
        with pytest.raises(Invalid, match="cannot be kept"):
            box.platform.view().create("account", "Cards", {"filter": asked})
        with pytest.raises(Invalid, match="cannot be kept"):
            parse_condition(box.customer.account().module, json.dumps(asked))
        related = {"all": [{"relation": "account_id", "where": asked}]}
        with pytest.raises(Invalid, match="cannot be kept"):
            parse_condition(box.customer.contact().module, json.dumps(related))
        assert box.platform.view().create("account", "All", {"filter": {"all": [{"field": "x_card", "operator": "filled"}]}}).id
        hooks = box.gateway.webhook()
        hook = hooks.create(hooks.module.draft.parse({"name": "ERP", "subject": "account", "url": "https://erp.example.cn/"}))
        made(company, x_card=CARD, id_number=NUMBER)
        (sent,) = hooks.log(hook.id, 5)
        with box.db().transaction():
            (known,) = box.gateway.webhook_dao().every(hook.id)
        body = box.gateway.webhook_delivery()._body(known, sent)
    (record,) = json.loads(body)["records"]
    assert (record["record"]["x_card"], record["record"]["id_number"]) == ("k***", "110***********002X") and CARD not in body

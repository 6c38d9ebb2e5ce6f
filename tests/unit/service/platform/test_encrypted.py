"""Values of encrypted fields: sealed wherever they stand, found by their whole value, the same to whoever works with them."""

import json

import pytest

from crm import current
from crm.domain.kit.filter import Query, parse_address
from crm.domain.platform.journal import item_digest
from crm.errors import Conflict, Invalid
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

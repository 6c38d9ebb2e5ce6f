"""A person is erased: nothing that people wrote of him is left anywhere, and the chain holds."""

import io
import json
import re
from datetime import UTC, date, datetime
from itertools import count

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.field import revised
from crm.domain.kit.module import modules
from crm.domain.kit.money import Money
from crm.domain.sales.erasure import BLANK, ERASE, HOUSE, KEEP, TEXTUAL, TREATMENT, links, written
from crm.errors import Forbidden, Invalid
from crm.paths import SQL

NUMBERS = count(1)
TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\);", re.S)
ELSEWHERE = ("file", "share", "price", "delivery_line")  # have no words of their own, or are planted as files are


def canary(name, kind):
    """A value that stands nowhere else, as the kind of the field has it."""
    n = next(NUMBERS)
    if kind in ("phone", "phones"):
        value = f"+86139{n:08d}"
    elif kind in ("mail", "mails"):
        value = f"canary{n}x@example.com"
    else:
        value = f"canary{n}x"
    return [value] if kind in ("phones", "mails", "tags") else value


def planted(company, name, /, made=None, bare=False, **values):
    """A record of any module, each of its texts a canary, written as every record is."""
    service, module = company.container.records()(name), modules()[name]
    known = {} if bare else {key: one for key, one in written(module).items() if one.kind_name != "tags"}  # tags are words of the house
    filled = {field.name: canary(field.name, field.kind_name) for field in known.values() if field.kind_name in TEXTUAL}
    for field in module.draft.own.values():
        if field.name not in filled and field.required and field.start is None and field.name not in values:
            values[field.name] = required(company, field, made or {})
    options = {"custom": {}} if module.is_extensible else {}
    now = current.now()
    row = module.row(**filled | PLAIN.get(name, {}) | values, **options, owner_id=company.users["wang"], created_at=now, updated_at=now)
    with company.container.db().transaction():
        return told(service, module, row, filled)


def told(service, module, row, filled):
    (row,) = service.writer.insert(module, service.records, [row])
    changed = {field: canary(field, module.draft.own[field].kind_name) for field in filled if not module.draft.own[field].unique}
    found = service.records.find([row.id])
    if found and changed:
        service.writer.update(module, service.records, [(found[0], revised(found[0], changed))])
    return row


PLAIN = {"activity": {"at": datetime(2026, 1, 1, tzinfo=UTC)}}  # what their services fill in
VALUES = {"integer": 1, "number": 1, "money": Money("1"), "date": date(2026, 1, 1), "percent": 0, "text": "x", "long": "x"}


def required(company, field, made):
    if field.kind_name == "reference":
        return made[field.target].id if field.target in made else planted(company, field.target, bare=True).id
    if field.kind_name == "user":
        return company.users["wang"]
    return field.options[0].value if field.options else VALUES[field.kind_name]


TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


def dump(db):
    """Every row of every table as text."""
    with db.transaction(writes=False) as work:
        work.cursor.execute(TABLES[db.dialect])
        names = [row[0] if isinstance(row, tuple) else row["name"] for row in work.cursor.fetchall()]
        found = {}
        for name in names:
            work.cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = "\n".join(map(repr, work.cursor.fetchall()))
        return found


def left(db):
    found = {name: re.search(r".{0,150}(canary|\+861390000).{0,80}", text) for name, text in dump(db).items()}
    return {name: match[0] for name, match in found.items() if match}


def insert(db, table, **values):
    """A row as other services leave it, without going through them; gives its id where it has one."""
    marks = ", ".join(["?" if db.dialect == "sqlite" else "%s"] * len(values))
    with db.transaction() as work:
        work.cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) RETURNING *", tuple(values.values()))
        return work.cursor.fetchone()[0]


AT = "2026-01-01 00:00:00+00:00"


def beside(company, made, phone):
    """What tells of the person and is no record: by the record that it belongs to, or by the phone alone."""
    db, wang, spoken = company.container.db(), company.users["wang"], f"canary {phone}"
    link = insert(db, "quote_link", quote_id=made["quote"].id, token_hash="x", recipient="canary@x", created_at=AT, expires_at=AT)
    insert(db, "quote_view", link_id=link, at=AT, network="canary-network", device="canary-device")
    insert(db, "quote_comment", quote_id=made["quote"].id, author="canary-author", at=AT, body="canary-comment")
    request = {"request_id": made["approval_request"].id, "step": 1, "user_id": wang, "state": "approved"}
    insert(db, "approval_decision", id=900_001, **request, comment="canary-decision")
    insert(db, "notice", user_id=wang, kind="x", title="canary-told", url="/", created_at=AT, module="lead", record_id=made["lead"].id)
    insert(db, "notice", user_id=wang, kind="x", title="x", body=spoken, url="/", created_at=AT)
    insert(db, "job", kind="x", title=spoken, payload="{}", run_at=AT, created_at=AT, ended_at=AT)
    insert(db, "walk", user_id=wang, module="lead", query=spoken, ids="[]", total=1, made_at=AT)
    form = planted(company, "lead_form", bare=True, asked=["phone"], token="x")
    sent = {"form_id": form.id, "at": AT, "network": "canary-network", "language": "zh", "detail": "canary-detail"}
    insert(db, "lead_submission", **sent, given='{"name": "canary-sent"}', lead_id=made["lead"].id)
    insert(db, "lead_submission", **sent, given=f'{{"remark": "{spoken}"}}')
    hook = planted(company, "webhook", bare=True, subject="lead", url="https://example.com")
    insert(db, "webhook_delivery", key="x", webhook_id=hook.id, created_at=AT, body=spoken)
    company.container.platform.draft().keep(made["lead"].id, "note", {"body": "canary-draft"})
    company.container.platform.held().hold(wang, "/leads", "/leads", {"name": ["canary-held"]})
    note = planted(company, "market_note", bare=True, body=f"note of {phone}")
    return note


@pytest.fixture
def erasures(company, tmp_path):
    return company.container.privacy.erasure()


def is_next(module, made):
    """Whether a record of the module is still to be planted, and what it has to point at is there."""
    needed = {field.target for field in module.draft.own.values() if field.required and field.kind_name == "reference"}
    return module.name not in {*made, *ELSEWHERE} and needed & TREATMENT.keys() <= made.keys()


def test_of_every_module_that_reaches_a_person_nothing_is_left(company, erasures):
    db = company.container.db()
    with company.acting("lilei"):
        person = planted(company, "account", kind="person")
        made = {"account": person}
        while fresh := [link for target in made for link in links(target) if is_next(link.module, made)]:
            for link in fresh:
                if link.module.name not in made:
                    target = next(name for name in made if link in links(name))
                    values = {link.field: made[target].id} | ({link.beside: target} if link.beside else {})
                    made[link.module.name] = planted(company, link.module.name, made, **values)
        attached = company.container.platform.file().attach("account", person.id, "canary-file.txt", io.BytesIO(b"canary contents"))
        path = company.container.platform.file_store().path(attached.digest)
        assert path.is_file() and {"change_item", "search_entry", "lead", "contact"} <= left(db).keys()
        phone = company.container.records()("account").get(person.id).phone.removeprefix("+86")
        note = beside(company, made, phone)
        assert {"quote_comment", "approval_decision", "webhook_delivery", "draft", "walk"} <= left(db).keys()
        number = erasures.erase("account", person.id, "asked")
        assert company.container.records()("market_note").get(note.id).body == "note of ***"
        assert left(db) == {} and phone not in "".join(dump(db).values()) and not path.exists()
        assert dump(db)["held_form"] == ""  # what is sealed cannot be looked through
        (fact,) = erasures.page(5)
        assert fact.id == number and fact.counts["account"] == 1
    assert company.container.trace.chain().verify("journal").broken is None


def test_every_module_that_can_point_at_a_person_says_what_becomes_of_it():
    silent = {link.module.name for name in TREATMENT for link in links(name)} - TREATMENT.keys()
    assert not silent, f"{silent}: say in crm.domain.sales.erasure.TREATMENT how they are erased"
    assert set(TREATMENT.values()) == {ERASE, BLANK, KEEP} and TREATMENT.keys() <= modules().keys()


# Tables that are no module's: how each is dealt with in an erasure. A table that is missing here fails.
BESIDE = {
    "by the record or by the person's number": (
        "approval_decision", "change_item", "change_set", "draft", "handover_move", "held_form", "import_problem", "job", "journal_link",
        "lead_submission", "notice", "pool_move", "quote_comment", "quote_link", "quote_view", "saved_view", "search_entry", "walk",
        "webhook_delivery",
    ),
    "with the values of the record": (
        "duplicate_pair", "field_choice", "field_key", "field_mark", "record_key", "search_text", "search_word", "tagging",
    ),
    "words of the program and of settings": (
        "act_tally", "anonymised", "chain_mark", "configuration_file", "duplicate_rule", "duplicate_weight", "erasure", "field_right",
        "import_mapping", "import_run", "journal_head", "layout_place", "legal_hold", "migration", "reseal", "retention",
        "retention_run", "security_head", "sequence", "setting", "stamp", "statement_load", "storage_sample", "today_put_off", "view_share",
    ),
    "numbers of records, with a word of the program": (
        "dashboard_counted", "dashboard_sum", "duplicate_keyed", "duplicate_touch", "field_number", "follow", "follow_moved",
        "forecast_snapshot", "lead_assignment", "once_key", "opportunity_past", "pool_door", "pool_hold", "pool_shield", "record_door",
        "reveal",
    ),
    "of colleagues": (
        "alert", "api_token", "calendar_feed", "credential", "handover", "identity", "identity_answer", "identity_secret", "notice_choice",
        "notice_device", "passkey", "passkey_answer", "password_reset", "recovery_code", "scim_person", "security_event", "session",
        "sign_in_failure", "sign_in_step", "totp", "view_as", "webhook_secret",
    ),
}  # fmt: skip


def test_every_module_and_every_table_says_how_it_is_erased(crm):
    stored = {name: module for name, module in modules().items() if module.stored}
    silent = stored.keys() - TREATMENT.keys() - set(HOUSE)
    assert not silent, f"{silent}: say in crm.domain.sales.erasure how they are erased: TREATMENT, or HOUSE where they tell of no customer"
    schema = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SQL / "schema").glob("*.sql")))
    texts = {name for name, columns in TABLE.findall(schema) if re.search(r"^\s+\w+\s+(TEXT|JSONB)\b", columns, re.M)}
    loose = texts - {module.table for module in stored.values()} - {name for names in BESIDE.values() for name in names}
    assert not loose, f"{loose}: say in BESIDE how what they say of a person is erased"


def test_a_company_s_records_stay_and_no_longer_name_the_contact(company, erasures):
    with company.acting("lilei"):
        records = company.container.records()
        firm = records("account").create(AccountDraft.parse({"name": "云帆科技"}))
        contact = records("contact").create(ContactDraft.parse({"name": "周小川", "account_id": firm.id, "phones": ["13900001234"]}))
        deal = planted(
            company,
            "opportunity",
            bare=True,
            name="周小川的订单",
            account_id=firm.id,
            contact_id=contact.id,
            remark="周小川 13900001234 来电",
        )
        found = erasures.preview("contact", contact.id)
        assert found.own == {"contact": {contact.id}} and found.shared["opportunity"] == {deal.id}
        erasures.erase("contact", contact.id, "withdrawn")
        assert records("account").get(firm.id).name == "云帆科技"
        assert "周小川" not in (found := "".join(dump(company.container.db()).values())) and "zhou1xiao3chuan1" not in found
        with pytest.raises(Invalid):
            erasures.preview("account", firm.id)


def test_a_household_that_bears_the_name_stays_for_the_others(company, erasures):
    with company.acting("lilei"):
        person = planted(company, "account", bare=True, kind="person", name="周小川")
        home = planted(company, "household", bare=True, name="周小川一家")
        member = planted(company, "household_member", bare=True, household_id=home.id, account_id=person.id)
        found = erasures.preview("account", person.id)
        assert found.own["household_member"] == {member.id} and found.shared["household"] == {home.id}
        erasures.erase("account", person.id, "asked")
        assert company.container.records()("household").get(home.id).name == "***一家"


def test_what_is_held_is_neither_erased_nor_deleted_until_it_is_lifted(company, erasures):
    holds = company.container.privacy.legal_hold()
    with company.acting("lilei"):
        accounts = company.container.records()("account")
        person = accounts.create(AccountDraft.parse({"name": "周小川", "kind": "person"}))
        holds.put("account", person.id, "诉讼 2026-17", None)
        with pytest.raises(Invalid):
            erasures.erase("account", person.id, "asked")
        assert accounts.remove_all([person.id]).refused.keys() == {person.id}
        holds.lift(person.id)
        erasures.erase("account", person.id, "asked")
    with company.acting("wang"), pytest.raises(Forbidden):
        erasures.erase("account", person.id, "asked")


def test_what_the_person_was_called_and_reached_by_before_goes_as_well_and_is_listed(company, erasures):
    db, was = company.container.db(), "+8613900001111"
    fields = company.container.platform.field()
    with company.acting("lilei"):
        fields.create(fields.module.draft.parse({"module": "account", "kind": "long", "name": "x_origin", "label_zh": "来历"}))
    with company.acting("lilei"):
        records = company.container.records()
        firm = records("account").create(AccountDraft.parse({"name": "云帆科技", "x_origin": "由 13900001111 介绍"}))
        raw = {"name": "周小川", "account_id": firm.id, "phones": [was], "mails": ["canary-before@example.com"]}
        contact = records("contact").create(ContactDraft.parse(raw))
        records("contact").change(contact.id, {"name": "周川", "phones": ["13900002222"], "mails": ["canary-now@example.com"]})
        deal = planted(company, "opportunity", bare=True, name="周小川的订单", account_id=firm.id, contact_id=contact.id)
        note = planted(company, "market_note", bare=True, body="问过 13900001111 和 canary-before@example.com")
        state = {"filter": {"all": [{"field": "phone", "operator": "is", "value": was}]}}
        view = {"id": 900_100, "module": "account", "name": "找 13900001111", "user_id": company.users["wang"], "state": json.dumps(state)}
        insert(db, "saved_view", **view, created_at=AT, updated_at=AT)
        way = {"user_id": company.users["wang"], "place": "changes", "created_at": AT}
        insert(db, "journal_link", **way, name="x", query="words=canary-before%40example.com")
        kept = insert(db, "journal_link", **way, name="y", query="words=other%40example.com")
        found = erasures.preview("contact", contact.id)
        assert found.shared["opportunity"] == {deal.id}
        assert found.mentioned.keys() == {"account", "market_note", "saved_view", "journal_link"}
        assert (found.mentioned["market_note"], found.mentioned["saved_view"]) == ({note.id}, {900_100})
        erasures.erase("contact", contact.id, "asked")
        assert records("market_note").get(note.id).body == "问过 *** 和 ***"
        assert records("opportunity").get(deal.id).name == "***的订单"
        assert records("account").get(firm.id).custom == {"x_origin": "由 *** 介绍"}
    text = dump(db)
    assert not [name for name, rows in text.items() for said in ("周小川", "1390000111", "canary-before") if said in rows]
    assert "找 ***" in text["saved_view"] and re.findall(r"^\(?(\d+)", text["journal_link"]) == [str(kept)]
    with company.acting("lilei"):
        assert company.container.trace.chain().verify("journal").broken is None

"""A person is erased: nothing that people wrote of him is left anywhere, and the chain holds."""

import io
import re
from datetime import UTC, date, datetime
from itertools import count

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.field import revised
from crm.domain.kit.module import modules
from crm.domain.sales.erasure import BLANK, ERASE, KEEP, TEXTUAL, TREATMENT, links, written
from crm.errors import Forbidden, Invalid

NUMBERS = count(1)


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


def planted(company, name, bare=False, **values):
    """A record of any module, each of its texts a canary, written as every record is."""
    service, module = company.container.records()(name), modules()[name]
    known = {} if bare else {key: one for key, one in written(module).items() if one.kind_name != "tags"}  # tags are words of the house
    filled = {field.name: canary(field.name, field.kind_name) for field in known.values() if field.kind_name in TEXTUAL}
    for field in module.draft.own.values():
        if field.name not in filled and field.required and field.start is None and field.name not in values:
            values[field.name] = required(company, field)
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
VALUES = {"integer": 1, "number": 1, "money": 1, "date": date(2026, 1, 1), "percent": 0, "text": "x", "long": "x"}


def required(company, field):
    if field.kind_name == "reference":
        return planted(company, field.target, bare=True).id
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


@pytest.fixture
def erasures(company, tmp_path):
    return company.container.privacy.erasure()


def test_of_every_module_that_reaches_a_person_nothing_is_left(company, erasures):
    db = company.container.db()
    with company.acting("lilei"):
        person = planted(company, "account", kind="person")
        made, waiting = {"account": person}, ["account"]
        while waiting:
            target = waiting.pop(0)
            for link in links(target):
                name = link.module.name
                if name in made or TREATMENT[name] == KEEP or name in ("file", "share", "price"):
                    continue
                values = {link.field: made[target].id} | ({link.beside: target} if link.beside else {})
                made[name] = planted(company, name, **values)
                waiting.append(name)
        attached = company.container.platform.file().attach("account", person.id, "canary-file.txt", io.BytesIO(b"canary contents"))
        path = company.container.platform.file_store().path(attached.digest)
        assert path.is_file() and {"change_item", "search_entry", "lead", "contact"} <= left(db).keys()
        number = erasures.erase("account", person.id, "asked")
        assert left(db) == {} and not path.exists()
        (fact,) = erasures.page(5)
        assert fact.id == number and fact.counts["account"] == 1
    assert company.container.trace.chain().verify("journal").broken is None


def test_every_module_that_can_point_at_a_person_says_what_becomes_of_it():
    silent = {link.module.name for name in TREATMENT for link in links(name)} - TREATMENT.keys()
    assert not silent, f"{silent}: say in crm.domain.sales.erasure.TREATMENT how they are erased"
    assert set(TREATMENT.values()) == {ERASE, BLANK, KEEP} and TREATMENT.keys() <= modules().keys()


def test_a_company_s_records_stay_and_no_longer_name_the_contact(company, erasures):
    with company.acting("lilei"):
        records = company.container.records()
        firm = records("account").create(AccountDraft.parse({"name": "云帆科技"}))
        contact = records("contact").create(ContactDraft.parse({"name": "周小川", "account_id": firm.id, "phones": ["13900001234"]}))
        deal = planted(company, "opportunity", account_id=firm.id, contact_id=contact.id, remark="周小川 13900001234 来电")
        found = erasures.preview("contact", contact.id)
        assert found.own == {"contact": {contact.id}} and found.shared["opportunity"] == {deal.id}
        erasures.erase("contact", contact.id, "withdrawn")
        assert records("account").get(firm.id).name == "云帆科技"
        assert "周小川" not in "".join(dump(company.container.db()).values())
        with pytest.raises(Invalid):
            erasures.preview("account", firm.id)


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

"""Rights of fields on both databases: who gives them, and that lists, search, files and writes all keep to them."""

import json

import pytest

from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.module import modules
from crm.errors import Forbidden, Invalid, NotFound, TooMany

CONTACT, OF = modules()["contact"], ["contact"]


@pytest.fixture
def contact(company):
    """A contact of Wang's, whose role sees masks of phones and mails and no remark."""
    with company.acting("wang"):
        service = company.container.records()("contact")
        raw = {"name": "李四", "phones": "13911112222", "mails": "kanari@example.com", "remark": "kanari", "birthday": "1987-03-01"}
        made = service.create(CONTACT.draft.parse(raw))
    put(company, "salesperson", phones="masked", mails="masked", remark="hidden", birthday="read_only")
    return made


def put(company, role, module="contact", **levels):
    with company.acting("lilei"):
        rights = company.container.platform.field_right()
        rights.put(company.roles[role], {(module, name): level for name, level in levels.items()})


def listed(service, words):
    return [row.id for row in service.page(Query(parse_address(CONTACT, []), parse_sort(CONTACT, None), words=words))]


def test_a_file_that_is_taken_away_has_the_masks(company, contact, tmp_path):
    with company.acting("wang"):
        query, out = Query(parse_address(CONTACT, []), parse_sort(CONTACT, None)), company.container.customer.export()
        for kind in ("csv", "json", "vcf"):
            with pytest.raises(Forbidden):
                out.export_file("contact", query, tmp_path / f"none.{kind}")
    put(company, "manager", phones="masked", mails="masked", remark="hidden")
    with company.acting("han"):
        for kind in ("csv", "json", "vcf"):
            assert out.export_file("contact", query, tmp_path / f"all.{kind}") == 1
            text = (tmp_path / f"all.{kind}").read_text()
            assert "139****2222" in text and "kanari" not in text and "13911112222" not in text and "李四" in text, kind


def test_a_list_and_the_search_find_whole_numbers_alone(company, contact):
    with company.acting("wang"):
        service, search = company.container.records()("contact"), company.container.platform.recent()
        for words in ("13911112222", "+86 139 1111 2222", "kanari@example.com", "李四"):
            assert listed(service, words) == [contact.id] and [hit.id for hit in search.find(words, 20, OF)] == [contact.id], words
        for words in ("139111", "1112222", "kanari", "example"):
            assert listed(service, words) == [] and search.find(words, 20, OF) == [], words
    with company.acting("han"):
        assert listed(service, "1112222") == [contact.id] and [hit.id for hit in search.find("kanari", 20, OF)] == [contact.id]


def test_what_one_does_not_see_is_not_lost_when_one_writes(company, contact):
    with company.acting("wang"):
        service = company.container.records()("contact")
        assert (row := service.get(contact.id)).phones == ["139****2222"] and row.remark is None and row.birthday == contact.birthday
        service.change(contact.id, {"title": "采购", "phones": ["139****2222", "13800138000"], "remark": "x", "birthday": "1990-01-01"})
        with pytest.raises(ValueError, match="veiled"):
            service.writer.update(CONTACT, service.records, [(row, row)])
    with company.acting("lilei"):
        row = service.get(contact.id)
        assert (row.title, row.phones, row.remark) == ("采购", ["+8613911112222", "+8613800138000"], "kanari")
        assert (row.mails, row.birthday) == (["kanari@example.com"], contact.birthday)


def test_reveals_are_counted_by_day_and_only_of_what_is_masked(company, contact):
    reveals = company.container.platform.reveal()
    with company.acting("lilei"):
        company.container.platform.setting().change({"reveals_a_day": "1"})
    with company.acting("wang"):
        with pytest.raises(NotFound):
            reveals.reveal("contact", contact.id, "remark")
        assert reveals.reveal("contact", contact.id, "phones") == ["+8613911112222"]
        with pytest.raises(TooMany):
            reveals.reveal("contact", contact.id, "mails")
        assert reveals.of_record("contact", contact.id) == []
    with company.acting("zhao"), pytest.raises(NotFound):
        reveals.reveal("contact", contact.id, "mails")
    with company.acting("sun"):
        assert [(one.user_name, one.field) for one in reveals.of_record("contact", contact.id)] == [("王强", "phones")]
        assert json.dumps([one.detail for one in company.container.platform.security().page()]).count("contact") >= 1


def test_only_fields_that_may_stay_empty_are_hidden(company):
    for name, level in (("name", "hidden"), ("account_id", "hidden"), ("birthday", "masked"), ("nothing", "hidden")):
        with pytest.raises(Invalid):
            put(company, "salesperson", **{name: level})
    with pytest.raises(Invalid):
        put(company, "administrator", remark="hidden")


def test_nobody_opens_a_field_that_is_shut_for_himself(company, contact):
    with company.acting("lilei"):
        roles = company.container.platform.role()
        grants = roles.get(id := company.roles["salesperson"]).grants
        roles.change(id, {"grants": {**grants, "role.view": 4, "role.edit": 4}})
    with company.acting("wang"), pytest.raises(Invalid, match="do not hold"):
        company.container.platform.field_right().put(id, {})


def test_whoever_merges_two_loses_nothing_that_he_does_not_see(company, contact):
    put(company, "manager", remark="hidden", phones="masked")
    with company.acting("wang"):
        other = company.container.records()("contact").create(CONTACT.draft.parse({"name": "李四", "phones": "13800138000"}))
    with company.acting("han"):
        company.container.customer.duplicate_merge().merge(CONTACT, other.id, contact.id, {})
    with company.acting("lilei"):
        row = company.container.records()("contact").get(other.id)
        assert (row.remark, row.phones) == ("kanari", ["+8613800138000", "+8613911112222"])

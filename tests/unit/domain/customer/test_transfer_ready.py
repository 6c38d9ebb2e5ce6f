"""Exports of other systems are recognised, and their columns are known."""

from pathlib import Path

import pytest
import vobject

from crm.domain.customer.transfer import Item, Options, targets
from crm.domain.customer.transfer_guess import guess
from crm.domain.customer.transfer_ready import columns, offered, recognised
from crm.domain.customer.transfer_system import READY
from crm.domain.kit.module import modules
from crm.service.customer.transfer_plan import Plan
from crm.service.kit.sheet import open_sheet

ACCOUNT, CONTACT = modules()["account"], modules()["contact"]
EXPORTS = Path(__file__).parents[5] / "shared/data/import/csv/roundcube-contacts-exports"
SALESFORCE = Path(__file__).parents[5] / "shared/data/import/csv/salesforce-dataloader-samples/data/accountData.csv"


def mapped(module, header):
    source = recognised(module.name, header)
    return source, dict(zip(header, guess(module, header, True, source), strict=True))


@pytest.mark.parametrize(
    ("module", "header", "source", "fields"),
    [
        (CONTACT, "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Labels",
         "google", "given,family,account_id,title,,mails,phones,tags"),
        (CONTACT, "First Name,Last Name,Company,Job Title,Business Street,Business City,Business Phone,Mobile Phone,E-mail Address",
         "outlook", "given,family,account_id,title,address_2,city_2,phones,phones,mails"),
        (CONTACT, "名,姓,单位,职务,移动电话,电子邮件地址,商务地址 街道", "outlook", "given,family,account_id,title,phones,mails,address"),
        (CONTACT, "Display Name,Primary Email,Mobile Number,Birth Day,Home ZipCode", "thunderbird", "name,mails,phones,,zip"),
        (CONTACT, "First Name,Last Name,Account Name,Title,Mailing City,Mobile,Email,Contact Owner,Created Date", "salesforce",
         "given,family,account_id,title,city,phones,mails,owner_id,created_at"),
        (ACCOUNT, "Account Name,Billing Street,Billing Zip/Postal Code,Industry,Employees,Account Owner", "salesforce",
         "name,address,zip,industry,employees,owner_id"),
        (CONTACT, "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Create Date,Associated Company", "hubspot",
         ",given,family,mails,phones,owner_id,created_at,account_id"),
        (ACCOUNT, "Record ID,Company name,Company Domain Name,City,Company owner", "hubspot", ",name,website,city,owner_id"),
        (CONTACT, "firstName,lastName,accountName,emailAddress,addressCity,createdByName,createdAt", "espocrm",
         "given,family,account_id,mails,city,created_by,created_at"),
        (ACCOUNT, "name,emailAddress,billingAddressCity,assignedUserName", "espocrm", "name,mail,city,owner_id"),
        (ACCOUNT, "客户名称,客户级别,客户行业,成交状态,手机,下次联系时间,创建人,创建时间,负责人", "wukong",
         "name,grade,industry,,phone,next_follow_at,created_by,created_at,owner_id"),
        (CONTACT, "姓名,客户名称,手机,是否关键决策人,创建时间", "wukong", "name,account_id,phones,,created_at"),
        (ACCOUNT, "客户名称,客户级别,电话", "", "name,grade,phone"),
    ],
)  # fmt: skip
def test_a_header_tells_the_system_and_the_fields(module, header, source, fields):
    found, mapping = mapped(module, header.split(","))
    assert (found, list(mapping.values())) == (source, fields.split(","))


def test_a_ready_map_names_only_fields_that_there_are():
    for module in (ACCOUNT, CONTACT):
        for system in offered(module.name):
            assert set(columns(system.name, module.name).values()) <= targets(module).keys(), system.name
    assert {one.name for one in READY} == {"vcard", "google", "thunderbird", "outlook", "salesforce", "hubspot", "espocrm", "wukong"}


def test_owner_author_and_time_are_left_to_those_who_may_hand_over():
    header = ["客户名称", "成交状态", "创建人", "创建时间", "负责人"]
    assert guess(ACCOUNT, header, False, "wukong") == ["name", "", "", "", ""]


@pytest.mark.skipif(not SALESFORCE.exists(), reason="the sample files are not here")
def test_the_accounts_of_a_salesforce_data_loader_are_known():
    source, mapping = mapped(ACCOUNT, open_sheet(SALESFORCE).header)
    assert (source, mapping["NAME"], mapping["BILLINGCITY"], mapping["CREATEDDATE"]) == ("salesforce", "name", "city", "created_at")


def of_export(path):
    """What a contact export says: name, mails, phones, and every word of every address."""
    sheet = open_sheet(path)
    source, mapping = mapped(CONTACT, sheet.header)
    assert source in ("google", "outlook", "thunderbird")
    plan = Plan(CONTACT, sheet.header, list(mapping.values()), Options(source=source))
    for line, cells in sheet.rows():
        raw = plan._raw(Item(line, cells))
        said = " ".join(str(raw.get(name) or "") for name in ("province", "city", "address", "remark"))
        yield raw["name"], set(raw["mails"].split("\n")), set(raw.get("phones", "").split("\n")) - {""}, said


@pytest.mark.skipif(not EXPORTS.exists(), reason="the sample files are not here")
@pytest.mark.parametrize("name", ["gmail", "outlook", "tb_plain", "all", "email"])
def test_an_export_gives_the_names_mails_phones_and_addresses_of_the_cards_beside_it(name):
    cards = list(vobject.readComponents((EXPORTS / f"{name}.vcf").read_text(encoding="utf-8")))
    found = list(of_export(EXPORTS / f"{name}.csv"))
    assert len(found) == len(cards) > 0
    for (title, mails, phones, said), card in zip(found, cards, strict=True):
        assert title == card.fn.value
        assert mails == {one.value for one in card.contents.get("email", ())}
        assert phones == {one.value for one in card.contents.get("tel", ())}
        for place in card.contents.get("adr", ()):
            parts = (place.value.street, place.value.city, place.value.region, place.value.code, place.value.country)
            assert all(part in said for part in parts), parts

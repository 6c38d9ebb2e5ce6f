"""Columns are known by their headings, in both languages and in the words of other systems."""

import pytest

from crm.domain.customer.transfer_guess import guess, guess_region, normal
from crm.domain.kit.module import modules

ACCOUNT, CONTACT, LEAD = modules()["account"], modules()["contact"], modules()["lead"]


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Phone_No. (必填)*", "phoneno"), ("  客户 名称 ", "客户名称"), ("Ｅ-mail", "email"), ("(备注)", "备注"), ("***", "")],
)
def test_a_heading_is_compared_without_case_spaces_punctuation_and_brackets(heading, said):
    assert normal(heading) == said


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("客户名称*", "name"), ("Company Name", "name"), ("联系电话", "phone"), ("手机号码", "phone"), ("E-Mail", "mail"),
        ("统一社会信用代码", "tax_id"), ("sector", "industry"), ("state", "province"), ("城市", "city"), ("Parent company", "parent_id"),
        ("上级公司", "parent_id"), ("lot", ""), ("zip", "zip"), ("owner", ""),
    ],
)  # fmt: skip
def test_a_column_of_customers_is_known_by_its_heading(heading, field):
    assert guess(ACCOUNT, [heading]) == [field]


def test_the_surest_of_two_columns_is_taken_and_the_other_left_out():
    assert guess(ACCOUNT, ["phone1", "phone2", "Phone"]) == ["", "", "phone"]


def test_several_phone_columns_of_a_contact_are_all_taken():
    assert guess(CONTACT, ["name", "phone1", "手机", "phone 2"]) == ["name", "phones", "phones", "phones"]


def test_the_parts_of_a_name_are_taken_unless_the_whole_name_is_there():
    assert guess(CONTACT, ["first_name", "Last Name"]) == ["given", "family"]
    assert guess(CONTACT, ["first_name", "full name", "last_name"]) == ["", "name", ""]
    assert guess(CONTACT, ["first_name"]) == ["name"]


def test_the_owner_is_offered_only_to_whoever_may_assign():
    assert guess(ACCOUNT, ["name", "负责人"], assign=True) == ["name", "owner_id"]
    assert guess(ACCOUNT, ["name", "负责人"]) == ["name", ""]


@pytest.mark.parametrize(
    ("phones", "region"),
    [
        (["504-621-8927", "810-292-9388"], "US"),
        (["13800138000", "010-88886666"], "CN"),
        (["+1 504 621 8927", "+44 20 7946 0958"], "CN"),
        (["0161 715 1234", "0117 325 1234", "07400 123456"], "GB"),
        ([], "CN"),
        (["unknown", "-"], "CN"),
    ],
)
def test_the_country_of_phones_is_guessed_from_the_column(phones, region):
    assert guess_region(phones) == region


def test_a_heading_of_two_meanings_is_read_by_what_stands_below_it():
    assert guess(LEAD, ["name", "state"]) == ["name", "state"]
    assert guess(LEAD, ["name", "state"], cells=[["刘洋"], ["working", ""]]) == ["name", "state"]
    assert guess(LEAD, ["name", "state", "status"], cells=[["刘洋"], ["OH", "CA"], ["new"]]) == ["name", "province", "state"]
    assert guess(LEAD, ["industry"], cells=[["Widgets"]]) == ["industry"]

"""What a customer is, before any database: fields, check digits, and which belong to whom."""

import pytest

from crm.domain.customer.account import MODULE, AccountDraft
from crm.errors import Invalid


def test_a_company_is_read_as_it_is_typed():
    raw = {
        "name": "云帆",
        "kind": "公司客户",
        "grade": "重点",
        "industry": "bank",
        "tax_id": "91350100m000100y43",
        "phone": "138 0013 8000",
        "revenue": "1,234.5",
    }
    made = AccountDraft.parse(raw)
    assert (made.kind, made.grade, made.industry, made.tax_id, made.phone) == (
        "company",
        "A",
        "finance",
        "91350100M000100Y43",
        "+8613800138000",
    )


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"tax_id": "91350100M000100Y44"}, "tax_id"),
        ({"kind": "person", "id_number": "110105194912310021"}, "id_number"),
        ({"kind": "company", "id_number": "11010519491231002X"}, "id_number"),
        ({"kind": "person", "tax_id": "91350100M000100Y43"}, "tax_id"),
        ({"founded": "2101"}, "founded"),
        ({"revenue": "1.234"}, "revenue"),
        ({"grade": "E"}, "grade"),
    ],
)
def test_what_cannot_be_is_refused(raw, field):
    with pytest.raises(Invalid, match=field):
        AccountDraft.parse({"name": "云帆", **raw})


def test_what_lists_forms_and_filters_name_are_fields_of_the_module():
    named = {*MODULE.columns, *MODULE.sorts, *MODULE.quick, *MODULE.mass, *MODULE.searched, *MODULE.keys}
    named |= {name for section in MODULE.sections for name in section.names}
    assert named - set(MODULE.fields) == set()
    assert set(MODULE.draft.fields) == {name for section in MODULE.sections for name in section.names}

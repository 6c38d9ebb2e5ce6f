"""What can be the name, the host, the colour and the limits of a company."""

import pytest

from crm.domain.platform.tenant import STATES, TenantTerms, contrast, hosted, named, terms_of
from crm.errors import Invalid

RAW = {"host": "Acme.CRM.example.cn", "title": " 云帆科技 ", "language": "zh", "timezone": "Asia/Shanghai"}


@pytest.mark.parametrize("name", ["acme", "a", "acme_2"])
def test_a_name_can_be_a_schema_and_a_folder(name):
    assert named(name) == name


@pytest.mark.parametrize("name", ["", "Acme", "2acme", "a-b", "a;drop", "../a", "a" * 41])
def test_nothing_else_is_a_name(name):
    with pytest.raises(Invalid):
        named(name)


@pytest.mark.parametrize("host", ["https://acme.cn", "acme.cn:80", "", "-acme.cn", "acme..cn", "a b.cn", "acme.cn/x"])
def test_what_is_no_host_name_is_refused(host):
    with pytest.raises(Invalid):
        hosted(host)


def test_terms_are_read_as_they_are_typed():
    assert terms_of({**RAW, "people": "25", "colour": "#0A7D4F"}) == TenantTerms(
        "acme.crm.example.cn", "云帆科技", "zh", "Asia/Shanghai", "#0a7d4f", 25, None, None, None
    )


def test_every_field_that_cannot_be_says_why():
    with pytest.raises(Invalid) as refused:
        terms_of({"host": "?", "title": "", "language": "fr", "timezone": "Mars", "colour": "#ffff00", "people": "0", "storage": "-1"})
    assert set(refused.value.fields) == {"host", "title", "language", "timezone", "colour", "people", "storage"}


def test_the_contrast_of_white_on_a_colour_is_that_of_the_guidelines():
    assert (round(contrast("#000000"), 1), round(contrast("#ffffff"), 1), round(contrast("#767676"), 2)) == (21.0, 1.0, 4.54)


def test_only_who_is_in_service_is_let_in():
    assert [state for state, (_, words) in STATES.items() if not words] == ["active"]

"""Company names: what makes two spellings twins, and what keeps two companies apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.company import company_key


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("北京小米科技有限责任公司", "小米科技"),
        ("阿里巴巴（中国）有限公司", "阿里巴巴(中国)有限公司杭州分公司"),
        ("海尔集团公司", "海尔集团股份有限公司"),
        ("广东省深圳市华为技术有限公司", "华为技术"),
        ("内蒙古伊利实业集团股份有限公司", "伊利"),
        ("Müller GmbH & Co. KG", "MULLER"),
        ("Huawei Technologies Co., Ltd.", "huawei technologies"),
        ("伊犁哈萨克自治州天山商贸有限公司", "天山商贸"),
        ("ＡＢＣ　Inc．", "abc"),
    ],
)
def test_two_spellings_of_one_company_have_one_key(name, twin):
    assert company_key(name) == company_key(twin)


@pytest.mark.parametrize(
    ("one", "other"),
    [("北京银行", "上海银行"), ("南京大学", "北京大学"), ("长沙市第一医院", "株洲市第一医院"), ("张三", "李四")],
)
def test_where_the_place_is_the_name_it_stays(one, other):
    assert company_key(one) != company_key(other)


@given(st.text(max_size=40))
def test_a_company_key_is_letters_and_digits_only(name):
    key = company_key(name)
    assert key == "" or key.isalnum()


def test_a_name_that_is_only_a_form_or_a_place_keeps_something():
    for name in ("有限公司", "公司", "北京市", "（上海）", "B.V.", "Inc"):
        assert len(company_key(name)) >= 2

"""What is compared: values brought down to what their spellings share, how alike they are, and the keys they are found by."""

import pytest

from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.kit.module import modules
from crm.domain.kit.twin import matcher_of
from crm.domain.kit.twin_aspect import aspects_of, is_compared
from crm.domain.kit.twin_cluster import clusters
from crm.domain.kit.twin_level import LEVELS
from crm.domain.kit.twin_value import VALUES
from crm.domain.kit.twin_weight import NEVER


def level(kind, one, other):
    return LEVELS[kind][0](VALUES[kind](one), VALUES[kind](other))


@pytest.mark.parametrize(
    ("kind", "one", "other", "wanted"),
    [
        ("name", "北京云帆科技有限公司", "云帆科技（北京）股份公司", 6),
        ("name", "北京雲帆科技有限責任公司", "北京云帆科技有限公司", 6),
        ("name", "云帆科技", "云凡科技", 5),
        ("name", "Robert Allen", "Allen, Robert", 6),
        ("name", "Robert Allen", "Robrt Allen", 5),
        ("name", "Rob Allen", "Allen", 4),
        ("name", "王芳", "李明", 0),
        ("name", "上海第一医院", "上海第二医院", 0),
        ("name", "云帆 3 号仓库", "云帆 4 号仓库", 0),
        ("place", "杭州市", "杭州", 4),
        ("place", "杭州", "成都", 0),
        ("address", "中关村大街十二号", "中关村大街12号", 5),
        ("address", "316 N Pulaski Rd", "316 North Pulaski Road", 5),
        ("address", "4217 W. 18th St.", "4216 W. 19th St.", 1),
        ("code", "91350100M000100Y43", "91350100m000100y43", 2),
        ("code", "4011", "4101", 1),
        ("phone", "+86 138 0013 8000", "13800138000", 3),
        ("phone", "010-62345678", "62345678", 2),
        ("phone", "13800138000", "13800138001", 1),
        ("mail", "Li@Yunfan.cn", "li@yunfan.cn", 4),
        ("mail", "li.lei@yunfan.cn", "li.lei@qq.com", 2),
        ("date", "1971-06-24", "1971-24-06", 2),
        ("date", "1971-06-24", "1971-06-25", 2),
        ("date", "1971-06-24", "1980-01-02", 0),
    ],
)
def test_alike_is_measured_in_levels(kind, one, other, wanted):
    assert level(kind, one, other) == wanted == level(kind, other, one)


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        ("li@yunfan.cn", "yunfan.cn"), ("https://www.yunfan.cn/about", "yunfan.cn"), ("li@qq.com", None),
        ("https://weixin.qq.com:443/x", "weixin.qq.com"),
    ],
)  # fmt: skip
def test_a_domain_counts_when_it_is_a_company_s_own(raw, host):
    assert VALUES["host"](raw) == host


@pytest.mark.parametrize("kind", sorted(VALUES))
@pytest.mark.parametrize("raw", ["", " ", "。", "—", "(", "@", "\u200b", "ａｂｃ", "😀", "0" * 300])
def test_nothing_that_is_typed_breaks_it(kind, raw):
    value = VALUES[kind](raw)
    if value is not None and kind in LEVELS:
        assert LEVELS[kind][0](value, value) == LEVELS[kind][1]


def test_a_company_s_place_is_read_out_of_its_name():
    assert [VALUES["where"](name) for name in ("浙江杭州云帆科技有限公司", "上海安泰", "云帆")] == ["杭州", "上海", None]


def test_what_is_compared_follows_from_the_module_s_fields():
    assert {aspect.name for aspect in aspects_of(ACCOUNT)} == {
        "name", "phone", "mail", "host", "city", "address", "tax_id", "id_number", "birthday",
    }  # fmt: skip
    assert {aspect.name for aspect in aspects_of(CONTACT)} >= {"name", "account_id", "phone", "mail"}
    assert is_compared(ACCOUNT) and is_compared(CONTACT) and not is_compared(modules()["tag"]) and not is_compared(modules()["user"])


def test_keys_are_shared_in_spite_of_spelling_and_trade():
    matcher = matcher_of(ACCOUNT)
    one = {"name": "北京云帆网络科技有限公司", "phone": "+861062345678"}
    other = {"name": "云凡信息技术（北京）公司", "phone": "62345678"}
    shared = matcher.keys(matcher.profile(one)) & matcher.keys(matcher.profile(other))
    assert {("name.sound", "yunfan"), ("phone.tail", "2345678")} <= shared


def test_a_mailbox_that_every_company_has_is_no_key():
    matcher = matcher_of(ACCOUNT)
    assert {kind for kind, _ in matcher.keys(matcher.profile({"mail": "info@yunfan.cn"}))} == {"host.host", "mail"}


def test_two_tax_ids_are_never_one_record():
    matcher = matcher_of(ACCOUNT)
    one, other = ({"name": "云帆", "phone": "13800138000", "tax_id": number} for number in ("91350100M000100Y43", "91110108551385082Q"))
    assert matcher.first_guess().weight(matcher.pattern(matcher.profile(one), matcher.profile(other))) == NEVER


# Groups ------------------------------------------------------------------------


def test_a_chain_does_not_become_one_group_when_its_ends_are_different():
    assert clusters([(1, 2, 9.0), (2, 3, 8.0)], lambda one, other: -20.0) == [[1, 2]]


def test_a_link_that_is_missing_between_two_that_fit_is_no_hindrance():
    assert clusters([(1, 2, 9.0), (2, 3, 8.0)], lambda one, other: -3.0) == [[1, 2, 3]]


def test_what_is_less_likely_than_the_threshold_is_no_pair():
    assert clusters([(1, 2, 3.0)], lambda one, other: 0.0, threshold=4.0) == []

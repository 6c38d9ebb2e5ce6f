"""Accounts that are made from names."""

import pytest

from crm.domain.platform.user import LONGEST_ACCOUNT, account_of


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("王强", "wangqiang"), ("单雄信", "shanxiongxin"), ("Anna Snelling", "anna.snelling"), ("Zoë O'Hart", "zoe.o.hart"),
        ("陈 Tom", "chen.tom"), ("Ольга", "user"), ("安" * 80, ("an" * 80)[:LONGEST_ACCOUNT]),
    ],
)  # fmt: skip
def test_an_account_is_the_name_in_plain_letters(name, account):
    assert account_of(name) == account


def test_the_third_of_a_name_gets_the_next_number():
    assert account_of("王伟", {"wangwei", "wangwei2", "wang"}) == "wangwei3"

"""Which passwords are strong enough."""

import pytest

from crm.current import acting
from crm.domain.platform.password import WARNINGS, weakness
from crm.language import say


@pytest.mark.parametrize("password", ["correct horse battery", "蓝鲸在厨房里弹钢琴哦耶", "Tq9#vLp2xR!m", "zw7kq0vmrt"])
def test_what_is_hard_to_guess_is_accepted(password):
    assert weakness(password) is None


@pytest.mark.parametrize(
    "password", ["", "short", "123456789", "password1234", "qwertyuiop", "aaaaaaaaaaaa", "1234567890", "2026-11-21!!", "x" * 201]
)
def test_what_is_short_or_easy_to_guess_is_refused_with_a_reason(password):
    assert weakness(password)


def test_the_name_of_the_person_or_the_company_makes_no_password():
    assert weakness("yunfanliangwei", ()) is None
    assert weakness("yunfanliangwei", ("liangwei", "yunfan"))


def test_reasons_are_said_in_the_language_of_the_reader():
    with acting(language="zh"):
        assert all(say(warning) != warning for warning in WARNINGS)
        assert "键盘" in weakness("qwertyuiop[]").said()


def test_a_company_may_ask_for_more_characters():
    assert str(weakness("Tq9#vLp2xR!m", shortest=16)) == "At least 16 characters, please."

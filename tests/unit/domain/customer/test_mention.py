"""People named in a text."""

import pytest

from crm.domain.customer.mention import candidates, resolved

KNOWN = {"王强": 1, "王强强": 2, "wang": 3, "li lei": 4}


@pytest.mark.parametrize(
    ("text", "said", "who"),
    [
        ("请@王强看", "请@王强 看", {1}),
        ("@王强强看", "@王强强 看", {2}),  # the longest name wins
        ("@王强，@Wang!", "@王强，@Wang !", {1, 3}),
        ("wang@example.com", "wang@example.com", set()),
        ("@没有", "@没有", set()),
        ("@王强 再看 @王强", "@王强 再看 @王强", {1}),
        ("a@b @", "a@b @", set()),
    ],
)
def test_names_are_recognised_without_a_space_behind_them(text, said, who):
    assert resolved(text, KNOWN) == (said, who)
    assert resolved(said, KNOWN) == (said, who)  # once is enough


def test_only_what_may_be_a_name_is_asked_for():
    assert candidates("请@王强看 x@y") == {"王", "王强", "王强看"} and candidates("没有") == set()

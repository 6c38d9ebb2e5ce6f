"""By what a person is known whose traces go."""

from crm.domain.sales.erasure import needles


def test_what_is_looked_for_is_looked_for_in_every_case_people_write():
    found = needles([{"name": "Wang Fang", "mails": ["Fang.Wang@Example.com"], "phone": "+8613800138000"}], ("name", "mails", "phone"))
    assert {"Wang Fang", "wang fang", "WANG FANG", "Fang.Wang@Example.com", "fang.wang@example.com", "13800138000"} <= set(found)
    assert found == sorted(found, key=lambda text: (-len(text), text))


def test_what_has_no_case_stands_once_and_single_letters_are_nobody():
    assert needles([{"name": "王芳"}, {"name": "A"}, {"name": None}], ("name",)) == ["王芳"]

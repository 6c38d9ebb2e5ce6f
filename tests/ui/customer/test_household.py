"""Households in the browser."""

from collections.abc import Callable

from tests.ui.pages.customer.household import HouseholdPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_members_are_searched_for_first_and_created_second(signed_in: Browser, name: Name) -> None:
    """先查找成员，没有再新建"""
    page = HouseholdPage(signed_in).create(name=name("王建国家庭"))
    number = page.id

    page.go(f"/households/{number}/members/new").find_person(name("李梅")).create_person()
    page.go(f"/households/{number}/members/new").find_person(name("李梅"))

    assert not signed_in.has('[data-testid="pick-1"]')  # in the household already
    assert any(name("李梅") in one for one in page.go(f"/households/{number}").related)


def test_somebody_who_is_there_already_is_put_in_with_one_click(signed_in: Browser, name: Name) -> None:
    """已有的人一键加入家庭"""
    page = HouseholdPage(signed_in).create(name=name("陈家"))
    number = page.id
    person = signed_in.site.visitor("manager").create("/accounts", name=name("陈明"), kind="person")
    assert person

    page.go(f"/households/{number}/members/new").find_person(name("陈明")).add_first()

    assert any(name("陈明") in one for one in page.related)

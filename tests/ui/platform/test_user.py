"""Many people go to another department at once: what it does is said before anything is saved."""

from collections.abc import Callable

import pytest

from tests.ui.pages.platform.user import UserPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
def test_people_are_moved_together_after_what_it_does_was_said(browser: Browser, name: Name) -> None:
    """批量调整员工部门：先看影响，再执行"""
    lilei = browser.site.visitor("administrator")
    first, second = (lilei.create("/departments", name=name(one)) for one in ("甲部", "乙部"))
    role = lilei.create("/roles", **{"name": name("部门可见"), "factor": "none", "grants.account.view": "2"})
    who = {"state": "active", "language": "zh", "timezone": "Asia/Shanghai", "department_id": first, "roles": [role]}
    made = [lilei.create("/users", name=name(one), **who) for one in ("一号", "二号")]
    lilei.create("/users", name=name("三号"), **who)
    account = lilei.create("/accounts", name=name("客户"), kind="company")
    lilei.post("/accounts/bulk/assignment", {"id": [account], "owner_id": made[0]}, "/accounts")

    browser.enter("administrator")
    page = UserPage(browser).list(f"?q={name()}&sort=name").tick(name("一号"), name("二号")).bulk("edit").move(second)
    assert name("三号") in page.foreseen and browser.axe() == []
    browser.size(390, 844)
    assert browser.overflow() <= 0
    browser.size(1440, 900)
    page.really().go(f"/users/{made[1]}")
    assert name("乙部") in browser.text

"""Where one is signed in."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class SessionPage(PageObject):
    """The sessions on one's own profile."""

    path = "/profile"
    noun = {"en": "profile", "zh": "个人资料"}

    @property
    def sessions(self) -> int:
        return len(self.browser.all("#sessions .own-list > li"))

    @step("Sign out everywhere else", "退出其他所有登录")
    def end_others(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_profile.end_others").click()
        return self

    @step("Sign out the first of the others", "退出其中一个")
    def end_one(self) -> Self:
        with self.browser.leaving():
            self.browser.all('[data-testid="platform_profile.end_session"]')[0].click()
        return self

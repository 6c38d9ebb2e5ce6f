"""What every page object can do: be opened, be read, use the frame around the page."""

from typing import ClassVar, Self

from selenium.webdriver import Keys

from tests.ui.tool.browser import Browser
from tests.ui.tool.steps import step


class PageObject:
    """One module of the CRM, in the words of those who use it. Methods return the object, to be chained."""

    path: ClassVar[str] = "/"
    noun: ClassVar[dict[str, str]] = {"en": "page", "zh": "页面"}

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @step("Go to {path}", "前往 {path}")
    def go(self, path: str) -> Self:
        self.browser.open(path)
        return self

    @step("Go back", "后退")
    def back(self) -> Self:
        with self.browser.leaving():
            self.browser.driver.back()
        return self

    @step("Go forth", "前进")
    def forth(self) -> Self:
        with self.browser.leaving():
            self.browser.driver.forward()
        return self

    @step("Press {keys}", "按键 {keys}")
    def press(self, *keys: str) -> Self:
        self.browser.press(*(getattr(Keys, key.upper()) if len(key) > 1 else key for key in keys))
        return self

    @step("Type “{text}”", "输入“{text}”")
    def type(self, text: str) -> Self:
        self.browser.press(text)
        return self

    @step("Press “z” to undo", "按 z 撤销")
    def undo_by_key(self) -> Self:
        self.browser.testid("undo")
        with self.browser.leaving():
            self.browser.press("z")
        return self

    @step("Undo in the message", "在提示中点击“撤销”")
    def undo(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("undo").click()
        return self

    @step("Choose the other language", "切换语言")
    def switch_language(self) -> Self:
        self.open_user_menu()
        with self.browser.leaving():
            self.browser.testid("platform_profile.language").click()
        return self

    @step("Sign out", "退出登录")
    def sign_out(self) -> Self:
        self.open_user_menu()
        with self.browser.leaving():
            self.browser.testid("platform_auth.destroy").click()
        return self

    def open_menu(self) -> None:
        """On a phone the menu is behind a button."""
        if self.browser.has(".bottom-bar") and not self.browser.has("#sidebar"):
            self.browser.one('.bottom-bar [popovertarget="sidebar"]').click()

    def open_user_menu(self) -> None:
        self.open_menu()
        self.browser.one(".side-user > summary").click()

    @property
    def toast(self) -> str:
        """What the last message said."""
        return self.browser.one("[data-toast] p").text

    @property
    def menu(self) -> list[str]:
        """The endpoints that the menu leads to."""
        return [link.get_attribute("data-testid") or "" for link in self.browser.all("#sidebar [data-testid]")]

    @property
    def language(self) -> str:
        return self.browser.one("html").get_attribute("lang")

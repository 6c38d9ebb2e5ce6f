"""Visits in the browser: on the spot, with a position that the browser gives or keeps to itself."""

from pathlib import Path
from typing import ClassVar, Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class VisitPage(PageObject):
    path: ClassVar[str] = "/visits"
    noun: ClassVar[dict[str, str]] = {"en": "visit", "zh": "拜访"}

    @step("Stand at {latitude}, {longitude}", "位于 {latitude}, {longitude}")
    def stand(self, latitude: float, longitude: float) -> Self:
        """The browser may say where it is, and says that."""
        self.browser.cdp("Browser.grantPermissions", origin=self.browser.site.base_url, permissions=["geolocation"])
        self.browser.cdp("Emulation.setGeolocationOverride", latitude=latitude, longitude=longitude, accuracy=15)
        return self

    @step("Hide the position", "不提供位置")
    def hide(self) -> Self:
        self.browser.cdp("Emulation.clearGeolocationOverride")
        self.browser.cdp("Browser.resetPermissions")
        return self

    @step("Network: {on}", "网络：{on}")
    def network(self, on: bool) -> Self:
        self.browser.cdp("Network.enable")
        self.browser.cdp("Network.emulateNetworkConditions", offline=not on, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        return self

    @step("Check in", "签到")
    def check_in(self) -> Self:
        self.browser.click(self.browser.testid("check-in"))
        return self

    @step("Choose a photo", "选择照片")
    def photo(self, file: Path) -> Self:
        self.browser.send_file(self.browser.all("#photo")[0], file)
        return self

    @step("Try again", "重试")
    def again(self) -> Self:
        self.browser.click(self.browser.one("#photo-form [data-said] button"))
        return self

    @property
    def note(self) -> str:
        """What stands in the box for what came of the visit."""
        return self.browser.one("#note [name=result]").get_attribute("value") or ""

    @step("Write what came of it", "填写拜访结果")
    def write(self, text: str) -> Self:
        self.browser.fill(self.browser.one("#note [name=result]"), text)
        return self

    @step("Check out", "签退")
    def check_out(self) -> Self:
        self.browser.click(self.browser.testid("check-out"))
        return self

"""A headless Chrome with an empty profile, and what is kept of it when a test fails."""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, Remote
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement
from urllib3.exceptions import HTTPError

KEPT = Path(__file__).parents[2] / "var/test"
LANGUAGES = {"zh": "zh-CN,zh", "en": "en-US,en"}
# The first takes a fifth less of the processor. Debian's script of its name would live on as its parent when a driver ends it.
BROWSERS = ("/usr/lib/chromium/chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
STARTS = 3
PHONE = 600  # narrower than this is a phone: touch, and the page's own viewport counts
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip

CLEAR = """
const [one] = arguments, {left, top, width, height} = one.getBoundingClientRect();
if (!one.contains(document.elementFromPoint(left + width / 2, top + height / 2))) one.scrollIntoView({block: "center"});
"""


class Element(WebElement):
    """What is clicked where nothing lies over it: bars stay at the edges of the screen, and WebDriver scrolls no further than the edge."""

    def click(self) -> None:
        self.parent.execute_script(CLEAR, self)
        super().click()


def chrome(width: int = 1440, height: int = 900, lang: str = "zh", grid: str | None = None) -> Chrome | Remote:
    """A new browser, here or on a Selenium grid, whose page measures exactly width × height. The caller quits it."""
    options = ChromeOptions()
    for flag in (*FLAGS, f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.add_argument(f"--accept-lang={LANGUAGES[lang]}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if grid:
        driver: Chrome | Remote = Remote(grid, options=options)
    else:
        options.binary_location = _program(*BROWSERS)
        driver = _started(options)
    driver._web_element_cls = Element
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < PHONE}
    driver.execute("executeCdpCommand", {"cmd": "Emulation.setDeviceMetricsOverride", "params": size})
    return driver


def _started(options: ChromeOptions) -> Chrome:
    """On a busy machine a browser may not be there in time: one that did not start is started again."""
    for _ in range(STARTS - 1):
        with suppress(WebDriverException, HTTPError):
            return Chrome(options, Service(_program("chromedriver")))
    return Chrome(options, Service(_program("chromedriver")))


def is_alive(driver: Chrome | Remote) -> bool:
    try:
        return bool(driver.window_handles)
    except (WebDriverException, HTTPError, OSError):
        return False


def keep(driver: Chrome, name: str) -> Path:
    """Leave the screenshot and the page's source of a failed test under var/test/; the file name without its ending."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / re.sub(r"[^\w.-]+", "-", name).strip("-")[-150:]
    with suppress(WebDriverException, HTTPError):  # the browser itself may be what failed
        driver.save_screenshot(f"{path}.png")
        Path(f"{path}.html").write_text(driver.page_source, encoding="utf-8")
    return path


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise RuntimeError(f"{' or '.join(names)} is not installed: apt-get install chromium chromium-driver fonts-noto-cjk")

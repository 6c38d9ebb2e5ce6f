"""The browser of a test: what a person can see and do, with waiting but without sleeping."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.file_detector import LocalFileDetector, UselessFileDetector
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from crm.current import acting
from crm.language import say
from crm.paths import STATIC
from tests.kit.browser import PHONE
from tests.ui.tool.site import Site
from tests.ui.tool.steps import Log

T = TypeVar("T")
PATIENCE = 30.0  # seconds for an answer; the machine may be busy with other tests
WORK = 90.0  # seconds for what is done beside: other jobs may stand before it
AXE = STATIC / "dist/test/axe.min.js"
REFUSALS = tuple(f"the server responded with a status of {status}" for status in (401, 403, 404, 409, 413, 422, 429))
RUN_AXE = """
const done = arguments[1];
const only = arguments[0].length ? {runOnly: arguments[0]} : {};
const judge = () =>
  axe.run(document, {resultTypes: ["violations"], preload: false, ...only}).then(done, (error) => done({error: String(error)}));
requestAnimationFrame(() => requestAnimationFrame(judge)); // the page is painted in its new colours first
"""
WIDER = """
const main = document.querySelector(".page > main");
return Math.max(document.scrollingElement.scrollWidth - innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
"""
CLIPPED = """
const cut = (one) => one.checkVisibility({visibilityProperty: true}) && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
return [...document.querySelectorAll(".page .button, .figures b, .tile dd")].filter(cut).map((one) => one.textContent.trim());
"""
# The first visible element that fits and says the text, once the page asks the server for nothing: in one question instead of one for
# each element, whose answer Selenium works out by a script of its own each time.
FOUND = """
const [how, what, text, patient] = arguments;
if (patient && document.documentElement.matches(".busy")) return null;
const sized = ({width, height}, line) => (width > 0 && height > 0) || (line && (width > 0 || height > 0));
const seen = (one) => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
const shown = (one) => one.matches("option, optgroup")
  ? shown(one.closest("select"))
  : seen(one) && (sized(one.getBoundingClientRect(), one instanceof SVGElement) || [...one.children].some(shown));
const says = (one) => !text || (one.innerText ?? one.textContent).replaceAll("\u00a0", " ").includes(text);
const fits = (one) => says(one) && shown(one);
if (how === "css") return [...document.querySelectorAll(what)].find(fits) ?? null;
const all = document.evaluate(what, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
return Array.from({length: all.snapshotLength}, (_, at) => all.snapshotItem(at)).find(fits) ?? null;
"""
GONE = (StaleElementReferenceException, NoSuchElementException)


class Browser:
    """One browser, used by all tests of a worker one after the other."""

    def __init__(self, driver: Any, site: Site, language: str, pictures: bool) -> None:
        self.driver = driver
        self.site = site
        self.language = language
        self.scripted = True
        self.is_leaving = False
        self.messages: list[str] = []
        self.log = Log(self.picture if pictures else lambda: None)

    def say(self, text: str, **values: object) -> str:
        """A sentence of the catalogue, as the pages say it."""
        with acting(language=self.language):
            return say(text, **values)

    # Going ---------------------------------------------------------------

    def open(self, path: str) -> None:
        self.driver.get(self.site.base_url + path)

    @property
    def path(self) -> str:
        """Where the page is, without the host."""
        return self.driver.current_url.removeprefix(self.site.base_url)

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Wait for another document to be complete after what the block does. A picture is taken of that one: on its way from one to the
        other the browser may never give it."""
        here = self.driver.find_element(By.TAG_NAME, "html")
        self.is_leaving = True
        try:
            yield
            self.wait(lambda: self._left(here), "another page")
        finally:
            self.is_leaving = False
        self.log.look()

    def _left(self, here: WebElement) -> bool:
        try:
            here.is_enabled()
        except WebDriverException:
            return self.driver.execute_script("return document.readyState") == "complete"
        return False

    def wait(self, condition: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
        waiting = WebDriverWait(self.driver, patience, poll_frequency=0.03, ignored_exceptions=GONE)
        return waiting.until(lambda _: condition(), f"Waited in vain for {what} on {self.path}")

    # Finding -------------------------------------------------------------

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str) -> WebElement:
        """The first visible element that fits, as soon as there is one and the page asks the server for nothing: what it
        is answered may take the place of the element."""
        return self.wait(lambda: self._found("css", css), css)

    def said(self, css: str, text: str) -> WebElement:
        """The first visible element that fits and says the text, as soon as there is one."""
        return self.wait(lambda: self._found("css", css, text), f"{css} with “{text}”")

    def has(self, css: str) -> bool:
        return self._found("css", css, patient=False) is not None

    def testid(self, name: str) -> WebElement:
        return self.one(f'[data-testid="{name}"]')

    def link(self, text: str) -> WebElement:
        """A link or a button by what it says."""
        said = f"contains(normalize-space(.), {_quoted(text)})"
        return self.wait(lambda: self._found("xpath", f"//a[{said}] | //button[{said}]"), text)

    def _found(self, how: str, what: str, text: str = "", patient: bool = True) -> WebElement | None:
        return self.driver.execute_script(FOUND, how, what, text, patient)

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def sees(self, text: str) -> None:
        self.wait(lambda: text in self.text, f"“{text}”")

    # Doing ---------------------------------------------------------------

    def click(self, element: WebElement) -> None:
        """Click in the middle of the screen: bars that stay at its edges may lie over the element."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def fill(self, control: WebElement, value: Any) -> None:
        """Type a value over what is there, choose it, or tick it."""
        kind = control.get_attribute("type")
        if control.tag_name == "select":
            Select(control).select_by_value(str(value))
        elif kind in ("checkbox", "radio"):
            if control.is_selected() != bool(value):
                control.click()
        elif kind in ("date", "datetime-local"):
            self.set(control, str(value))
        else:
            control.send_keys(Keys.CONTROL, "a")
            control.send_keys(Keys.DELETE)
            control.send_keys(str(value))

    def set(self, control: WebElement, value: str) -> None:
        """Give a control its value at once: keys write a date differently in every language."""
        script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
        self.driver.execute_script(script, control, value)

    def send_file(self, control: WebElement, file: Path) -> None:
        """Choose a file of this machine, also when the browser runs on another one; a driver without a grid runs here."""
        self.driver.file_detector = LocalFileDetector()
        try:
            control.send_keys(str(file))
        except WebDriverException as error:
            if "unknown command" not in str(error):
                raise
            self.driver.file_detector = UselessFileDetector()
            control.send_keys(str(file))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def chord(self, held: str, key: str) -> None:
        """Press a key while another is held: chord("control", "enter")."""
        modifier = getattr(Keys, held.upper())
        pressed = getattr(Keys, key.upper()) if len(key) > 1 else key
        ActionChains(self.driver).key_down(modifier).send_keys(pressed).key_up(modifier).perform()

    def click_twice(self, element: WebElement) -> None:
        ActionChains(self.driver).double_click(element).perform()

    # The browser itself --------------------------------------------------

    def cdp(self, command: str, **values: Any) -> Any:
        return self.driver.execute("executeCdpCommand", {"cmd": command, "params": values})["value"]

    def size(self, width: int, height: int) -> None:
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < PHONE)

    def colours(self, scheme: str) -> None:
        """Light or dark, at once: nothing moves in these tests."""
        wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": name, "value": value} for name, value in wanted.items()])

    def scripts(self, on: bool) -> None:
        self.scripted = on
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def enter(self, role: str) -> None:
        """Come in as somebody, without the sign-in page. The page before is left first: what it still sends is its own reader's."""
        if self.path.startswith("/"):
            self.driver.get("about:blank")
        self.leave()
        for cookie in self.site.session(role, self.language):
            self.cdp("Network.setCookie", **cookie)

    @property
    def cookies(self) -> list[dict[str, Any]]:
        return self.driver.get_cookies()

    def leave(self) -> None:
        """Forget who one is."""
        self.cdp("Network.clearBrowserCookies")

    # Judging -------------------------------------------------------------

    def console(self) -> list[str]:
        """What the page complained of since the test began; answers that refuse something are none of it."""
        self.messages += [f"{entry['level']} {entry['message']}" for entry in self.driver.execute("getLog", {"type": "browser"})["value"]]
        return [line for line in self.messages if line.startswith("SEVERE") and not _refusal(line)]

    def axe(self, *rules: str) -> list[str]:
        """Serious and critical violations of accessibility, or of some rules, each with the elements it is about."""
        if not self.driver.execute_script("return !!window.axe"):
            self.driver.execute_script(AXE.read_text(encoding="utf-8") + ";window.axe = axe")
        return self._judge(rules) and self._judge(rules)  # colours on their way to others are seen only once

    def _judge(self, rules: tuple[str, ...]) -> list[str]:
        found = self.driver.execute_async_script(RUN_AXE, rules)
        assert "error" not in found, found["error"]
        bad = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {one['help']}: {node['html'][:160]} {node['failureSummary'][:300]}" for one in bad for node in one["nodes"]]

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen, or its contents than the room for them."""
        return self.driver.execute_script(WIDER)

    def clipped(self) -> list[str]:
        """Buttons and figures whose words are cut off."""
        return self.driver.execute_script(CLIPPED)

    # For the report ------------------------------------------------------

    def picture(self) -> str | None:
        """The page now, at half its size."""
        if self.is_leaving:
            return None
        try:
            width, height = self.driver.execute_script("return [innerWidth, innerHeight]")
            clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 0.5 if width >= PHONE else 1}
            return self.cdp("Page.captureScreenshot", format="jpeg", quality=60, clip=clip)["data"]
        except WebDriverException:
            return None

    def save_screenshot(self, path: str) -> None:
        Path(path).write_bytes(base64.b64decode(self.driver.get_screenshot_as_base64()))

    @property
    def page_source(self) -> str:
        return self.driver.page_source


def _refusal(line: str) -> bool:
    """An answer that refuses something is no fault of the page, unless a part of the page itself is missing."""
    return "/static/" not in line and any(refusal in line for refusal in REFUSALS)


def _quoted(text: str) -> str:
    """A text as XPath writes it; it has no escape for quotes."""
    return "concat(" + ", '\"', ".join(f'"{part}"' for part in text.split('"')) + ", '')"

"""Keeps what happened in each test while the suite runs, for the report."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.ui.tool.options import OPTIONS, Options
from tests.ui.tool.steps import Step


@dataclass
class Result:
    """How one test went."""

    name: str
    module: str
    outcome: str = "passed"  # passed failed skipped
    seconds: float = 0.0
    why: str = ""
    steps: list[Step] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    picture: str | None = None


class Recorder:
    """A pytest plugin: hands the options in, and takes the results out."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.results: dict[str, Result] = {}
        self.left: list[str] = []  # what could not be removed again
        self.browser = ""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[OPTIONS] = self.options
        config.stash[LEFT] = self.left

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: Any) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        result = self.results.setdefault(item.nodeid, Result(_sentence(item, self.options.lang), _about(item, self.options.lang)))
        result.seconds += report.duration
        browser = getattr(item, "funcargs", {}).get("browser")
        if report.skipped:
            result.outcome, result.why = "skipped", str(call.excinfo.value)
        elif report.failed:
            result.outcome = "failed"
            result.why = (result.why + "\n" + _reason(call)).strip()
            result.picture = browser.picture() if browser and report.when == "call" else result.picture
        if browser and report.when != "setup":
            self.browser = "{browserName} {browserVersion}".format(**browser.driver.capabilities)
            result.steps, result.console = browser.log.steps, browser.messages
        return report


LEFT = pytest.StashKey[list[str]]()


def _sentence(item: Any, lang: str) -> str:
    """What a test shows: its docstring in Chinese, its name in English: test_a_tag_is_made[zh] -> A tag is made (zh)."""
    name, _, given = item.name.removeprefix("test_").partition("[")
    text = item.function.__doc__ if lang == "zh" else name.replace("_", " ").capitalize()
    told = given.rstrip("]").encode().decode("unicode_escape")  # pytest writes 云 as \\u4e91
    return text + (f" ({told})" if told else "")


def _about(item: Any, lang: str) -> str:
    """What the tests of a file are about: the word of its page object, or the name of the file."""
    name = item.path.stem.removeprefix("test_")
    for one in vars(item.module).values():
        if isinstance(one, type) and one.__module__.endswith(f".{name}") and hasattr(one, "noun"):
            return str(one.noun[lang])
    return str(name.replace("_", " "))


def _reason(call: Any) -> str:
    """The last lines of what went wrong, with the place in the test."""
    place = next((entry for entry in reversed(call.excinfo.traceback) if "/test_" in str(entry.path)), call.excinfo.traceback[-1])
    return f"{call.excinfo.exconly()[:2000]}\n{place.path.name}:{place.lineno + 1}: {str(place.statement).strip()}"

"""Fixtures of the browser tests: the instance, one browser a worker, data under a prefix of their own."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest

from tests.kit.browser import chrome, is_alive
from tests.ui.tool import site as sites
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import LACKS, OPTIONS, Options
from tests.ui.tool.record import LEFT
from tests.ui.tool.site import Site
from tests.ui.tool.visitor import Visitor

RUN = f"QA-{secrets.token_hex(2)}"
turn = count(1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "own: needs an instance of its own, and is left out on one that is in use")
    config.addinivalue_line("markers", "needs(verbs): what one must be allowed to do; without the mark: create and edit")
    config.addinivalue_line("markers", "language(code): the language the pages are read in")
    config.addinivalue_line("markers", "width(pixels): how wide the page is")


@pytest.fixture(scope="session")
def options(pytestconfig: pytest.Config) -> Options:
    return pytestconfig.stash.get(OPTIONS, Options())


@pytest.fixture(scope="session")
def site(options: Options, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The instance under test; what the tests made on somebody else's is removed at the end, however they went."""
    if options.base_url is None:
        with sites.own(tmp_path_factory.mktemp("site")) as made:
            yield made
        return
    made = sites.given(options)
    try:
        yield made
    finally:
        pytestconfig.stash[LEFT] += made.remove(RUN)


@pytest.fixture(scope="session")
def drivers() -> Iterator[list[Any]]:
    """The browser of this process, the newest last."""
    made: list[Any] = []
    yield made
    for one in made:
        with suppress(Exception):  # it is gone already
            one.quit()


@pytest.fixture
def driver(drivers: list[Any], options: Options) -> Any:
    """The same for all tests; another one where it has died."""
    if not drivers or not is_alive(drivers[-1]):
        drivers.append(chrome(options.width, options.height, options.lang, options.grid))
    return drivers[-1]


@pytest.fixture
def browser(request: pytest.FixtureRequest, driver: Any, site: Site, options: Options) -> Iterator[Browser]:
    """The browser, nobody signed in, in the language and width of the test's marks or of the run."""
    marks = {name: mark.args[0] for name in ("language", "width") if (mark := request.node.get_closest_marker(name))}
    width = marks.get("width", options.width)
    made = Browser(driver, site, marks.get("language", options.lang), pictures=options.report is not None)
    made.scripts(on=True)
    made.leave()
    made.size(width, options.height if width == options.width else 844)
    made.colours("light")
    driver.get("about:blank")
    made.console()
    yield made
    complaints = made.console()
    with suppress(Exception):  # a question before leaving is no part of the test
        driver.get("about:blank")
    assert not complaints, f"The page complained: {complaints}"


@pytest.fixture(autouse=True)
def allowed(request: pytest.FixtureRequest, options: Options) -> None:
    """A test is left out, before anything is made for it, when the role may not do what it is about."""
    mark = request.node.get_closest_marker("needs")
    needed = mark.args if mark else ("create", "edit") if "signed_in" in request.fixturenames else ()
    if lacking := set(needed) & LACKS.get(options.role, set()):
        pytest.skip(f"{options.role}: {', '.join(sorted(lacking))}")


@pytest.fixture
def signed_in(browser: Browser, options: Options) -> Browser:
    """The browser of somebody who has signed in."""
    browser.enter(options.role)
    return browser


@pytest.fixture(scope="session")
def run() -> str:
    """What the names of this run begin with."""
    return RUN


@pytest.fixture
def name() -> Callable[[str], str]:
    """Names of this test alone: name("云帆科技")."""
    prefix = f"{RUN}{next(turn):02d}"
    return lambda text="": f"{prefix} {text}".strip()


@pytest.fixture(scope="session")
def maker(site: Site, options: Options) -> Visitor:
    """Somebody who may make what a test needs."""
    return site.visitor("administrator" if "create" in LACKS.get(options.role, ()) else options.role)


@pytest.fixture
def account(maker: Visitor, name: Callable[[str], str]) -> Callable[..., int]:
    """A customer that is there already: account("云帆科技", city="北京"); its number. Made by somebody who may."""
    return lambda text, **values: maker.create("/accounts", name=name(text), kind="company", **values)


@pytest.fixture
def lead(maker: Visitor, name: Callable[[str], str]) -> Callable[..., int]:
    """A lead that is there already: lead("刘洋", company="云帆科技"); its number."""
    return lambda text, **values: maker.create("/leads", name=name(text), **values)


@pytest.fixture
def phone() -> str:
    """A number that nobody else has."""
    return f"138{secrets.randbelow(10**8):08d}"

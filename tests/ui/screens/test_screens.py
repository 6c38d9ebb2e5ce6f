"""The pictures of the README and of docs/screens.md: main pages of the demo company, as people see them. Taken when asked for."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from crm.app import create_app
from crm.container import build
from crm.dao.kit.migration import Migrator
from crm.service.customer.demo import DemoService
from crm.service.sales.demo import rooms
from crm.settings import load
from tests.kit.browser import chrome
from tests.kit.company import PASSWORD
from tests.kit.servers import live
from tests.ui.tool.visitor import Visitor

MOST = 150_000  # bytes
WIDE, PHONE = (1440, 900), (390, 844)
SELLER, HEAD = "wanglei", "linjing"
BOTH = (
    ("today", "/", SELLER),
    ("customers", "/accounts?group=grade", SELLER),
    ("customer", "/accounts/{account}", SELLER),
    ("calendar", "/calendar?view=month", SELLER),
    ("deals", "/opportunities?layout=board", HEAD),
    ("deal-room", "/opportunities/{deal}/room", SELLER),
    ("lead", "/leads/{lead}", SELLER),
    ("pool", "/pools/{pool}/records", SELLER),
    ("forecast", "/forecasts", HEAD),
    ("dashboard", "/dashboards?span=year", HEAD),
    ("quote", "/quotes/{quote}", SELLER),
    ("order", "/orders/{order}", HEAD),
    ("attainment", "/attainment", HEAD),
    ("commission", "/my-commission", HEAD),
)
PICTURES = (
    *((name, path, who, "zh", "light", WIDE) for name, path, who in BOTH),
    *((f"{name}-en", path, who, "en", "light", WIDE) for name, path, who in BOTH),
    ("customer-dark", "/accounts/{account}", SELLER, "zh", "dark", WIDE),
    ("dashboard-dark", "/dashboards?span=year", HEAD, "en", "dark", WIDE),
    ("customers-phone", "/accounts", SELLER, "zh", "light", PHONE),
    ("customer-phone", "/accounts/{account}", SELLER, "zh", "light", PHONE),
    ("deals-phone", "/opportunities?layout=board", SELLER, "en", "light", PHONE),
    ("quote-phone", "/quotes/{quote}", SELLER, "zh", "light", PHONE),
    ("deal-room-phone", "/opportunities/{deal}/room", SELLER, "en", "dark", PHONE),
)
LISTS = {  # where the first link leads to the record that is pictured
    "account": "/accounts?sort=-touched_at",
    "deal": "/opportunities?layout=board",
    "lead": "/leads",
    "pool": "/pools",
    "quote": "/quotes?f=state:any:sent",
    "order": "/orders?f=state:any:confirmed,delivering",
}
pytestmark = [
    pytest.mark.ui,
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("CRM_SCREENS"), reason="CRM_SCREENS names the folder for the pictures"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """(address, the numbers of the records that are pictured) of a running demo company."""
    settings = load("test", {}, app={"data": tmp_path_factory.mktemp("demo"), "development": False}, secret="a secret of the pictures")
    container = build(settings)
    Migrator(container.db()).migrate()
    platform = container.platform
    DemoService(container.db(), container.records(), platform.setup(), platform.auth(), rooms=rooms(container)).found(300, PASSWORD)
    with live(create_app(settings, container)) as address:
        visitor = Visitor(address).sign_in(SELLER, PASSWORD)
        yield address, {name: first(visitor, path) for name, path in LISTS.items()}
    container.db().engine.dispose()


def first(visitor: Visitor, path: str) -> str:
    """The number of the first record that a page links to."""
    found = re.search(rf'href="{path.split("?")[0]}/(\d+)', visitor.get(path)[1])
    assert found, f"{path} leads nowhere"
    return found[1]


@pytest.mark.parametrize(("name", "path", "who", "language", "theme", "size"), PICTURES, ids=[one[0] for one in PICTURES])
def test_a_main_page_is_pictured(demo, name, path, who, language, theme, size):
    """主要页面的截图"""
    address, numbers = demo
    driver = chrome(*size, language)
    try:
        driver.get(f"{address}/sign-in")
        for cookie in Visitor(address).sign_in(who, PASSWORD, language=language).cookies:
            driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
        driver.get(address + path.format(**numbers))
        driver.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        settled(driver)
        picture = small(driver.get_screenshot_as_png())
    finally:
        driver.quit()
    assert len(picture) <= MOST
    folder = Path(os.environ["CRM_SCREENS"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.png").write_bytes(picture)


def settled(driver: Any) -> None:
    """Wait for what the page brings after itself."""
    driver.set_script_timeout(15)
    driver.execute_async_script(
        "const done = arguments[0]; const look = () => document.documentElement.classList.contains('busy') ? setTimeout(look, 50) : done();"
        "setTimeout(look, 600)"
    )


def small(png: bytes) -> bytes:
    """The picture with as many colours as fit into its size."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        made = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if len(made.getvalue()) <= MOST:
            break
    return made.getvalue()

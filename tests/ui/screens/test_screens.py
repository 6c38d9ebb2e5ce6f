"""The pictures of the README: main pages of the demo company, as people see them."""

import os
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
PICTURES = (
    ("today", "/", "zh", "light", WIDE),
    ("customers", "/accounts?group=grade", "zh", "light", WIDE),
    ("customer", "/accounts/{id}", "zh", "light", WIDE),
    ("customer-dark", "/accounts/{id}", "en", "dark", WIDE),
    ("calendar", "/calendar?view=month", "zh", "light", WIDE),
    ("board", "/accounts?layout=board", "en", "light", WIDE),
    ("customers-phone", "/accounts", "zh", "light", PHONE),
    ("customer-phone", "/accounts/{id}", "en", "light", PHONE),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(address, the way to a customer) of a running demo company."""
    settings = load("test", {}, app={"data": tmp_path_factory.mktemp("demo"), "development": False}, secret="a secret of the pictures")
    container = build(settings)
    Migrator(container.db()).migrate()
    platform = container.platform
    DemoService(container.db(), container.records(), platform.setup(), platform.auth(), rooms=rooms(container.sales)).found(300, PASSWORD)
    with live(create_app(settings, container)) as address:
        visitor = Visitor(address).sign_in("wanglei", PASSWORD)
        found = visitor.get("/accounts?sort=-touched_at")[1].split('href="/accounts/')
        yield address, next(part.split('"')[0] for part in found if part.split('"')[0].isdigit())
    container.db().engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: the folder that CRM_SCREENS names, else nowhere that lasts."""
    made = Path(os.environ.get("CRM_SCREENS") or tmp_path)
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.mark.ui
@pytest.mark.slow
@pytest.mark.parametrize(("name", "path", "language", "theme", "size"), PICTURES, ids=[one[0] for one in PICTURES])
def test_a_main_page_is_pictured(demo, folder, name, path, language, theme, size):
    """主要页面的截图"""
    address, id = demo
    driver = chrome(*size, language)
    try:
        driver.get(f"{address}/sign-in")
        for cookie in Visitor(address).sign_in("wanglei", PASSWORD, language=language).cookies:
            driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
        driver.get(address + path.format(id=id))
        driver.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        settled(driver)
        picture = small(driver.get_screenshot_as_png())
    finally:
        driver.quit()
    assert len(picture) <= MOST
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

"""The configuration in the browser: taken away, compared, applied, undone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.pages.platform.configuration import ConfigurationPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own


def test_what_another_installation_has_is_compared_applied_and_undone(
    browser: Browser, site: Site, name: Callable[..., str], tmp_path: Path
) -> None:
    """与另一系统的配置比较、应用并撤销"""
    status, text = site.visitor("administrator").get("/configuration/document")
    document = json.loads(text)
    for way in (name("渠道"), name("直销")):
        document["parts"]["pipeline"].append({"name": way, "position": 90, "active": False, "remark": None})
    file = tmp_path / "configuration.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    browser.enter("administrator")

    page = ConfigurationPage(browser).compare(file)
    assert page.differences == {name("渠道"): True, name("直销"): True}
    page.leave_out(name("直销")).preview()
    assert page.titles == [name("渠道")]
    page.apply()
    assert name("渠道") in page.titles and name("直销") not in page.titles  # the history

    page.undo().compare(file)
    assert page.differences == {name("渠道"): True, name("直销"): True}
    assert status == 200

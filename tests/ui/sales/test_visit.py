"""A day of visits on the phone: checked in by position, a photo, no network for a while, checked out; and the plan by dragging."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.ui.pages.sales.visit import VisitPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options
from tests.ui.tool.site import Site

HERE = (31.2304, 121.4737)
Name = Callable[..., str]


@pytest.mark.own
@pytest.mark.width(390)
def test_a_visit_is_made_on_the_phone_and_nothing_is_lost_without_a_network(
    signed_in: Browser, site: Site, options: Options, account: Callable[..., int], name: Name, tmp_path: Path
) -> None:
    """手机上签到、拍照、断网时内容不丢失、恢复后签退，时间线出现拜访记录"""
    customer = account("云帆科技")
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()  # of the company, not of the machine
    site.visitor(options.role).create("/visits", account_id=customer, planned_on=today.isoformat(), starts_at="14:00")
    page = VisitPage(signed_in).stand(*HERE).go("/visits/today")
    assert signed_in.axe() == [] and signed_in.overflow() <= 0
    with signed_in.leaving():
        signed_in.click(signed_in.testid("visit-in"))
    assert signed_in.axe() == [] and signed_in.overflow() <= 0
    signed_in.click(signed_in.one("[name=use_place]"))
    with signed_in.leaving():
        page.check_in()

    Image.new("RGB", (600, 400), "teal").save(tmp_path / "现场.png")
    page.write("面谈顺利，下周签约").network(on=False)
    page.photo(tmp_path / "现场.png")
    signed_in.one("#photo-form [data-said] button")
    page.check_out()
    assert page.note == "面谈顺利，下周签约"
    page.network(on=True).again()
    signed_in.one(".visit-photos img")
    assert page.note == "面谈顺利，下周签约"
    assert signed_in.axe() == [] and signed_in.overflow() <= 0
    signed_in.console()
    signed_in.messages.clear()  # it complained of the network, as it should
    with signed_in.leaving():
        page.check_out()

    page.go(f"/accounts/{customer}")
    signed_in.sees("面谈顺利，下周签约")
    page.go("/nearby")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("around-me"))
    signed_in.sees(name("云帆科技"))
    assert signed_in.axe() == [] and signed_in.overflow() <= 0
    page.hide()

"""The calendar in the browser: dragging, and creating where one clicks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.customer.activity import ActivityPage
from tests.ui.pages.customer.calendar import CalendarPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
pytestmark = pytest.mark.width(1440)  # a phone shows the days below each other, without cells


def test_an_entry_is_dragged_to_another_hour_and_taken_back(signed_in: Browser, name: Name) -> None:
    """拖动日程到其他时间并撤销"""
    ActivityPage(signed_in).new().fill(kind="meeting", name=name("季度会议"), at="2030-05-14T10:00").save()
    calendar = CalendarPage(signed_in).show("week", "2030-05-14")
    assert calendar.cell_of(name("季度会议")) == "2030-05-14T10:00"

    calendar.drag(name("季度会议"), "2030-05-16T15:00")
    assert calendar.cell_of(name("季度会议")) == "2030-05-16T15:00"

    calendar.undo()
    assert calendar.show("week", "2030-05-14").cell_of(name("季度会议")) == "2030-05-14T10:00"


def test_a_click_on_a_slot_begins_an_appointment_then(signed_in: Browser) -> None:
    """点击空白时段即可新建日程"""
    CalendarPage(signed_in).show("week", "2030-05-14")

    with signed_in.leaving():
        signed_in.click(signed_in.one('td[data-at="2030-05-15T11:00"] .cell-new'))

    assert signed_in.one("#at").get_attribute("value").startswith("2030-05-15T11:00")


def test_a_finger_that_rests_on_an_entry_drags_it_and_one_that_does_not_leaves_it(signed_in: Browser, name: Name) -> None:
    """手指长按拖动日程，未长按则不移动"""
    ActivityPage(signed_in).new().fill(kind="meeting", name=name("产品演示"), at="2030-06-11T10:00").save()
    calendar = CalendarPage(signed_in).show("week", "2030-06-11")

    calendar.drag_by_finger(name("产品演示"), "2030-06-12T11:00", rest=0)
    assert calendar.show("week", "2030-06-11").cell_of(name("产品演示")) == "2030-06-11T10:00"

    with signed_in.leaving():
        calendar.drag_by_finger(name("产品演示"), "2030-06-12T11:00")
    assert calendar.cell_of(name("产品演示")) == "2030-06-12T11:00"


def test_a_file_is_shown_before_it_is_taken_over(signed_in: Browser, name: Name, tmp_path: Path) -> None:
    """导入日历前先预览"""
    title = name("展会")
    file = tmp_path / "fair.ics"
    event = f"BEGIN:VEVENT\r\nUID:{title}\r\nSUMMARY:{title}\r\nDTSTART:20300618T020000Z\r\nEND:VEVENT\r\n"
    file.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}END:VCALENDAR\r\n", encoding="utf-8")
    calendar = CalendarPage(signed_in).go("/calendar/import")
    signed_in.send_file(signed_in.all("#file")[0], file)
    with signed_in.leaving():
        signed_in.testid("customer_calendar.store_import").click()
    assert title in signed_in.one(".import-part").text

    with signed_in.leaving():
        signed_in.testid("take-over").click()
    assert calendar.show("week", "2030-06-18").cell_of(title) == "2030-06-18T10:00"


def test_an_entry_is_moved_by_keyboard(signed_in: Browser, name: Name) -> None:
    """用键盘移动日程"""
    ActivityPage(signed_in).new().fill(kind="meeting", name=name("年度评审"), at="2030-07-16T10:00").save()
    calendar = CalendarPage(signed_in).show("week", "2030-07-16")
    slot = signed_in.said("td .slot", name("年度评审"))
    with signed_in.leaving():
        slot.find_element("css selector", ".slot-move").send_keys(Keys.ENTER)
    signed_in.set(signed_in.one("#to"), "2030-07-18T15:00")
    with signed_in.leaving():
        signed_in.chord("control", "enter")

    assert calendar.show("week", "2030-07-16").cell_of(name("年度评审")) == "2030-07-18T15:00"


@pytest.mark.width(390)
def test_on_a_phone_an_entry_is_moved_with_its_form(signed_in: Browser, name: Name) -> None:
    """手机上用表单移动日程"""
    ActivityPage(signed_in).new().fill(kind="meeting", name=name("新品会"), at="2030-08-14T10:00").save()
    calendar = CalendarPage(signed_in).show("week", "2030-08-14")
    with signed_in.leaving():
        signed_in.click(signed_in.said(".slot", name("新品会")).find_element("css selector", ".slot-move"))
    signed_in.set(signed_in.one("#to"), "2030-08-22T15:00")
    with signed_in.leaving():
        signed_in.testid("customer_calendar.move").click()

    assert name("新品会") not in calendar.show("week", "2030-08-14").browser.one("main").text
    assert name("新品会") in calendar.show("week", "2030-08-22").browser.one("main").text

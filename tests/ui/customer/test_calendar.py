"""The calendar in the browser: dragging, and creating where one clicks."""

from collections.abc import Callable

from tests.ui.pages.customer.activity import ActivityPage
from tests.ui.pages.customer.calendar import CalendarPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


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

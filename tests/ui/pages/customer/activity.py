"""Activities and tasks."""

from tests.ui.pages.record import RecordPages


class ActivityPage(RecordPages):
    """Activities and tasks in the browser."""

    path = "/activities"
    endpoint = "customer_activity"
    noun = {"en": "activities", "zh": "跟进记录"}

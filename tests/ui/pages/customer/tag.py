"""Tags."""

from tests.ui.pages.record import RecordPages


class TagPage(RecordPages):
    """Tags in the browser."""

    path = "/tags"
    endpoint = "customer_tag"
    noun = {"en": "tags", "zh": "标签"}

"""Pages of the steps of flows of approval."""

from typing import Any

from crm.domain.platform.approval_step import MODULE
from crm.web.kit.record import RecordPage
from crm.web.kit.related import SECOND
from crm.web.platform.approval_words import said

page = RecordPage(MODULE)


def second(row: Any) -> str:
    """Below a step's name on the card of its flow: who decides."""
    return said(row)


SECOND[MODULE.name] = second

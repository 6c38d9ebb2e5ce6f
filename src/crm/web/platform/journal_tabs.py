"""What stands together in the room of the journal: pages for whoever looks after security."""

from flask import url_for

from crm import current
from crm.language import N_, say
from crm.web.kit.page import container
from crm.web.kit.view import Link

PAGES = (
    ("platform_journal.index", N_("Changes"), "journal.view"),
    ("platform_journal_event.index", N_("Security events"), "journal.view"),
    ("platform_alert.index", N_("Alerts"), "alert.view"),
    ("platform_journal_chain.show", N_("Verification"), "journal.view"),
    ("platform_retention.show", N_("Retention"), "setting.view"),
    ("platform_network.show", N_("Allowed networks"), "setting.view"),
)


def tabs(here: str = "") -> list[Link]:
    """The pages of the room that the reader may see; none where he may see but one."""
    may = current.actor().may
    found = [
        Link(say(label), url_for(endpoint), current=endpoint == here, testid=endpoint, count=_open(endpoint))
        for endpoint, label, permission in PAGES
        if may(permission)
    ]
    return found if len(found) > 1 else []


def _open(endpoint: str) -> str | None:
    """How many cases wait for somebody."""
    n = container().trace.alert().count_open() if endpoint == "platform_alert.index" else 0
    return str(n) if n else None

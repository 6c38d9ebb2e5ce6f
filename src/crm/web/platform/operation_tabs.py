"""The tabs that the pages of operation share."""

from flask import url_for

from crm import current
from crm.language import N_, say
from crm.web.kit.view import Link

PAGES = (
    ("storage", "platform_operation.index", N_("Storage"), "operation.view"),
    ("queue", "platform_operation.queue", N_("Queue"), "operation.view"),
    ("statements", "platform_operation.statements", N_("SQL statements"), "operation.view"),
    ("usage", "platform_operation.usage", N_("Usage"), "operation.view"),
    ("backup", "platform_backup.index", N_("Backups"), "backup.view"),
    ("maintenance", "platform_maintenance.index", N_("Maintenance"), "setting.view"),
)


def tabs(here: str) -> tuple[Link, ...]:
    return tuple(
        Link(say(label), url_for(endpoint), testid=endpoint, current=name == here)
        for name, endpoint, label, permission in PAGES
        if current.actor().may(permission)
    )

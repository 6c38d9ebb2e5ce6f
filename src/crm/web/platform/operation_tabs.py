"""The tabs that the pages of operation share."""

from flask import current_app, url_for

from crm import current
from crm.language import N_, say
from crm.web.kit.page import container
from crm.web.kit.view import Link

PAGES = (
    ("storage", "platform_operation.index", N_("Storage"), "operation.view"),
    ("queue", "platform_operation.queue", N_("Queue"), "operation.view"),
    ("statements", "platform_operation.statements", N_("SQL statements"), "operation.view"),
    ("usage", "platform_operation.usage", N_("Usage"), "operation.view"),
    ("backup", "platform_backup.index", N_("Backups"), "backup.view"),
    ("keys", "platform_keys.index", N_("Encryption keys"), "operation.view"),
    ("maintenance", "platform_maintenance.index", N_("Maintenance"), "setting.view"),
    ("agreed", "platform_agreed.index", N_("What was agreed"), "operation.view"),
    ("tenant", "platform_tenant.index", N_("Tenants"), "setting.view"),
)


def _is_here(name: str) -> bool:
    """Two of them are for installations that serve many companies: one at the companies' own hosts, one at the provider's."""
    if name == "agreed":
        return container().limit.agreed().any  # type: ignore[no-any-return]
    return name != "tenant" or (current_app.tenants is not None and not current.context().tenant)  # type: ignore[attr-defined]


def tabs(here: str) -> tuple[Link, ...]:
    return tuple(
        Link(say(label), url_for(endpoint), testid=endpoint, current=name == here)
        for name, endpoint, label, permission in PAGES
        if current.actor().may(permission) and _is_here(name)
    )

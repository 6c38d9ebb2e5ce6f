"""A record as other programs read it: by the API, and by webhooks."""

from typing import Any

from crm.domain.kit.module import Module


def item(module: Module, row: Any) -> dict[str, Any]:
    """Ids of what the record points at, each with its name beside it."""
    found = {"id": row.id, "version": row.version}
    for name, field in module.fields.items():
        found[name] = getattr(row, name)
        if field.shown:
            found[field.shown] = getattr(row, field.shown)
    return found | {"created_by": row.created_by, "updated_by": row.updated_by}

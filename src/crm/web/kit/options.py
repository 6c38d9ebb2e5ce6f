"""What one may choose from: the options that a field declares, or the few records that it may point at."""

from typing import Any

from flask import g

from crm.domain.kit.field import Field
from crm.domain.kit.kind import Option
from crm.web.kit.page import container


def options_of(field: Field, row: Any = None) -> tuple[Option, ...]:
    """Those of the row's own other record, where a field is narrowed by another one; read once a request."""
    if not field.few:
        return field.options
    within = getattr(row, field.within, None) if field.within and row is not None else None
    known = g.setdefault("offered", {})
    if (field.target, within) not in known:
        known[field.target, within] = container().records()(field.target).offered(within)
    return known[field.target, within]  # type: ignore[no-any-return]


def label_of(field: Field, value: Any, row: Any = None) -> str:
    """The label of one of the options; an unknown value stands for itself."""
    return next((option.label for option in options_of(field, row) if option.value == str(value)), str(value))

"""The addresses of a record module: its routes, and the way from an action to its address."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from crm.domain.kit.module import Module

# (address, action, verb, method); the order matters: fixed words before <int:id>.
ROUTES = (
    ("", "index", "view", "GET"),
    ("/total", "total", "view", "GET"),
    ("/filters", "filters", "view", "GET"),
    ("/options", "options", "view", "GET"),
    ("/new", "new", "create", "GET"),
    ("", "create", "create", "POST"),
    ("/<int:id>", "show", "view", "GET"),
    ("/<int:id>/entries", "entries", "view", "GET"),
    ("/<int:id>/edit", "edit", "edit", "GET"),
    ("/<int:id>", "update", "edit", "POST"),
    ("/<int:id>/field/<name>", "field", "view", "GET"),
    ("/<int:id>/field/<name>/edit", "field_edit", "edit", "GET"),
    ("/<int:id>/field/<name>", "field_update", "edit", "POST"),
    ("/<int:id>/field/<name>/menu", "field_menu", "view", "GET"),
    ("/<int:id>/field/<name>/reveal", "reveal", "reveal", "POST"),
    ("/<int:id>/history", "history", "view", "GET"),
    ("/<int:id>/history/<int:version>/<name>", "restore", "edit", "POST"),
    ("/<int:id>/walk", "walk", "view", "GET"),
    ("/<int:id>/mark/<kind>", "mark", "view", "POST"),
    ("/<int:id>/access", "access", "view", "GET"),
    ("/<int:id>/shares", "share", "edit", "POST"),
    ("/<int:id>/shares/<int:share>/removal", "unshare", "edit", "POST"),
    ("/<int:id>/related", "more_cards", "view", "GET"),
    ("/<int:id>/related/<name>", "relate", "view", "GET"),
    ("/<int:id>/related/<name>", "link", "view", "POST"),
    ("/<int:id>/related/<name>/<int:other>", "unlink", "view", "POST"),
    ("/<int:id>/removal", "destroy", "remove", "POST"),
    ("/bulk/assignment", "bulk_assign", "assign", "GET POST"),
    ("/bulk/tags", "bulk_tag", "mass", "GET POST"),
    ("/bulk/values", "bulk_edit", "mass", "GET POST"),
    ("/bulk/removal", "bulk_remove", "remove", "GET POST"),
)
PATTERNS = {action: re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule) for rule, action, _, _ in ROUTES}


def url(module: Module, action: str, **values: Any) -> str:
    """The address of an action; values that are not part of it become its query.

    Written out here because a list page asks for a dozen, and Flask's own search costs ten times as much each.
    """
    pattern = PATTERNS[action]
    query = {name: value for name, value in values.items() if f"{{{name}}}" not in pattern and value is not None}
    return module.path + pattern.format(**values) + (f"?{urlencode(query)}" if query else "")


def filtered(module: Module, *conditions: str) -> str:
    """The list of what answers these conditions, each as it stands in an address."""
    return f"{module.path}?{urlencode([('f', one) for one in conditions])}"


def within(field: str, first: date, last: date) -> str:
    """The condition that a day lies between two, both included."""
    return f"{field}:between:{first},{last}"

"""Journalled values in the reader's words."""

import json
from collections.abc import Iterable

from markupsafe import Markup, escape

from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.language import say, say_many
from crm.web.kit.cell import KINDS as SHOWN
from crm.web.kit.cell import shower
from crm.web.kit.page import container
from crm.web.kit.sentence import kept_words
from crm.web.kit.view import Change

REFERENCES = ("reference", "user", "department", "file")

Names = dict[tuple[str, int], str]


def references(module: Module, values: Iterable[tuple[str | None, str | None]]) -> set[tuple[str, int]]:
    """The records that these journalled values (field, JSON) point at, so that their names can be asked for at once."""
    found = set()
    for name, text in values:
        field = module.fields.get(name or "")
        if field and field.kind_name in REFERENCES and text and text != "null":
            found.add((field.target or field.kind_name, json.loads(text)))
    return found


def field_change(module: Module, name: str, before: str | None, after: str | None, names: Names | None = None) -> Change:
    """A field's two values as they read; from the journal's JSON."""
    field = module.fields.get(name)
    if field is None:  # it is gone, or hidden from the reader
        return Change(name, Markup(""), Markup(""))
    if names is None:
        names = container().records().names(references(module, ((name, before), (name, after))))
    return Change(say(field.label), worded(field, before, names), worded(field, after, names))


def worded(field: Field, text: str | None, names: Names) -> Markup:
    """One journalled value as it reads."""
    value = json.loads(text) if text else None
    if value is None or value == [] or value == "":
        return Markup("")
    if field.masked:
        return shower(field)(value)
    if field.kind_name in REFERENCES:
        return escape(names.get((field.target or field.kind_name, value), f"#{value}"))
    if field.filters in modules():
        return escape(kept_words(modules()[field.filters], value))
    if field.kind_name == "grants":
        return escape(say_many("{n} permission", "{n} permissions", len(value)))
    if field.kind.several or field.kind_name in SHOWN:
        return shower(field)(value if field.kind.several else field.kind.parse(field, value))
    return escape(value)

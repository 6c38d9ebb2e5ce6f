"""Filters that are kept hold no value of an encrypted field: they would stand in the clear where everybody looks who reads the database."""

from typing import Any

from crm.domain.kit.filter_tree import BARE
from crm.domain.kit.module import Module, modules
from crm.domain.kit.veil import encrypted_of
from crm.errors import Invalid
from crm.language import Words


def spare(module: Module, raw: Any) -> Any:
    """The tree of a filter that is to be kept, as JSON; raises Invalid where it compares what is encrypted."""
    if isinstance(raw, list):
        for part in raw:
            spare(module, part)
    elif isinstance(raw, dict):
        _condition(module, raw)
        inner = _of(module, str(raw.get("relation"))) if "relation" in raw else module
        for part in raw.values():
            spare(inner, part)
    return raw


def _condition(module: Module, raw: dict[str, Any]) -> None:
    if raw.get("field") in encrypted_of(module) and raw.get("operator") not in BARE:
        label = module.whole[str(raw["field"])].label
        raise Invalid(filter=Words("“{field}” is encrypted: a filter that asks for its value cannot be kept.", field=Words(label)))


def _of(module: Module, relation: str) -> Module:
    """The module that a relation leads to; this one where there is no such relation, which is refused elsewhere."""
    from crm.domain.kit.filter import links

    link = links(module).get(relation)
    return modules()[link.module] if link else module

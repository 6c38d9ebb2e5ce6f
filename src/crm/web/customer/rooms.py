"""The ways from a customer or a contact to the rooms that both have."""

from typing import Any

from crm import current
from crm.domain.kit.module import Module
from crm.language import say
from crm.web.kit.view import Link


def rooms_of(module: Module, row: Any) -> tuple[Link, ...]:
    """His relations and his likes, as far as the reader may see any."""
    may, base = current.actor().may, f"{module.path}/{row.id}"
    found = []
    if may("relation.view"):
        testid = f"customer_relation_room.{module.name}"
        found.append(Link(say("Chart of relations"), f"{base}/relations", "git-merge", testid=testid))
    if may("preference.view"):
        testid = f"customer_preference_room.{module.name}"
        found.append(Link(say("Likes and habits"), f"{base}/preferences", "heart", testid=testid))
    return tuple(found)

"""Filters by which what somebody has is told apart before it is handed over: built as every filter is."""

import json
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import request

from crm.domain.kit.filter import Condition, Group
from crm.domain.kit.module import Module
from crm.domain.kit.plain import dumps
from crm.domain.platform.handover import MOST_FILTERS, parts
from crm.domain.platform.user import MODULE as USER
from crm.language import N_
from crm.web.kit.ruled import OWN, Asked
from crm.web.kit.ruled_subject import SubjectConditionPage

ASKED = Asked("", "", N_("Which of these records go to somebody in particular?"), N_("What is handed over and meets it"))
HELD_BACK = ("csrf_token", "step")


@cache
def subjects() -> dict[str, Module]:
    """The modules whose records are somebody's."""
    return {part.module.name: part.module for part in parts().values() if part.owns}


class HandoverFilterPage(SubjectConditionPage):
    """The builder; what is typed in the wizard meanwhile stands in its address."""

    verb = "edit"

    def __init__(self) -> None:
        self.subjects, self.asked = subjects, ASKED
        self.rules = replace(USER, path="/handovers", plural=N_("Handovers"), icon="arrows-right-left")
        self.open(__name__)

    def told(self, root: Group, condition: str) -> dict[str, Any]:
        """Of what is handed over."""
        who = request.args.get(f"{OWN}for", 0, int)
        return super().told(Group((root, Condition("owner_id", "any", (who,)))), condition)

    def back_address(self, condition: str) -> str:
        """To the rules of the wizard, with the condition as the last of its part's filters."""
        given = [(name.removeprefix(OWN), value) for name, value in request.args.items(multi=True) if name.startswith(OWN)]
        own = {name: value for name, value in given if name in ("for", "key", "name")}
        by, id = f"by:{own.get('key', '')}", own.get("for", "0")
        rest = [(name, value) for name, value in given if name not in own and not (condition and name == by)]
        added = [(by, dumps([*filters_of(dict(given).get(by, "")), json.loads(condition)][:MOST_FILTERS]))] if condition else []
        return f"/handovers/of/{id if id.isdecimal() else 0}?{urlencode([*rest, *added, ('step', 'rules')])}"


def filters_of(by: str) -> list[Any]:
    """The filters that a part is told apart by already."""
    try:
        found = json.loads(by) if by.startswith("[") else []
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def builder(user_id: int, name: str, key: str) -> str:
    """The address of the builder for a part, with all that was typed."""
    typed = [(f"{OWN}{field}", value) for field, value in request.form.items(multi=True) if field not in HELD_BACK and value]
    asked = [(f"{OWN}for", user_id), (f"{OWN}key", key), (f"{OWN}name", name), *typed]
    return f"/handovers/condition/{key.partition('.')[0]}?{urlencode(asked)}"


page = HandoverFilterPage()

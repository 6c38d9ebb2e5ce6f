"""The form “why can she (not) see this”: for whoever may look at roles, about records that he may see himself."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for

from crm import current
from crm.domain.kit.module import Module, modules
from crm.errors import NotFound
from crm.language import say
from crm.web.kit.access import colleague_asked, who_input
from crm.web.kit.address import url
from crm.web.kit.explained import told
from crm.web.kit.page import Page, container, permits
from crm.web.kit.view import InputView, Link

ADDRESS = re.compile(r"^(/[a-z-]+)/(\d{1,15})(?:/|$)")
SHOWN = 8

page = Page(__name__, "/access")


@page.get("")
@permits("role.view")
def index() -> Any:
    """The question, and the answer once both were chosen."""
    who, text = colleague_asked(), request.args.get("what", "").strip()
    found, hits = _record(text)
    wrong = {}
    if "who" in request.args and not who:
        wrong["who"] = say("Please choose one from the list.")
    if text and found is None and not hits:
        wrong["what"] = say("There is no such record, or you may not see it.")
    answer = record = None
    if found:
        module, id = found
        row, gone = container().platform.explain().asked(container().records()(module.name), id)
        record = Link(module.title(row), url(module, "show", id=id), module.icon)
        answer = _answer(module, row, gone, who) if who else None
    return page.render(
        "index",
        title=say("Who sees what"),
        action=url_for("platform_explain.index"),
        who=who_input(who),
        what=InputView("what", say("Record"), "text", text, help=say("Its address or its name.")),
        hits=tuple(_hit(hit, who) for hit in hits),
        record=record,
        answer=answer,
        may_look=current.actor().grants.everything,
        wrong=wrong,
    )


def _record(text: str) -> tuple[tuple[Module, int] | None, list[Any]]:
    """The record that the text means: by its address, or as the only one of that name; else those that it may mean."""
    if there := ADDRESS.match(urlsplit(text).path):
        module = next((one for one in modules().values() if one.path == there[1]), None)
        known = module is not None and current.actor().may(module.permission("view")) and _is_there(module, int(there[2]))
        return ((module, int(there[2])) if module and known else None), []
    hits = container().platform.search().find(text, SHOWN) if text else []
    same = [hit for hit in hits if hit.title == text] or hits
    return ((modules()[same[0].module], same[0].id), []) if len(same) == 1 else (None, hits)


def _is_there(module: Module, id: int) -> bool:
    try:
        container().platform.explain().asked(container().records()(module.name), id)
    except NotFound:
        return False
    return True


def _hit(hit: Any, who: int | None) -> Link:
    module = modules()[hit.module]
    there = url_for("platform_explain.index", who=who, what=url(module, "show", id=hit.id))
    return Link(f"{hit.title} · {say(module.label)}", there, module.icon)


def _answer(module: Module, row: Any, gone: bool, who: int) -> dict[str, Any]:
    answer = told(module, row, container().platform.explain().one(module, row, who), every=True)
    if gone:
        sentence = say("{name} cannot see this: it was deleted, and nobody sees what was deleted.", name=answer["person"].label)
        answer |= {"sees": False, "may": (), "lines": (), "sentence": sentence}
    return answer

"""Search over all modules."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import jsonify, request

from crm.container import Container
from crm.domain.kit.module import modules
from crm.language import say
from crm.service.platform.recent import RecentService
from crm.web.kit.page import Page, permits
from crm.web.kit.view import CardItem, Link

page = Page(__name__, url="/search")
Recent = Annotated[RecentService, Provide[Container.platform.recent]]


@page.get("")
@permits("signed_in")
def index(recent: Recent) -> Any:
    """Everything that contains the words, module by module; what one opened lately when there are none. As JSON too."""
    text = request.args.get("q", "").strip()
    known = modules()
    hits = recent.find(text, 50) if text else recent.page(20)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(
            [
                {
                    "id": h.id,
                    "text": h.title,
                    "second": h.second or "",
                    "url": f"{known[h.module].path}/{h.id}",
                    "icon": known[h.module].icon,
                }
                for h in (hits[:10] if text else [])
            ]
        )
    found: dict[str, list[CardItem]] = {}
    for hit in hits:
        found.setdefault(hit.module, []).append(CardItem(hit.title, f"{known[hit.module].path}/{hit.id}", hit.second or ""))
    groups = [
        (Link(say(module.plural), module.path, module.icon, count=str(len(found[name]))), found[name])
        for name, module in known.items()
        if name in found
    ]
    return page.render("index", q=text, groups=groups)

"""Previous and next along the list that one came from, and the marks one sets on a record: star and follow."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm import language
from crm.domain.platform.walk import MOST, Walk
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.listing import parse_query
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast


class Walking(Room):
    """The actions walk and mark of a record module."""

    def walk_url(self, id: int) -> str | None:
        """Where the way along the list is had; None for whoever came from elsewhere."""
        came = urlsplit(request.referrer or "")
        if came.path == self.module.path:
            return url(self.module, "walk", id=id, list=came.query)
        return url(self.module, "walk", id=id) if came.path.startswith(f"{self.module.path}/") else None

    def walk(self, id: int) -> Any:
        """The place in the list with the ways on; ?step=1 goes there at once, for pages without script."""
        walk = self._walk()
        step = request.args.get("step", type=int)
        if step:
            return self._step(walk, id, 1 if step > 0 else -1)
        at = walk.place(id) if walk else None
        if walk is None or at is None:
            return ""
        total = f"{language.number(MOST)}+" if walk.total > MOST else language.number(walk.total)
        before, after = (walk.beside(id, step) for step in (-1, 1))
        return self.render(
            "walk",
            text=say("{n} of {total}", n=language.number(at + 1), total=total),
            before=before and url(self.module, "show", id=before),
            after=after and url(self.module, "show", id=after),
            list_url=f"{self.module.path}?{walk.query}" if walk.query else self.module.path,
        )

    def _walk(self) -> Walk | None:
        """The list that the address names, as it stands now; else the one that was left last."""
        service = container().platform.walk()
        if (text := request.args.get("list")) is None:
            return service.get(self.module)
        args = MultiDict(parse_qsl(text, keep_blank_values=True))
        try:
            return service.begin(
                self.module, urlencode([(k, v) for k, v in args.items(multi=True) if k != "after"]), parse_query(self.module, args)
            )
        except (Invalid, NotFound):
            return None

    def _step(self, walk: Walk | None, id: int, step: int) -> Response:
        target = walk.beside(id, step) if walk else None
        if target is None:
            toast(N_("The list ends here."))
        return self.to("show", id=target or id)

    # Marks -------------------------------------------------------------------

    def mark(self, id: int, kind: str) -> Any:
        """Star a record, or follow what happens to it; `on` is empty to take the mark away."""
        row, wanted = self.service.get(id), bool(request.form.get("on"))
        container().platform.follow().mark(self.module, row.id, kind, wanted)
        if request.headers.get("HX-Request"):
            return self.render("mark", mark=self.mark_view(row.id, kind, wanted)), 200, {"HX-Trigger": "crm:stars"}
        return self.to("show", id=id)

    def mark_view(self, id: int, kind: str, on: bool) -> dict[str, Any]:
        """A mark as the button that turns it over."""
        label = {
            ("star", False): N_("Star"), ("star", True): N_("Starred"),
            ("follow", False): N_("Follow"), ("follow", True): N_("Following"),
        }[kind, on]  # fmt: skip
        return {
            "kind": kind,
            "on": on,
            "label": say(label),
            "url": url(self.module, "mark", id=id, kind=kind),
            "icon": {"star": "star", "follow": "bell"}[kind],
        }

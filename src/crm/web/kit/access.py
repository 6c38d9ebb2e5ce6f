"""The lock of a record: who can see and edit it, and through what; why somebody can or cannot; to whom it is shared."""

from dataclasses import replace
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.module import Module
from crm.domain.platform.share import HOLDERS, MODULE, can_be_shared, has_parts
from crm.errors import Invalid
from crm.language import N_, day, say
from crm.web.kit.address import url
from crm.web.kit.explained import told
from crm.web.kit.form import form_view, posted
from crm.web.kit.options import options_of
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView, SectionView

SHOWN = 100
TYPED = (*HOLDERS, "allows", "parts", "until", "remark")


class Access(Room):
    """The actions access, share and unshare of a record module."""

    def access(self, id: int, raw: Any = None, refusal: Invalid | None = None) -> Any:
        row = self.service.get(id)
        service = container().platform.explain()
        asked = colleague_asked()
        people = () if asked else tuple(service.everybody(self.module, row))
        return self.render(
            "access",
            title=say("Who can see this?"),
            record=self.module.title(row),
            record_url=url(self.module, "show", id=id),
            action=url(self.module, "access", id=id),
            who=who_input(asked),
            people=tuple(told(self.module, row, one) for one in people[:SHOWN]),
            rest=max(0, len(people) - SHOWN),
            answer=told(self.module, row, service.one(self.module, row, asked), every=True) if asked else None,
            unknown=request.args.get("who__text") if "who" in request.args and not asked else None,
            **self._shares(row, raw, refusal),
        )

    def share(self, id: int) -> Any:
        raw = posted(MODULE, request.form, TYPED)
        try:
            made = container().platform.share().give(self.module, id, raw)
        except Invalid as refusal:
            return self.access(id, raw, refusal), 422
        toast(N_("Shared with {name}."), current.last_change(), name=_name(made.id, id))
        return self.to("access", id=id)

    def unshare(self, id: int, share: int) -> Response:
        gone = container().platform.share().take_back(self.module, id, share)
        toast(N_("No longer shared with {name}."), current.last_change(), name=gone.holder_name)
        return self.to("access", id=id)

    def _shares(self, row: Any, raw: Any, refusal: Invalid | None) -> dict[str, Any]:
        """To whom the record is shared, and the form to share it, for whoever may change it."""
        if not can_be_shared(self.module):
            return {"shares": None, "share_form": None}
        edits = self.may("edit") and self.service.may("edit", row)
        shares = tuple(
            {
                "holder": one.holder_name,
                "right": say(next(option.label for option in options_of(MODULE.fields["allows"], one) if option.value == one.allows)),
                "until": day(one.until) if one.until else "",
                "over": bool(one.until and one.until < current.today()),
                "parts": one.parts,
                "remark": one.remark or "",
                "by": one.owner_name or say("System"),
                "end_url": url(self.module, "unshare", id=row.id, share=one.id) if edits else None,
            }
            for one in container().platform.share().of(row.id)
        )
        form = share_form(self.module, url(self.module, "share", id=row.id), raw, refusal) if edits else None
        return {"shares": shares, "share_form": form}


def share_form(module: Module, action: str, raw: Any, refusal: Invalid | None) -> Any:
    """Teams and roles are chosen from a list: which there are is no secret, their pages are."""
    platform = container().platform
    known = {"team_id": platform.team().names(), "role_id": platform.role().names()}
    view = form_view(MODULE, action, "", None, raw, refusal, names=tuple(name for name in TYPED if name != "parts" or has_parts(module)))
    items = []
    for item in view.sections[0].items:
        if item.name in known:
            if not known[item.name]:
                continue
            item = replace(item, options_url=None, choices=tuple((str(one.id), one.name) for one in known[item.name]))
        items.append(item)
    return replace(view, sections=(SectionView("", tuple(items)),))


def _name(share_id: int, record_id: int) -> str:
    return next((one.holder_name for one in container().platform.share().of(record_id) if one.id == share_id), "")


def colleague_asked() -> int | None:
    """Whom the question is about: chosen, or typed as a name that only one colleague has."""
    if id := request.args.get("who", type=int):
        return id
    text = request.args.get("who__text", "").strip()
    found = container().platform.user().colleagues(text, 2) if text else []
    same = [one for one in found if one.name == text] or found
    return same[0].id if len(same) == 1 else None


def who_input(user_id: int | None) -> InputView:
    return InputView("who", say("Colleague"), "user", user_id or "", service_name(user_id), options_url="/users/options")


def service_name(user_id: int | None) -> str:
    """What stands in the box for the person one asked about."""
    if not user_id:
        return ""
    names = container().records().names({("user", user_id)})
    return names.get(("user", user_id), f"#{user_id}")

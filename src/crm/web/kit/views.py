"""The views of a list as tabs: all, mine, saved ones; saved, shared, ordered and taken away."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm import current
from crm.domain.platform.view import SHARED, SavedView, Share
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.view import PUBLISH, ViewService
from crm.web.kit import look as looks
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, Link, SectionView

MINE = "owner_id:any:me"
PEOPLE = 500
VIEW_ROUTES = (
    ("/views/new", "view_new", "view", "GET"),
    ("/views", "view_create", "view", "POST"),
    ("/views/<int:view>", "view_edit", "view", "GET"),
    ("/views/<int:view>", "view_update", "view", "POST"),
    ("/views/<int:view>/state", "view_keep", "view", "POST"),
    ("/views/<int:view>/place", "view_move", "view", "POST"),
    ("/views/<int:view>/removal", "view_remove", "view", "POST"),
    ("/views/<int:view>/restoration", "view_restore", "view", "POST"),
)


class Views(Room):
    """The view_… actions of a record module, and the tabs of its list."""

    @property
    def saved(self) -> ViewService:
        return container().platform.view()

    def views(self) -> list[SavedView]:
        return self.saved.page(self.module.name)

    def begin(self, views: list[SavedView]) -> str | None:
        """Where the list begins: an address that names a view alone, or nothing at all, leads to the view as it was saved."""
        if any(key != "view" for key in request.args):
            return None
        wanted = request.args.get("view")
        found = next((one for one in views if (str(one.id) == wanted if wanted else one.begins)), None)
        return self.view_url(found) if found else None

    def view_url(self, view: SavedView) -> str:
        return f"{self.module.path}?{urlencode([('view', view.id), *looks.address_of(self.module, view.state)])}"

    def current_view(self, views: list[SavedView], args: MultiDict[str, str]) -> SavedView | None:
        return next((one for one in views if str(one.id) == args.get("view")), None)

    def tabs(self, views: list[SavedView], args: MultiDict[str, str]) -> tuple[Link, ...]:
        """All, mine (where records have owners), and the saved ones."""
        here, path = self.current_view(views, args), self.module.path
        own = here is None and args.getlist("f") == [MINE] and not args.get("filter")
        everything = f"{path}?view=all" if any(one.begins for one in views) else path
        tabs = [Link(say("All"), everything, current=here is None and not own)]
        if "owner_id" in self.module.fields and "owner_id" in self.module.columns:
            tabs.append(Link(say("Mine"), f"{path}?f={MINE}", current=own))
        if len(tabs) == 1 and not views:
            return ()
        for one in views:
            changed = one is here and not looks.same(self.module, args, one.state)
            icon = None if one.user_id == current.actor().id and one.shared == "me" else "users"
            tabs.append(Link(one.name, f"{path}?view={one.id}", icon, current=one is here, tone="changed" if changed else None))
        return tuple(tabs)

    def view_tools(self, views: list[SavedView], args: MultiDict[str, str], address: Address) -> dict[str, Any]:
        """What can be done with the view of this address."""
        here = self.current_view(views, args)
        base = f"{self.module.path}/views"
        arranged = any(key in looks.KEYS for key, _ in address.pairs)
        if here is None:
            return {"save_as": address(path="/views/new") if arranged else None}
        return {
            "changed": not looks.same(self.module, args, here.state),
            "keep": f"{base}/{here.id}/state" if self.saved.may_edit(here) else None,
            "save_as": address(path="/views/new"),
            "reset": f"{self.module.path}?view={here.id}",
            "edit": f"{base}/{here.id}" if self.saved.may_edit(here) else None,
            "place": f"{base}/{here.id}/place",
            "remove": f"{base}/{here.id}/removal" if self.saved.may_edit(here) else None,
        }

    # Pages ----------------------------------------------------------------------

    def view_new(self) -> Any:
        return self._naming(request.args, "", {})

    def _naming(self, args: MultiDict[str, str], name: str, errors: dict[str, Any]) -> str:
        asked = InputView("name", say("Name"), "text", name, required=True, max=60, error=say(errors["name"]) if "name" in errors else None)
        kept = tuple(InputView(key, "", "hidden", args.getlist(key)) for key in looks.KEYS if args.getlist(key))
        form = FormView(f"{self.module.path}/views", (SectionView("", (asked, *kept)),), cancel_url=self.module.path, save=say("Save view"))
        return self.render("bulk", title=say("Save as a view"), form=form, warning="", count=0)

    def view_create(self) -> Any:
        name = request.form.get("name", "")
        try:
            view = self.saved.create(self.module.name, name, looks.state_of(self.module, request.form))
        except Invalid as refusal:
            return self._naming(request.form, name, refusal.fields), 422
        toast(N_("The view “{name}” was saved."), name=view.name)
        return self._there(self.view_url(view))

    def _there(self, target: str) -> Response:
        if request.headers.get("HX-Request"):
            return Response(status=204, headers={"HX-Redirect": target})
        return redirect(target, 303)  # type: ignore[return-value]

    def view_keep(self, view: int) -> Any:
        kept = self.saved.keep(self.module.name, view, looks.state_of(self.module, request.form))
        toast(N_("The view “{name}” was saved."), name=kept.name)
        return self._there(self.view_url(kept))

    def view_edit(self, view: int) -> Any:
        found = self.saved.get(self.module.name, view)
        shares = self.saved.shares(found)
        raw = {"name": found.name, "shared": found.shared}
        return self._sharing(found, raw, {kind: [str(s.target_id) for s in shares if s.kind == kind] for kind in KINDS}, {})

    def _sharing(self, view: SavedView, raw: dict[str, str], chosen: dict[str, list[str]], errors: dict[str, Any]) -> str:
        platform, publish = container().platform, current.actor().may(PUBLISH)
        ways = tuple((value, say(label)) for value, label in SHARED.items() if value != "all" or publish or view.shared == "all")
        people = tuple((str(one.id), one.name) for one in platform.user().colleagues("", PEOPLE) if one.id != view.user_id)
        departments = tuple((str(one.id), one.label) for one in platform.department().choices())
        said = {name: say(why) for name, why in errors.items()}
        asked = [
            InputView("name", say("Name"), "text", raw["name"], required=True, max=60, error=said.get("name")),
            InputView("shared", say("Who sees it"), "choice", raw["shared"], required=True, choices=ways, error=said.get("shared")),
            InputView("user", say("People"), "choices", tuple(chosen["user"]), choices=people),
            InputView("department", say("Departments and those below"), "choices", tuple(chosen["department"]), choices=departments),
        ]
        if publish:
            roles = tuple((str(one.id), one.name) for one in platform.role().names())
            asked.append(InputView("role", say("The list begins with it for"), "choices", tuple(chosen["role"]), choices=roles))
        errors_ = tuple((name, why) for name, why in said.items())
        form = FormView(
            f"{self.module.path}/views/{view.id}", (SectionView("", tuple(asked)),), errors=errors_, cancel_url=self.view_url(view)
        )
        return self.render("bulk", title=say("View “{name}”", name=view.name), form=form, warning="", count=0)

    def view_update(self, view: int) -> Any:
        found = self.saved.get(self.module.name, view)
        raw = {"name": request.form.get("name", ""), "shared": request.form.get("shared", "me")}
        chosen = {kind: [one for one in request.form.getlist(kind) if one.isascii() and one.isdigit() and len(one) < 16] for kind in KINDS}
        if not current.actor().may(PUBLISH):  # the boxes were not shown, so nothing was said about roles
            chosen["role"] = [str(one.target_id) for one in self.saved.shares(found) if one.kind == "role"]
        shares = [Share(kind, int(one)) for kind in KINDS for one in chosen[kind]]
        try:
            found = self.saved.change(self.module.name, view, raw["name"], raw["shared"], shares)
        except Invalid as refusal:
            return self._sharing(found, raw, chosen, refusal.fields), 422
        toast(N_("The view “{name}” was saved."), name=found.name)
        return self._there(self.view_url(found))

    def view_move(self, view: int) -> Any:
        self.saved.move(self.module.name, view, -1 if request.form.get("step") == "-1" else 1)
        return redirect(request.referrer or self.module.path, 303)

    def view_remove(self, view: int) -> Any:
        gone = self.saved.remove(self.module.name, view)
        undo = f"{self.module.path}/views/{gone.id}/restoration" if gone.user_id == current.actor().id else None
        flash(json.dumps({"text": say("The view “{name}” was removed.", name=gone.name), "undo": undo}), "ok")
        return redirect(f"{self.module.path}?view=all", 303)

    def view_restore(self, view: int) -> Any:
        back = self.saved.restore(view)
        return redirect(self.view_url(back), 303)


KINDS = ("user", "department", "role")

"""Role pages: what its holders may do, as a grid, who they are, and what a change would do to them."""

from dataclasses import replace
from typing import Any

from flask import request, url_for

from crm import current
from crm.domain.kit.module import modules
from crm.domain.platform.explain import gathered
from crm.domain.platform.role import MODULE, known_permissions
from crm.domain.platform.role_change import differences
from crm.language import N_, say
from crm.service.platform.role_change import Foreseen
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.view import Card, CardItem, Link
from crm.web.platform.role_foreseen import ForeseenPage
from crm.web.platform.role_grid import grid

SHOWN = 8  # holders on the role's page


class RolePage(ForeseenPage):
    """As for every record, with the grid in the place of its one field, and a preview before a change is saved."""

    rights = ("administrator",)

    def given(self) -> dict[str, Any]:
        """?clone=7: a new role that begins with another one's rights."""
        id = request.args.get("clone", type=int)
        if id is None or super().given():
            return super().given()
        row = self.service.get(id)
        return {"name": say("{name} (copy)", name=row.name), "remark": row.remark, "factor": row.factor, "grants": row.grants}

    def make(self, draft: Any, once: str | None) -> Any:
        source = request.form.get("clone", type=int)
        return container().platform.role_clone().create(source, draft, once) if source else super().make(draft, once)

    def edit(self, id: int) -> Any:
        """?came=1: with the rights that a ready role came with, not saved yet."""
        came = self.changes.came(id) if "came" in request.args else None
        if came is None:
            return super().edit(id)
        row = self.service.get(id)
        self.service.check_record("edit", row)
        raw = {"administrator": "yes" if came.administrator else "no", "grants": came.grants}
        return self._form(url(MODULE, "update", id=id), row, raw=raw)

    def foresee(self, row: Any, wanted: Any) -> Foreseen:
        return self.changes.of_role(row.id, wanted.administrator, wanted.grants)

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            form, row = values["form"], values.get("row")
            field = next(item for section in form.sections for item in section.items if item.name == "grants")
            rest = (replace(s, items=tuple(i for i in s.items if i.name != "grants")) for s in form.sections)
            values["form"] = replace(form, sections=tuple(section for section in rest if section.items))
            values |= {"grid": grid(field.value, row.grants if row is not None else None), "grid_error": field.error}
        return super().render(name, **values)

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        """Without the grid, which has a place of its own."""
        rest = (replace(s, items=tuple(i for i in s.items if i.name != "grants")) for s in super().about(row, editable)["sections"])
        return {"sections": tuple(section for section in rest if section.items), "grid": None if row.administrator else grid(row.grants)}

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        return super().head(row, editable) | {"came": self._came(row)}

    def _came(self, row: Any) -> dict[str, Any] | None:
        """How a ready role differs from how it came."""
        came = self.changes.came(row.id)
        if came is None:
            return None
        moved = list(differences(gathered([came], 0, None, ()), gathered([row], 0, None, ()), known_permissions(modules())))
        return {
            "name": came.name, "count": len(moved),
            "compare": url_for("platform_role_compare.show", left=f"ready.{came.key}", right=row.id),
            "back": url(MODULE, "edit", id=row.id, came=1) if moved and self.may("edit") else None,
        }  # fmt: skip

    def cards(self, row: Any) -> tuple[Card, ...]:
        """Who holds the role."""
        people = container().platform.role().holders(row.id)
        link = url_for("platform_role_holder.index", id=row.id)
        may_see = current.actor().may("user.view")
        items = tuple(CardItem(one.name, f"/users/{one.id}" if may_see else link, one.department_name or "") for one in people[:SHOWN])
        add = Link(say("Give the role to people"), link, testid="platform_role_holder.index") if current.actor().may("user.edit") else None
        return (Card(say("Held by"), "users", str(len(people)), items, link, add, len(people) > SHOWN, "holders"),)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        more = [
            _link(N_("Compare"), "platform_role_compare.show", "columns", left=row.id),
            _link(N_("Held by"), "platform_role_holder.index", "users", id=row.id),
        ]
        if self.may("create") and not row.administrator:
            more.insert(0, Link(say("Clone"), url(MODULE, "new", clone=row.id), "copy", testid="platform_role.clone"))
        return (*links[:1], *more, *links[1:])


def _link(word: str, endpoint: str, icon: str, **values: Any) -> Link:
    return Link(say(word), url_for(endpoint, **values), icon, testid=endpoint)


page = RolePage(MODULE)

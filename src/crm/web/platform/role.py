"""Role pages: what its holders may do, as a grid, and who they are."""

from dataclasses import replace
from typing import Any

from flask import request

from crm.domain.platform.role import MODULE
from crm.language import say
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Card, CardItem, Link
from crm.web.platform.role_grid import grid


class RolePage(RecordPage):
    """As for every record, with the grid in the place of its one field."""

    def given(self) -> dict[str, Any]:
        """?clone=7: a new role that begins with another one's rights."""
        id = request.args.get("clone", type=int)
        if id is None or super().given():
            return super().given()
        row = self.service.get(id)
        return {"name": say("{name} (copy)", name=row.name), "remark": row.remark, "grants": row.grants}

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            form = values["form"]
            field = next(item for section in form.sections for item in section.items if item.name == "grants")
            rest = (replace(s, items=tuple(i for i in s.items if i.name != "grants")) for s in form.sections)
            values["form"] = replace(form, sections=tuple(section for section in rest if section.items))
            values |= {"grid": grid(field.value), "grid_error": field.error}
        return super().render(name, **values)

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        """Without the grid, which has a place of its own."""
        rest = (replace(s, items=tuple(i for i in s.items if i.name != "grants")) for s in super().about(row, editable)["sections"])
        return {"sections": tuple(section for section in rest if section.items), "grid": None if row.administrator else grid(row.grants)}

    def cards(self, row: Any) -> tuple[Card, ...]:
        """Who holds the role."""
        people = container().platform.role().holders(row.id)
        items = tuple(CardItem(one.name, f"/users/{one.id}", one.department_name or "") for one in people)
        return (Card(say("Held by"), "users", str(len(people)), items),)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if not self.may("create") or row.administrator:
            return links
        return (*links[:1], Link(say("Clone"), url(MODULE, "new", clone=row.id), "copy", testid="platform_role.clone"), *links[1:])


page = RolePage(MODULE)

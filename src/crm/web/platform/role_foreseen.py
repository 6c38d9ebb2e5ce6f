"""Between a form and its saving: what the change of rights does to people."""

from dataclasses import replace
from typing import Any

from flask import request

from crm.service.platform.role_change import Foreseen, RoleChangeService
from crm.web.kit.address import url
from crm.web.kit.form import sent
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.platform.role_told import carried, confirmed, told


class ForeseenPage(RecordPage):
    """A record page whose form is saved at once only where nobody loses or gains anything by it."""

    rights: tuple[str, ...] = ()  # the fields that are changed in the form alone, where the change is foreseen

    @property
    def changes(self) -> RoleChangeService:
        return container().platform.role_change()  # type: ignore[no-any-return]

    def foresee(self, row: Any, wanted: Any) -> Foreseen:
        """What it does to people when the row becomes as wanted."""
        raise NotImplementedError

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        found = super().about(row, editable)
        return found | {"sections": tuple(replace(s, items=tuple(self._settled(i, row) for i in s.items)) for s in found["sections"])}

    def _settled(self, view: Any, row: Any) -> Any:
        return self.field_view(self.module.fields[view.name], row, False) if view.name in self.rights else view

    def update(self, id: int) -> Any:
        """What cannot be saved goes the way of every form, which says so beside the fields."""
        raw, row, action = sent(self.module, request.form), self.service.get(id), url(self.module, "update", id=id)
        if request.form.get("then") == "edit":
            return self._form(action, row, raw=raw)
        rows, wrong = self.service.check_each({id: raw})
        if confirmed() or wrong or id not in rows:
            return super().update(id)
        found = self.foresee(row, replace(row, **self.module.draft.parse(raw, base=row).values()))
        if not found:
            return super().update(id)
        return self.render("preview", title=row.name, action=action, foreseen=found, lines=told(found), carried=carried())

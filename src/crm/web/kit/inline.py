"""One field at a time: shown, edited in place, saved; without script each is a small page."""

from typing import Any

from flask import abort, g, request

from crm import current
from crm.domain.kit.field import Field
from crm.errors import Conflict, Invalid, Taken
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.cell import EMPTY, shown, typed_in
from crm.web.kit.form import input_view, known, posted
from crm.web.kit.toast import toast
from crm.web.kit.view import FieldView


class Inline:
    """The actions field, field_edit and field_update of a record module."""

    module: Any
    service: Any
    render: Any
    to: Any

    def _draft_field(self, name: str) -> Field:
        return self.module.draft.fields.get(name) or abort(404)

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        value = shown(field, row)
        return FieldView(
            name=field.name,
            label=say(field.label),
            value=value,
            empty=value == EMPTY,
            edit_url=f"{self.module.path}/{row.id}/field/{field.name}/edit" if editable else None,
            long=field.kind_name == "long",
        )

    def field(self, id: int, name: str) -> Any:
        row = self.service.get(id)
        return self.render("field", field=self.field_view(self._draft_field(name), row, self.service.may("edit", row)))

    def field_edit(self, id: int, name: str) -> Any:
        row = self.service.get(id)
        self.service.check_record("edit", row)
        field, held = self._draft_field(name), g.get("held")
        if held:  # typed while the session ran out
            return self._editor(row, field, posted(self.module, held, (name,)).get(name, ""), held.get("version", row.version, int))
        return self._editor(row, field, known(field, getattr(row, name)), row.version)

    def _editor(self, row: Any, field: Field, value: Any, version: int, error: str | None = None, theirs: Any = None) -> str:
        return self.render(
            "field_edit",
            input=input_view(field, value, row, error, theirs),
            action=url(self.module, "field_update", id=row.id, name=field.name),
            cancel_url=url(self.module, "field", id=row.id, name=field.name),
            version=version,
        )

    def field_update(self, id: int, name: str) -> Any:
        field = self._draft_field(name)
        raw = posted(self.module, request.form, (name,))
        version = request.form.get("version", type=int)
        try:
            with current.acting(source="inline"):
                row = self.service.change(id, raw, version)
        except Invalid as refusal:
            why = refusal.fields.get(name) or next(iter(refusal.fields.values()))
            return self._editor(self.service.get(id), field, raw.get(name, ""), version or 1, why), 422
        except Taken as taken:
            return self._editor(self.service.get(id), field, raw.get(name, ""), version or 1, taken.words), 409
        except Conflict as conflict:
            return self._conflicting(id, field, conflict), 409
        if not request.headers.get("HX-Request"):
            toast(N_("Saved."), current.last_change())
            return self.to("show", id=id)
        return self.render("field", field=self.field_view(field, row, True), saved=current.last_change())

    def _conflicting(self, id: int, field: Field, conflict: Conflict) -> str:
        row = self.service.get(id)
        _, other, mine = conflict.fields.get(field.name, (None, getattr(row, field.name), getattr(row, field.name)))
        said = say(field.label_of(other)) if field.options and other else typed_in(field, other)
        value = mine if field.kind.several else typed_in(field, mine)
        return self._editor(row, field, value, conflict.version, conflict.words, (said, str(typed_in(field, other))))

"""A masked value shown in full, for this one page view; how often is counted."""

from dataclasses import replace
from typing import Any

from flask import abort, request
from markupsafe import Markup

from crm import language
from crm.domain.kit.field import Field
from crm.language import say
from crm.web.kit.address import url
from crm.web.kit.cell import shower
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.view import CardItem, FieldView


class Reveal(Room):
    """The action reveal of a record module, and what its history tells of it."""

    field_view: Any

    def reveal_url(self, field: Field, row: Any) -> str | None:
        """Where the value is shown in full; none where it is not masked, empty, or not to be shown to this person."""
        if not (field.masked and getattr(row, field.name) and self.may("reveal") and self.service.may("reveal", row)):
            return None
        return f"{self.module.path}/{row.id}/field/{field.name}/reveal"

    def reveal(self, id: int, name: str) -> Any:
        field = self.module.fields.get(name) or abort(404)
        value = container().platform.reveal().reveal(self.module.name, id, name, request.remote_addr)
        row = self.service.get(id)
        editable = name in self.module.draft.fields and self.may("edit") and self.service.may("edit", row)
        whole = shower(replace(field, masked=False))(value) if value else Markup("")
        shown: FieldView = replace(self.field_view(field, row, editable), value=whole, reveal_url=None)
        return self.render("reveal", field=shown, title=self.module.title(row), record_url=url(self.module, "show", id=id))

    def reveals(self, row: Any) -> tuple[CardItem, ...]:
        """Who was shown what of the record, for whoever may read the journal."""
        known = self.module.whole
        return tuple(
            CardItem(
                say("{name} was shown “{field}”", name=one.user_name or say("System"), field=say(known[one.field].label)), "",
                language.moment(one.at),
            )
            for one in container().platform.reveal().of_record(self.module.name, row.id)
            if one.field in known
        )  # fmt: skip

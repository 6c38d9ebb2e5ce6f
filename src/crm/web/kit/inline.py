"""One field at a time: shown, edited in place, saved; without script each is a small page."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import abort, g, request

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.plain import canonical
from crm.domain.platform.journal import HistoryLine
from crm.errors import Conflict, Invalid, Taken
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.cell import EMPTY, shown, typed_in
from crm.web.kit.change import references, worded
from crm.web.kit.explained import told
from crm.web.kit.form import input_view, known, posted
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.upload import take_files
from crm.web.kit.view import FieldView, Link

FEW = 20


class Inline(Room):
    """The actions field, field_edit and field_update of a record module."""

    told: Any
    reveal_url: Any

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
            menu_url=f"{self.module.path}/{row.id}/field/{field.name}/menu",
            reveal_url=self.reveal_url(field, row) if field.masked else None,
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

    def _editor(self, row: Any, field: Field, value: Any, version: int, error: str | None = None, three: Any = None) -> str:
        return self.render(
            "field_edit",
            input=input_view(field, value, row, error),
            three=three,
            action=url(self.module, "field_update", id=row.id, name=field.name),
            cancel_url=url(self.module, "field", id=row.id, name=field.name),
            version=version,
        )

    def field_update(self, id: int, name: str) -> Any:
        field = self._draft_field(name)
        raw = {name: _taken()} if request.form.get("take") else posted(self.module, request.form, (name,))
        version = request.form.get("version", type=int)
        try:
            if field.kind_name == "file":
                take_files(self.module, raw)
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
        """The editor with all three values, a choice each: mine in the box, theirs, and what stood there before both."""
        row = self.service.get(id)
        now = getattr(row, field.name)
        original, other, mine = conflict.fields.get(field.name, (now, now, now))
        value = mine if field.kind.several else typed_in(field, mine)
        texts = (canonical(original), canonical(other), canonical(mine))
        names = container().records().names(references(self.module, [(field.name, text) for text in texts]))
        three = tuple(worded(field, text, names) for text in texts)
        return self._editor(row, field, value, conflict.version, conflict.words, (*three, texts[0] or "null"))

    def field_menu(self, id: int, name: str) -> Any:
        """What one can do with a value beside changing it: its history, copy it, find others like it; why it is locked."""
        row, field = self.service.get(id), self.module.fields.get(name) or abort(404)
        lines = container().platform.journal().of_field(self.module.name, row.id, name, FEW)
        editable = name in self.module.draft.fields and self.service.may("edit", row)
        value = shown(field, row)
        return self.render(
            "field_menu",
            title=say(field.label),
            record=self.module.title(row),
            record_url=url(self.module, "show", id=id),
            value=value,
            copy="" if field.masked else field.kind.write(getattr(row, name)),
            like=self._like(field, getattr(row, name)) if value != EMPTY else (),
            edit_url=url(self.module, "field_edit", id=id, name=name) if editable else None,
            locked=() if editable else self._locked(row, field),
            past=self._past_values(row, field, lines, editable),
        )

    def _like(self, field: Field, value: Any) -> tuple[Link, ...]:
        """The list of records with the same value; of several values one each."""
        operator = next((one for one in ("any", "is", "on") if one in field.operators), None)
        if operator is None or field.kind_name in ("long", "datetime"):
            return ()
        texts = [str(one) for one in value] if field.kind.several else [field.kind.write(value)]
        made = []
        for text in texts[:5]:
            said = say(field.label_of(text)) if field.options else getattr(value, "name", text)
            label = say("All with {field}: {value}", field=say(field.label), value=said if not field.shown else say("the same"))
            made.append(Link(label, f"{self.module.path}?{urlencode({'f': f'{field.name}:{operator}:{text}'})}", "filter"))
        return tuple(made)

    def _locked(self, row: Any, field: Field) -> tuple[str, ...]:
        """Why this person cannot change the field of this record."""
        if field.computed:
            return (say("The program works this value out itself."),)
        if not self.service.may("edit", row):
            mine = container().platform.explain().one(self.module, row, current.actor().id)
            return tuple(f"{role}: {why}" for verb, opens, role, _, why in told(self.module, row, mine, every=True)["lines"] if not opens)
        if field.name in self.module.draft.own or field.name in self.module.draft.fields:
            return ()
        return (
            (say("Nobody types this value in: it follows from what happens."),)
            if field.name in self.module.own
            else (say("Your roles may read this field, but not change it."),)
        )

    def _past_values(self, row: Any, field: Field, lines: list[HistoryLine], editable: bool) -> tuple[dict[str, Any], ...]:
        """The values that the field had, the newest first, each with the way back to it."""
        names = (
            container()
            .records()
            .names(references(self.module, [(field.name, text) for line in lines for text in (line.before, line.after)]))
        )
        return tuple(
            {
                "value": worded(field, line.after, names),
                "by": line.actor_name or say("System"),
                "at": language.ago(line.at),
                "at_full": language.moment(line.at),
                "url": url(self.module, "restore", id=row.id, version=line.version, name=field.name) if editable and at else None,
            }
            for at, line in enumerate(lines)
        )


def _taken() -> Any:
    """The value that stood there before both, which a conflict's page carries along."""
    try:
        return json.loads(request.form.get("original", ""))
    except ValueError:
        abort(400)

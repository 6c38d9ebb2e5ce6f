"""A block of cells pasted into a list: first what would change, cell by cell; then written as one change, undone as one."""

import json
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.plain import dumps
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words, say, say_many
from crm.web.kit.cell import shower
from crm.web.kit.room import Room
from crm.web.kit.toast import toast

MOST_CELLS = 2000
PASTE_ROUTES = (
    ("/paste", "paste", "edit", "POST"),
    ("/paste/apply", "paste_apply", "edit", "POST"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the block: what stands there, what would, and why it cannot."""

    record: str
    field: str
    before: Markup
    after: Markup
    why: str


class Paste(Room):
    """The actions paste and paste_apply of a record module."""

    finish: Any

    def paste(self) -> Any:
        """What a block (text: rows by line, cells by tab) would do to these records and columns."""
        changes = self._changes()
        rows, wrong = self.service.check_each(changes)
        cells: list[Cell] = []
        good: dict[int, dict[str, str]] = {}
        for id, raws in changes.items():
            for name, raw in raws.items():
                if id not in rows:
                    cells.append(self._cell(None, name, raw, say("You are not allowed to do this.")))
                    continue
                why, same = self._why(rows[id], name, raw, wrong.get(id, {}))
                if not same:
                    cells.append(self._cell(rows[id], name, raw, why))
                if not why and not same:
                    good.setdefault(id, {})[name] = raw
        if any("" in wrong.get(id, {}) for id in good):
            good = {id: raws for id, raws in good.items() if "" not in wrong.get(id, {})}
        count = sum(len(raws) for raws in good.values())
        return self.render(
            "paste", cells=cells, count=count, refused=sum(1 for cell in cells if cell.why),
            block=dumps({str(id): raws for id, raws in good.items()}), action=f"{self.module.path}/paste/apply",
        )  # fmt: skip

    def _changes(self) -> dict[int, dict[str, str]]:
        ids = [int(one) for one in request.form.getlist("id") if one.isascii() and one.isdigit() and len(one) < 16]
        names = request.form.getlist("column")
        lines = [line.split("\t") for line in request.form.get("text", "").replace("\r", "").rstrip("\n").split("\n")]
        if not ids or not names or len(ids) * len(names) > MOST_CELLS:
            raise Invalid(text=Words("Please choose the cell that the block begins in; at most {n} cells at a time.", n=MOST_CELLS))
        return {
            id: {name: cell.strip() for name, cell in zip(names, line, strict=False) if name in self.module.fields}
            for id, line in zip(ids, lines, strict=False)
        }

    def _why(self, row: Any, name: str, raw: str, others: dict[str, str]) -> tuple[str, bool]:
        """(why the cell cannot become that, whether it is that already)."""
        field = self.module.draft.fields.get(name)
        if field is None:
            return say("This field cannot be typed in."), False
        try:
            return (say(others[name]) if name in others else "", field.parse(raw) == getattr(row, name))
        except Refused as no:
            return say(no.words), False

    def _cell(self, row: Any, name: str, raw: str, why: str) -> Cell:
        field = self.module.fields[name]
        value = getattr(row, name) if row is not None else None
        before = shower(field)(value) if value not in (None, "", []) else Markup("")
        after: Any = escape(raw)
        if not why:
            typed = field.parse(raw)
            after = shower(field)(typed) if typed not in (None, "", []) else Markup("")
        return Cell(self.module.title(row) if row is not None else "—", say(field.label), Markup(before), Markup(after), why)

    def paste_apply(self) -> Any:
        block = request.form.get("block", "")
        changes = {int(id): raws for id, raws in _read(block).items()}
        with current.acting(source="bulk"):
            outcome = self.service.change_each(changes)
        back = request.form.get("back", "")
        if outcome.kept or outcome.refused or not back.startswith(self.module.path):
            return self.finish(outcome)
        toast(say_many("{n} record was changed.", "{n} records were changed.", len(outcome.done)), outcome.change_set_id)
        if request.headers.get("HX-Request"):
            return Response(status=204, headers={"HX-Redirect": back})
        return redirect(back, 303)


def _read(text: str) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(text)
        known = {str(id): {str(name): str(raw) for name, raw in raws.items()} for id, raws in found.items()}
        if not all(id.isascii() and id.isdigit() and len(id) < 16 for id in known) or len(known) > MOST_CELLS:
            raise ValueError(text)
        return known
    except (ValueError, AttributeError, RecursionError):
        raise Invalid(block=Words("This block cannot be read. Please paste it again.")) from None

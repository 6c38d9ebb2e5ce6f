"""What fields need of other records: whether these may be seen; of added ones also names, numbers, formulas, unique keys."""

from collections.abc import Sequence
from typing import Any

from crm import current
from crm.dao.platform.field_value import FieldValueDao
from crm.domain.kit import custom, formula
from crm.domain.kit.field import Field, changed
from crm.domain.kit.module import Module
from crm.domain.kit.numbering import Numbering
from crm.domain.kit.sealed import Marked, folded
from crm.domain.kit.veil import encrypted_of
from crm.errors import Invalid
from crm.language import Words

POINTING = ("reference", "user", "department")


class AddedValues:
    """Used by record services and the writer, in the transaction under way."""

    def __init__(self, values: FieldValueDao):
        self.values = values

    def named(self, module: Module, rows: list[Any]) -> list[Any]:
        """The rows with the names of what their added fields point at, as far as the actor may see it; in the transaction
        under way. One statement, when they point at anything."""
        pointing = [field for field in custom.here().added(module.name).seen.values() if field.shown]
        if not pointing:
            return rows
        named: dict[int, str] = {}
        if wanted := self._pointed(rows, [field.name for field in pointing if field.kind_name != "file"]):
            named = {one.id: one.title for one in self.values.titles(wanted)}
        if wanted := self._pointed(rows, [field.name for field in pointing if field.kind_name == "file"]):
            named |= {one.id: one.name for one in self.values.files(wanted)}
        return [changed(row, named=named) for row in rows] if named else rows

    @staticmethod
    def _pointed(rows: list[Any], names: list[str]) -> list[int]:
        return sorted({id for row in rows for name in names if (id := row.custom.get(name))})

    def unseen(self, module: Module, pairs: Sequence[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Which of the (row, before), by their place, point newly at a record, person or department that the actor may not see, in a
        field of their own or an added one, or name a file that is neither his own nor hangs on the record; in the transaction
        under way, one statement for all."""
        known = [field for field in module.draft.own.values() if field.kind_name in POINTING]
        known += [field for field in custom.here().added(module.name).written.values() if field.shown]
        moved = [
            {field: id for field in known if (id := getattr(row, field.name)) and (before is None or getattr(before, field.name) != id)}
            for row, before in pairs
        ]
        files = {id for each in moved for field, id in each.items() if field.kind_name == "file"}
        open_ = {id for each in moved for field, id in each.items() if field.target in ("role", "team")}
        others = {id for each in moved for id in each.values()} - files - open_
        titles = {(one.module, one.id) for one in self.values.titles(sorted(others))} if others else set()
        titles |= {(one.module, one.id) for one in self.values.known(sorted(open_))} if open_ else set()
        there = {one.id: one for one in self.values.files(sorted(files))} if files else {}

        def is_there(row: Any, field: Field, id: int) -> bool:
            if field.kind_name != "file":
                return (field.target or field.kind_name, id) in titles
            if (file := there.get(id)) is None:
                return False
            loose = file.subject_id is None and file.owner_id == current.actor().id
            return loose or (file.subject_module, file.subject_id) == (module.name, row.id or None)

        refused = {}
        for at, each in enumerate(moved):
            if wrong := [field.name for field, id in each.items() if not is_there(pairs[at][0], field, id)]:
                refused[at] = Invalid(dict.fromkeys(wrong, Words("Please choose one from the list.")))
        return refused

    # Computed ------------------------------------------------------------------

    def completed(self, module: Module, rows: list[Any], new: bool) -> list[Any]:
        """The rows with their formulas worked out and, when they are new, their numbers given; in the transaction under way."""
        computed = [field for field in custom.here().all(module.name).values() if field.computed]
        if not computed:
            return rows
        made = rows
        for field in computed:
            if field.computed == "number" and new:
                made = self._numbered(module, field, made)
        return [worked_out(row, computed) for row in made]

    def _numbered(self, module: Module, field: Field, rows: list[Any]) -> list[Any]:
        texts = self.numbers(module, field.name, field.formula, len(rows))
        return [changed(row, custom=row.custom | {field.name: text}) for row, text in zip(rows, texts, strict=True)]

    def numbers(self, module: Module, name: str, pattern: str, count: int) -> list[str]:
        """The next numbers of a field by its pattern, in the transaction under way: what is undone leaves no gap."""
        numbering = Numbering(pattern, current.now())
        first = self.values.take(module.name, name, numbering.period, count) - count
        return [numbering.written(first + at) for at in range(count)]

    # Unique --------------------------------------------------------------------

    def taken(self, module: Module, rows: Sequence[Any]) -> dict[int, Invalid]:
        """Which of the rows (by their place) have a value that another record has; in the transaction under way."""
        refused: dict[int, Invalid] = {}
        for field in _unique(module):
            texts = [_text(field, row) for row in rows]
            given = sorted({text for text in texts if text})
            marks = self.values.db.marks(given)
            held = self.values.holders(module.name, field.name, given) if given else []
            holders = {marks.get(one.value, one.value): one.record_id for one in held}
            for at, (row, text) in enumerate(zip(rows, texts, strict=True)):
                if text and holders.setdefault(text, row.id or -at - 1) != (row.id or -at - 1):
                    refused[at] = Invalid({field.name: Words("Another record already has this value.")})
        return refused

    def check(self, module: Module, rows: Sequence[Any]) -> None:
        """Raise Invalid, beside its field, when a value is taken; in the transaction under way."""
        for refusal in self.taken(module, rows).values() if _unique(module) else ():
            raise refusal

    def keep(self, module: Module, rows: Sequence[Any], new: bool = False, gone: bool = False) -> None:
        """Follow what was written, in the transaction under way. Raises Taken for who comes second at the same moment."""
        ids, there = [row.id for row in rows], [] if gone else rows
        if unique := _unique(module):
            if not new:
                self.values.drop_keys(ids)
            self.values.put_keys([_held(module, field, text, row.id) for row in there for field in unique if (text := _text(field, row))])
        if shut := [module.whole[name] for name in sorted(encrypted_of(module))]:
            if not new:
                self.values.drop_marks(ids)
            told = ((field.name, value, row.id) for row in there for field in shut if (value := getattr(row, field.name, None)))
            self.values.put_marks([_marked(module, name, value) | {"record_id": id} for name, value, id in told])
        if chosen := [field for field in custom.here().all(module.name).values() if field.kind_name == "choices"]:
            if not new:
                self.values.drop_choices(ids)
            given = ((field, one, row.id) for row in there for field in chosen for one in getattr(row, field.name))
            self.values.put_choices([_held(module, field, one, id) for field, one, id in given])

    def take_down(self, module: Module, field: Field) -> list[list[int]]:
        """Note what every record has in a field that is unique from now on; gives the records that share a value instead, if
        some do."""
        held: dict[str, list[int]] = {}
        for one in self.values.stored(module.table, field):
            value = field.kind.load(field, one.custom[field.name])
            held.setdefault(_key(field, value), []).append(one.id)
        if doubles := [ids for ids in held.values() if len(ids) > 1]:
            return doubles
        self.values.drop_field(module.name, field.name)
        self.values.put_keys([_held(module, field, text, ids[0]) for text, ids in held.items() if text])
        return []


def worked_out(row: Any, computed: Sequence[Field]) -> Any:
    """The row with what its formulas give now."""
    formulas = {one.name: one for one in computed if one.computed == "formula"}
    if not formulas:
        return row
    values = {name: formula.value(one.formula, lambda name: getattr(row, name, None), one.places) for name, one in formulas.items()}
    return changed(row, custom=custom.stored(formulas, row.custom, values))


def _marked(module: Module, name: str, value: str) -> dict[str, Any]:
    return {"module": module.name, "field": name, "mark": Marked(folded(value), f"{module.name}.{name}")}


def _held(module: Module, field: Field, value: str, id: int) -> dict[str, Any]:
    return {"module": module.name, "field": field.name, "value": value, "record_id": id}


def _unique(module: Module) -> list[Field]:
    return [field for field in custom.here().all(module.name).values() if field.unique]


def _text(field: Field, row: Any) -> str:
    return _key(field, getattr(row, field.name))


def _key(field: Field, value: Any) -> str:
    text = field.kind.write(value).casefold()[:500]
    return Marked(text, f"unique {field.name}") if field.encrypted and text else text

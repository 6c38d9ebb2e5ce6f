"""Fields that administrators add: their definitions, and the snapshot of them that every request carries."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.custom import is_kind_indexable
from crm.dao.platform.field import FieldDao
from crm.domain.kit import custom, formula
from crm.domain.kit.custom import NOTHING, PREFIX, Snapshot
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import Field, changed
from crm.domain.kit.module import modules
from crm.domain.kit.numbering import DIGITS
from crm.domain.kit.pinyin import sort_key
from crm.domain.kit.text import Refused
from crm.domain.platform.field import FIXED, FieldDraft, FieldRow, FieldsUsed, FieldUse, described
from crm.domain.platform.field_right import Veils, levels_of
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

NAME = re.compile("x_[a-z0-9_]{1,40}")
EXAMPLE = {"example": "C-{yyyy}-{0000}", "yyyy": "{yyyy}", "mm": "{mm}"}
MOST = 100  # added fields of one module
NAMED = 3  # values, and records of each, that are named when a field cannot be unique


class FieldService(RecordService[FieldRow, FieldDraft]):
    records: FieldDao

    def __init__(self, kit: Kit, records: FieldDao, security: SecurityService, setting: SettingService):
        super().__init__(kit, records)
        self.security = security
        self.setting = setting
        self._snapshot = NOTHING

    # The snapshot --------------------------------------------------------------

    def bring(self) -> Snapshot:
        """The fields of this database as they are now; one statement, more when they moved."""
        return self.know(self._stamp())

    @reading
    def _stamp(self) -> int | None:
        return self.records.stamp()

    def know(self, stamp: int | None) -> Snapshot:
        """Told the current stamp (each request reads it with its session): what acts from here on knows these fields."""
        found, code, here = self._at(stamp), self.setting.get("currency"), current.context()
        if here.fields is not found or here.currency != code:
            current.begin(replace(here, fields=found, currency=code))
        return found

    def latest(self) -> Snapshot:
        """The same for somebody else to act with; nothing is set here."""
        return self._at(self._stamp())

    def unsaved(self) -> Snapshot:
        """The same within a transaction that may still be undone: kept for nobody else."""
        return self._read(None)

    def _at(self, stamp: int | None) -> Snapshot:
        found = self._snapshot
        if found is NOTHING or stamp != found.stamp:  # without any added field there are still encrypted ones
            found = self._snapshot = self._read(stamp)
        return found

    @reading
    def _read(self, stamp: int | None) -> Snapshot:
        found: dict[str, dict[str, Any]] = {}
        for row in self.records.definitions():
            found.setdefault(row.module, {})[row.name or ""] = described(row)
        rights = _veils(found)
        for right in self.records.rights():
            rights.setdefault((right.module, right.field), {})[right.role_id] = right.level
        return Snapshot(stamp, found, rights)

    # Definitions ---------------------------------------------------------------

    def _owned(self, row: Any) -> Any:
        """A field belongs to nobody; one without a name is given one here, and stands behind the others."""
        last = max((one.position for one in self.records.definitions() if one.module == row.module), default=0)
        row = changed(row, name=row.name or self._name(row), position=row.position or last + 10)
        return changed(row, result=self._type(row)) if row.kind == "formula" and row.module in modules() else row

    def _name(self, row: FieldRow) -> str:
        taken = set(self.records.named(row.module))
        words = row.label_en or re.sub("[0-9]", "", sort_key(row.label_zh or ""))
        stem = PREFIX + (re.sub("[^a-z0-9]+", "_", words.lower()).strip("_")[:36] or "field")
        return next(name for name in (stem, *(f"{stem}_{n}" for n in range(2, MOST + 2))) if name not in taken)

    def verify(self, row: Any, before: Any | None) -> None:
        if before is None:
            self._verify_new(row)
        elif moved := [name for name in FIXED if getattr(row, name) != getattr(before, name) and name not in ("formula", "places")]:
            raise Invalid({name: Words("This cannot be changed any more: values depend on it.") for name in moved})
        described(row)
        if row.encrypted and before is not None:
            self._spare(row)
        if row.kind == "autonumber" and len(DIGITS.findall(row.formula or "")) != 1:
            raise Invalid(formula=Words("Write it like {example}: zeros in braces count, {yyyy} and {mm} begin anew.", **EXAMPLE))
        if row.kind == "formula":
            self._type(row)

    @staticmethod
    def _type(row: FieldRow) -> str:
        try:
            return formula.check(row.formula or "", modules()[row.module].fields)
        except Refused as no:
            raise Invalid(formula=no.words) from None

    def _verify_new(self, row: FieldRow) -> None:
        module = modules().get(row.module)
        if module is None or not module.is_extensible:
            raise Invalid(module=Words("Fields cannot be added here."))
        if not NAME.fullmatch(row.name or "") or "__" in (row.name or ""):
            raise Invalid(name=Words("Small letters, digits and single underscores after x_, please."))
        taken = self.records.named(row.module)
        if row.name in taken:
            raise Invalid(name=Words("This name is taken, perhaps by a field that was removed."))
        if len(taken) >= MOST:
            raise Invalid(module=Words("A module has at most {most} fields of your own.", most=MOST))
        if row.kind == "reference" and row.target not in modules():
            raise Invalid(target=Words("Please choose one from the list."))

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> FieldRow:
        """As for every record; what is unique from now on must be so already."""
        before = self.get(id)
        made = super().change(id, changes, version)
        if made.is_unique and not before.is_unique:
            self._unite(made)
        return made

    def _unite(self, row: FieldRow) -> None:
        """Raise Invalid that names records which share a value."""
        doubles = self.writer.added.take_down(modules()[row.module], described(row))
        if not doubles:
            return
        titles = {one.id: one.title for one in self.writer.added.values.titles([id for ids in doubles[:NAMED] for id in ids[:NAMED]])}
        groups = [" = ".join(titles.get(id, f"#{id}") for id in ids[:NAMED]) for ids in doubles[:NAMED]]
        raise Invalid(is_unique=Words("Values that stand in several records ({n}): {names}", n=len(doubles), names="; ".join(groups)))

    def has_index(self, kind: str, result: str | None) -> bool:
        """Whether fields of a kind can be indexed; `result` is what a formula gives."""
        return is_kind_indexable({"autonumber": "text", "formula": result or "number"}.get(kind, kind))

    def verify_removal(self, row: Any) -> None:
        self._spare(row)

    def _spare(self, row: Any) -> None:
        """Raise Invalid where a formula reads the field."""
        formulas = [one for one in self.records.definitions() if one.kind == "formula" and one.module == row.module and one.id != row.id]
        if used := [one for one in formulas if row.name in formula.inputs(one.formula or "")]:
            raise Invalid(name=Words("The formula “{name}” needs this field.", name=used[0].label))

    @reading
    def uses(self, row: FieldRow) -> list[FieldUse]:
        """Where the field is used: every module that keeps names of fields says so."""
        asked = FieldsUsed(row.module, row.name or "", [])
        self.writer.events.publish(asked)
        return asked.found

    @reading
    def of_module(self, module: str) -> list[FieldRow]:
        """The module's fields in their order."""
        self.require("view")
        return [row for row in self.records.definitions() if row.module == module]

    @reading
    def removed(self, module: str) -> list[FieldRow]:
        """Those of the module that can be brought back."""
        return [row for row in self.records.removed(MOST) if row.module == module] if current.actor().may("field.remove") else []

    @transactional
    def restore(self, id: int) -> FieldRow:
        """Bring a removed field back, with the values that records still have."""
        self.require("remove")
        found: list[Any] = self.records.find([id], "remove", True)
        self.writer.restore(self.module, self.records, found)
        return self.get(id)

    def rights_of(self, row: FieldRow) -> Mapping[int, str]:
        """The roles that may not see or write the field, as everybody acts on it now."""
        return dict(custom.here().rights.get((row.module, row.name or ""), {}))

    @transactional
    def put_rights(self, id: int, levels: Mapping[int, str]) -> None:
        """What roles may not do with the field: role -> level; a role that is not named may see and write it."""
        row = self.get(id)
        self.check_record("edit", row)
        self.records.drop_rights(row.module, row.name or "")
        possible = levels_of(modules()[row.module], described(row))
        given = {role: level for role, level in levels.items() if level in possible}
        self.records.put_rights([{"module": row.module, "field": row.name, "role_id": role, "level": given[role]} for role in given])
        self.security.note("grant", None, field=f"{row.module}.{row.name}", levels={str(role): level for role, level in given.items()})
        self.move_stamp()

    @transactional
    def move(self, id: int, step: int) -> None:
        """One place up (-1) or down (1) among the module's fields."""
        row = self.get(id)
        rows = self.of_module(row.module)
        at = next(n for n, one in enumerate(rows) if one.id == id)
        rows.insert(max(at + step, 0), rows.pop(at))
        pairs = [(one, changed(one, position=(n + 1) * 10)) for n, one in enumerate(rows)]
        self.require("edit")
        self.writer.update(self.module, self.records, pairs)

    @listens(RecordsWritten)
    def moved(self, event: RecordsWritten) -> None:
        """By whatever way definitions were written, undo among them: every process reads them anew."""
        if event.module == self.module.name:
            self.move_stamp()

    def move_stamp(self) -> None:
        """Definitions or rights were written, in the transaction under way: every process reads them anew."""
        self.records.move_stamp()
        self.db.after_commit(self._brought)

    def _brought(self) -> None:
        self.bring()


def _veils(added: Mapping[str, Mapping[str, Field]]) -> dict[tuple[str, str], dict[int, str]]:
    """What is encrypted everybody sees masked whose role does not say otherwise."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for name, module in modules().items():
        for field in (*module.own.values(), *added.get(name, {}).values()):
            if field.encrypted:
                veils = found[name, field.name] = Veils()
                veils.shut = not module.is_extensible
    return found

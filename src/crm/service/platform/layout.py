"""Layouts of record pages: changed by an administrator, known to every process from its next request on."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.platform.layout import LayoutDao
from crm.dao.platform.user import UserDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import Module, modules
from crm.domain.platform.field import FieldsUsed, FieldUse
from crm.domain.platform.layout import MODULE, Layout, LayoutDraft, Part, arranged, complete, ordered, read, ready, reordered, written
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional

MOST = 5000
LABEL = N_("Layout")


class LayoutService(RecordService[Layout, LayoutDraft]):
    records: LayoutDao

    def __init__(self, kit: Kit, records: LayoutDao, users: UserDao):
        super().__init__(kit, records)
        self.users = users
        self._kept: dict[tuple[int, str], tuple[current.Actor, Layout | None]] = {}

    def parts(self, module: Module) -> list[Part]:
        """The sections of a module's record page and form for the actor."""
        found = self._of(module)
        return complete(module, read(found.sections))[0] if found and found.sections else ready(module)

    def shown(self, module: Module, what: str, names: Iterable[str]) -> tuple[str, ...]:
        """Of the cards or tiles (`what`) that there are those that the actor is shown, in their order."""
        found = self._of(module)
        return ordered(names, getattr(found, what))[0] if found else tuple(names)

    def _of(self, module: Module) -> Layout | None:
        """The actor's layout. Kept until his grants are read anew, as they are after each change of a layout."""
        actor = current.actor()
        known = self._kept.get((actor.id, module.name))
        if known is None or known[0] is not actor:
            if len(self._kept) > MOST:
                self._kept.clear()
            known = self._kept[actor.id, module.name] = (actor, self._read(module))
        return known[1]

    @reading
    def _read(self, module: Module) -> Layout | None:
        return self.records.of(module.name, list(current.actor().roles))

    @transactional
    def arrange(self, id: int, act: str, at: int = 0, name: str = "", value: str = "") -> Layout:
        """Change the arrangement by one act; see domain/platform/layout.py."""
        row = self.get(id)
        module = modules()[row.target]
        if act == "when" and value and not _condition_fits(module, value):
            raise Invalid(sections=Words("Please choose one from the list."))
        return self.change(id, {"sections": written(arranged(module, read(row.sections or ""), act, at, name, value))}, row.version)

    @transactional
    def reorder(self, id: int, what: str, names: Iterable[str], act: str, name: str) -> Layout:
        """Change the order of the cards or the tiles (`what`) by one act; see domain/platform/layout.py."""
        row = self.get(id)
        return self.change(id, {what: reordered(names, getattr(row, what), act, name)}, row.version)

    def _owned(self, row: Any) -> Any:
        """A new layout begins as the page is now; it belongs to nobody."""
        return replace(row, sections=row.sections or written(ready(modules()[row.target])))

    def verify(self, row: Any, before: Any | None) -> None:
        same = [one for one in self.records.of_module(row.target) if one.role_id == row.role_id and one.id != row.id]
        if same:
            raise Invalid(role_id=Words("There is a layout of this module for the same people: “{name}”.", name=same[0].name))

    @listens(RecordsWritten)
    def known(self, event: RecordsWritten) -> None:
        """Every process reads grants and layouts anew before its next answer."""
        if event.module == MODULE.name:
            self.users.move_stamp()

    @listens(FieldsUsed)
    def uses(self, event: FieldsUsed) -> None:
        """In the transaction of whoever asks: the layouts that place or ask for a field."""
        for one in self.records.of_module(event.module):
            parts = read(one.sections or "")
            if any(event.field in part.names or part.condition.split(":")[0] == event.field for part in parts):
                event.found.append(FieldUse(LABEL, one.name, f"{MODULE.path}/{one.id}"))


def _condition_fits(module: Module, text: str) -> bool:
    """Whether a condition names a field of the module and, where it asks for a value, one of its choices."""
    name, operator, *values = text.split(":", 2)
    field = module.fields.get(name)
    if field is None:
        return False
    return operator in ("filled", "empty") if not values else operator == "any" and values[0] in {one.value for one in field.options}

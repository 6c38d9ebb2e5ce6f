"""The configuration as a document: taken away, compared with another installation's, applied as one act that undoes as one."""

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.configuration import ConfigurationDao
from crm.dao.platform.configuration_rows import ConfigurationRowsDao
from crm.domain.kit import custom
from crm.domain.platform.configuration import (
    KEPT_HOURS,
    ConfigurationFile,
    Difference,
    Document,
    compare,
    configured,
    key_of,
    read,
    written,
)
from crm.domain.platform.journal import ChangeItem, ChangeSet
from crm.errors import CrmError, Forbidden, Invalid, NotFound
from crm.language import N_, Words, say
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.kit.writer import Writer
from crm.service.platform.configuration_beside import Part, RightPart, SettingPart, ViewPart, said
from crm.service.platform.configuration_part import FieldPart, Names, RecordPart, Unknown
from crm.service.platform.field import FieldService
from crm.service.platform.field_right import FieldRightService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.view_published import ViewPublishedService

MOST_ITEMS = 2000
BESIDE = (RightPart.name, ViewPart.name, SettingPart.name)


@dataclass(frozen=True, slots=True)
class Compared:
    """One difference, with what stands against applying it."""

    difference: Difference
    part: Part
    title: str
    unknown: tuple[Words, ...] = ()  # what it points at and is not here


class ConfigurationService:
    def __init__(
        self, db: Database, files: ConfigurationDao, rows: ConfigurationRowsDao, records: Callable[[str], Any], settings: SettingService,
        fields: FieldService,
        rights: FieldRightService, views: ViewPublishedService, writer: Writer, security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.files = files
        self.rows = rows
        self.records = records
        self.settings = settings
        self.fields = fields
        self.rights = rights
        self.views = views
        self.writer = writer
        self.security = security

    def parts(self) -> dict[str, Part]:
        """Everything that is configuration, in the order in which it can be written."""
        kinds = {self.fields.module.name: FieldPart}
        found: dict[str, Part] = {one.name: kinds.get(one.name, RecordPart)(self.records(one.name)) for one in configured()}
        beside = (RightPart(self.rights), ViewPart(self.views), SettingPart(self.settings))
        return {**found, **{part.name: part for part in beside}}

    # Reading -------------------------------------------------------------------

    def _require(self, verb: str) -> None:
        if not current.actor().may(f"configuration.{verb}"):
            raise Forbidden()

    @reading
    def export(self) -> str:
        """The document of this installation. Parts of which the actor may not see everything are left out."""
        self._require("view")
        return written(self._document(self._names(), self.parts()))

    def _names(self) -> Names:
        """In the transaction under way."""
        return Names(self.records, self.rows.every([*configured(), self.records("department").module]))

    @staticmethod
    def _document(names: Names, parts: dict[str, Part]) -> Document:
        return {name: part.read(names)[0] for name, part in parts.items() if part.may_see()}

    @transactional
    def keep(self, name: str, text: bytes) -> str:
        """Read a document in, to be compared; gives the token under which it is kept."""
        self._require("view")
        document, token = read(text), secrets.token_urlsafe(12)
        self.files.insert(token, current.actor().id, name[:200], document, current.now())
        return token

    @reading
    def file(self, token: str) -> ConfigurationFile:
        """One's own document, read in before."""
        self._require("view")
        found = self.files.get(token, current.actor().id)
        if found is None:
            raise NotFound(Words("This file is no longer kept. Please choose it again."))
        return found

    @reading
    def compare(self, there: Document) -> list[Compared]:
        """What differs from this installation, in the order in which it is written."""
        self._require("view")
        names, parts = self._names(), self.parts()
        keys = {name: part.key for name, part in parts.items()}
        here = self._document(names, {name: part for name, part in parts.items() if name in there})
        coming = {(name, key_of(keys[name], row)) for name in keys if name in there for row in there[name]}
        found = []
        for one in compare(keys, here, there):
            part = parts[one.part]
            if one.kind == "missing" and one.part == SettingPart.name:
                continue  # every installation has every setting
            found.append(Compared(one, part, said(part, one), tuple(_unknown(part, one, names, coming))))
        return found

    # Writing -------------------------------------------------------------------

    @transactional
    def apply(self, there: Document, marks: Collection[str], reason: str = "") -> int:
        """Write the differences that are marked, all or none, as one act; gives how many there were.

        Raises Invalid that names the thing which cannot be written and says why."""
        self._require("edit")
        names, parts = self._names(), self.parts()
        chosen = [one.difference for one in self.compare(there) if one.difference.mark in marks]
        ids = {name: parts[name].read(names)[1] for name in dict.fromkeys(one.part for one in chosen)}
        # A snapshot of one's own: what services keep by it is not taken for true if all of this is undone.
        with self.writer.together(source="configuration", reason=reason, fields=replace(custom.here())):
            for one in chosen:
                with _naming(parts[one.part], one):
                    parts[one.part].write(one, ids[one.part], names)
                if one.part == self.fields.module.name:
                    current.begin(replace(current.context(), fields=self.fields.unsaved()))
            for one in reversed(chosen):
                if one.there is None:
                    with _naming(parts[one.part], one):
                        parts[one.part].remove([ids[one.part][one.key]])
        if chosen:
            self.security.note("configuration", current.actor().id, things=len(chosen))
        return len(chosen)

    # History -------------------------------------------------------------------

    @reading
    def history(self, size: int, before_id: int | None = None) -> tuple[list[ChangeSet], dict[int, list[ChangeItem]]]:
        """The newest change sets of configuration, and what each changed."""
        self._require("view")
        sets = self.files.history([*(module.name for module in configured()), *BESIDE], before_id, size)
        items: dict[int, list[ChangeItem]] = {}
        for item in self.files.items([one.id for one in sets], MOST_ITEMS) if sets else ():
            items.setdefault(item.change_set_id, []).append(item)
        return sets, items

    @scheduled("40 3 * * *", label=N_("Sweep out documents of configuration"))
    @transactional
    def tidy(self, _: Any = None) -> dict[str, int]:
        return {"files": self.files.forget(current.now() - timedelta(hours=KEPT_HOURS))}


def _unknown(part: Part, one: Difference, names: Names, coming: set[Any]) -> Iterator[Words]:
    """What a row points at that neither stands here nor comes with the document."""
    for module, key in part.points(one.there) if one.there else ():
        if (module, key) in coming:
            continue
        try:
            names.id(module, key)
        except Unknown as no:
            yield Words(no.words)


@contextmanager
def _naming(part: Part, one: Difference) -> Iterator[None]:
    """Say of a refusal which thing it is about."""
    try:
        yield
    except CrmError as error:
        name = f"{say(part.label)}: {said(part, one)}"
        fields = error.fields if isinstance(error, Invalid) else {}
        whys = [f"{say(part.label_of(field))}: {say(why)}" if field else say(why) for field, why in fields.items()]
        raise Invalid(document=Words("{name}: {why}", name=name, why=" ".join(whys) or say(error.words))) from error

"""A person's erasure: everything that is kept of a contact, a lead or a personal customer goes, wherever it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.erasure import ErasureDao
from crm.domain.kit.custom import PREFIX
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import recanonical
from crm.domain.platform.journal import Change, ChangeItem, item_digest, said_digest
from crm.domain.sales.erasure import (
    ALONE,
    BLANK,
    ERASE,
    GROUNDS,
    IDENTIFYING,
    KEEP,
    ROOTS,
    TREATMENT,
    Erasure,
    Hold,
    Said,
    needles,
    written,
)
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.customer.export_file import ExportFileService
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.journal import contained
from crm.service.platform.security import SecurityService
from crm.service.sales.legal_hold import LegalHoldService

MOST = 20_000
Ids = dict[str, set[int]]


@dataclass(frozen=True)
class Reach:
    """Whose person it is, what belongs to it, and what of a company names it: module -> ids."""

    module: Module
    row: Any
    own: Ids
    shared: Ids
    holds: list[Hold] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return sorted(id for ids in self.own.values() for id in ids)

    def of(self, *fates: str) -> list[int]:
        return sorted(id for name, ids in self.own.items() if TREATMENT[name] in fates for id in ids)


class ErasureService:
    def __init__(
        self, db: Database, dao: ErasureDao, kit: Kit, records: Callable[[str], Any], holds: LegalHoldService, store: FileStore,
        exports: ExportFileService, security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.writer = kit.writer
        self.records = records
        self.holds = holds
        self.store = store
        self.exports = exports
        self.security = security

    @reading
    def page(self, size: int, before_id: int | None = None) -> list[Erasure]:
        """What was erased, newest first."""
        return self.dao.page(size, before_id)

    @reading
    def preview(self, module: str, id: int) -> Reach:
        """What an erasure would reach, and what holds it up."""
        return self.reach(module, id)

    def reach(self, name: str, id: int) -> Reach:
        """Everything that points at the person, and at what belongs to it; in the transaction under way."""
        if name not in ROOTS:
            raise NotFound()
        row = self.records(name).get(id)
        if name == "account" and row.kind != "person":
            raise Invalid(record=Words("This is a company. Only a person’s data is erased: its contacts one by one."))
        own: Ids = {name: {id}}
        shared: Ids = {}
        accounts = {id} if name == "account" else set()
        waiting = {name: [id]}
        while waiting:
            fresh: Ids = {}
            for one in self.dao.pointing(waiting):
                belongs = bool(one.beside) or one.account_id is None or one.account_id in accounts
                if not belongs:
                    shared.setdefault(one.module, set()).add(one.id)
                elif one.id not in own.setdefault(one.module, set()):
                    own[one.module].add(one.id)
                    fresh.setdefault(one.module, set()).add(one.id)
            waiting = {known: sorted(ids) for known, ids in fresh.items()}
            if sum(len(ids) for ids in own.values()) > MOST:
                raise Invalid(record=Words("More than {n} records belong to it; that is too much for one erasure.", n=MOST))
        own, shared = {name: ids for name, ids in own.items() if ids}, {name: ids - own.get(name, set()) for name, ids in shared.items()}
        held = self.holds.held([id for ids in own.values() for id in ids])
        return Reach(modules()[name], row, own, {name: ids for name, ids in shared.items() if ids}, list(held.values()))

    @transactional
    def erase(self, module: str, id: int, ground: str) -> int:
        """Erase the person; gives the number of the erasure. Invalid while a record of it is held."""
        if not current.actor().may("privacy.remove"):
            raise Forbidden()
        if ground not in GROUNDS:
            raise Invalid(ground=Words("Please choose one."))
        found = self.reach(module, id)
        if found.holds:
            raise Invalid(record=self.holds.why(found.holds[0]))
        with current.acting(actor=current.everyone(), reason="", source="erasure"):
            people = [row for name in ROOTS for row in self.rows(name, found.own.get(name, ()))]
            signers = self.rows("quote", found.own.get("quote", ()))
            contents = self.dao.digests(found.ids)
            self._blank(found)
            self._black_out(found, needles(people, IDENTIFYING))
            self.dao.merge_words()
            self._forget(found, needles([*people, *signers], ALONE))
            counts = {name: len(ids) for name, ids in found.own.items()}
            (number,) = self.writer.sequence.take()
            self.writer.journal.store("erasure", "create", f"#{number}", [Change("erasure", number, 1, None, {"ground": ground} | counts)])
        self.dao.insert(number, current.now(), current.actor().id, module, id, ground, counts)
        self.security.note("erasure", None, n=len(found.ids), number=number)
        self.db.after_commit(lambda: self._files(contents))
        return number

    def rows(self, name: str, ids: Iterable[int]) -> list[Any]:
        """The rows, also those out of sight."""
        dao, wanted = self.records(name).records, sorted(ids)
        return [*dao.find(wanted), *dao.find(wanted, removed=True)] if wanted else []

    # Rows and what follows from them ---------------------------------------------

    def _blank(self, found: Reach) -> None:
        for name, ids in found.own.items():
            module, wanted = modules()[name], sorted(ids)
            hidden = set(self.dao.hidden(module, wanted))
            self.dao.blank(module, wanted)
            rows = self.rows(name, wanted)
            self.writer.search.put(module, rows)
            self.writer.search.move([row for row in rows if row.id in hidden], removed=True)
            if TREATMENT[name] == ERASE and (seen := [row for row in rows if row.id not in hidden]):
                self.writer.remove(module, self.records(name).records, seen, "erase")
        gone = found.of(ERASE, BLANK)
        for empty in (
            self.dao.empty_files, self.dao.empty_visits, self.dao.empty_places, self.dao.empty_submissions, self.dao.empty_comments,
            self.dao.empty_links, self.dao.empty_views, self.dao.empty_decisions, self.dao.empty_moves,
        ):  # fmt: skip
            empty(gone)
        everything = found.ids
        for forget in (
            self.dao.empty_handovers, self.dao.empty_problems, self.dao.drop_drafts, self.dao.drop_keys, self.dao.drop_choices,
            self.dao.drop_pairs,
        ):  # fmt: skip
            forget(everything)
        self.dao.drop_notices([f"{modules()[name].path}/{id}" for name, ids in found.own.items() for id in ids])

    def _black_out(self, found: Reach, known: list[str]) -> None:
        for name, ids in found.shared.items():
            module, wanted = modules()[name], sorted(ids)
            for needle in known:
                self.dao.black_out(module, wanted, needle)
            rows, hidden = self.rows(name, wanted), set(self.dao.hidden(module, wanted))
            self.writer.search.put(module, rows)
            self.writer.search.move([row for row in rows if row.id in hidden], removed=True)
        items = self.dao.items(sorted(id for ids in found.shared.values() for id in ids))
        self._erase([one for one in items if any(needle in (one.before or "") + (one.after or "") for needle in known)], [])

    # What was said of them ---------------------------------------------

    def _forget(self, found: Reach, alone: list[str]) -> None:
        items = [one for one in self.dao.items(found.ids) if _goes(one)]
        likes = [contained(one) for one in alone]
        items += [one for like in likes for one in self.dao.naming(like)]
        kept = {name for name, fate in TREATMENT.items() if fate == KEEP}
        sets = self.dao.sets(sorted({one.change_set_id for one in items if one.module not in kept}))
        sets += [one for like in likes for one in self.dao.titled(like)]
        self._erase(items, sets)
        self.dao.empty_deliveries(sorted({one.change_set_id for one in items}))
        rows = [{"like": like} for like in likes]
        for naming in (
            self.dao.notices_naming, self.dao.drafts_naming, self.dao.forms_naming, self.dao.jobs_naming, self.dao.problems_naming,
            self.dao.submissions_naming, self.dao.deliveries_naming, self.dao.walks_naming, self.dao.lines_naming,
        ):  # fmt: skip
            naming(rows)

    def _erase(self, items: list[ChangeItem], sets: list[Said]) -> None:
        """What is left of each is its digest, so the chain can be followed as before."""
        known = {(one.change_set_id, one.position): one for one in items}
        self.dao.erase_items([
            {
                "change_set_id": one.change_set_id, "position": one.position,
                "erased": item_digest(vars(one) | {"before": recanonical(one.before), "after": recanonical(one.after)}),
            }
            for one in known.values()
        ])  # fmt: skip
        self.dao.erase_sets([{"id": id, "erased": said_digest(one.title, one.reason)} for id, one in {one.id: one for one in sets}.items()])

    def _files(self, contents: list[str]) -> None:
        for digest in contents:
            self.store.drop(digest)
        self.exports.forget()


def _goes(item: ChangeItem) -> bool:
    """Of what is kept, the history of the document stays as well."""
    if TREATMENT.get(item.module) != KEEP or item.field is None:
        return True
    return item.field in written(modules()[item.module]) or item.field.startswith(PREFIX)

"""A person's erasure: everything that is kept of a contact, a lead or a personal customer goes, wherever it stands."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.erasure import ErasureDao
from crm.dao.sales.erasure_mention import ErasureMentionDao
from crm.domain.kit.module import Module, modules
from crm.domain.kit.pinyin import sort_key
from crm.domain.platform.journal import Change, marks_digest
from crm.domain.sales.erasure import (
    ALONE,
    BLANK,
    ERASE,
    GROUNDS,
    IDENTIFYING,
    ROOTS,
    STARRED,
    TEXTS,
    TREATMENT,
    VIEW,
    WAY,
    Erasure,
    Known,
    Reach,
    former,
    needles,
)
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.customer.export_file import ExportFileService
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.security import SecurityService
from crm.service.sales.erasure_mention import ErasureMentions, Ids
from crm.service.sales.erasure_trace import ErasureTrace
from crm.service.sales.legal_hold import LegalHoldService

MOST = 20_000


class ErasureService:
    def __init__(
        self, db: Database, dao: ErasureDao, mentions: ErasureMentionDao, kit: Kit, records: Callable[[str], Any],
        holds: LegalHoldService, store: FileStore, exports: ExportFileService, security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.writer = kit.writer
        self.records = records
        self.holds = holds
        self.store = store
        self.exports = exports
        self.security = security
        self.mentions = ErasureMentions(mentions)
        self.trace = ErasureTrace(dao)

    @reading
    def page(self, size: int, before_id: int | None = None) -> list[Erasure]:
        """What was erased, newest first."""
        return self.dao.page(size, before_id)

    @reading
    def preview(self, module: str, id: int) -> Reach:
        """What an erasure would reach, what mentions the person beside that, and what holds it up."""
        found = self.reach(module, id)
        with current.acting(actor=current.everyone()):  # counts alone are told of what the actor may not see
            mentioned = self.mentions.of(found, self._known(found))
        linked = {name: ids - found.shared.get(name, set()) for name, ids in mentioned.items()}
        return replace(found, mentioned={name: ids for name, ids in linked.items() if ids})

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
        if homes := self.dao.homes(sorted(own.get("household_member", ()))):
            shared["household"] = set(homes)  # it is called by its people, and stays for the others
        held = self.holds.held([id for ids in own.values() for id in ids])
        return Reach(modules()[name], row, own, {name: ids for name, ids in shared.items() if ids}, tuple(held.values()))

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
            known = self._known(found)
            mentioned = self.mentions.of(found, known)
            contents = self.dao.digests(found.ids)
            (number,) = self.writer.sequence.take()
            self._blank(found)
            self._gone(found)
            self._black_out(found, known, mentioned, number)
            self.dao.merge_words()
            self.trace.forget(found, known, number)
            self.dao.drop_forms(current.now())
            self.dao.drop_sealed_jobs()
            self.dao.drop_sealed_exports()
        self._keep(number, module, id, ground, found)
        self.db.after_commit(lambda: self._files(contents))
        return number

    @transactional
    def anonymise(self, module: str, ids: list[int], ground: str) -> int:
        """Take what people wrote of these records, which stay with amounts, days and states; gives the number of the erasure.
        Whoever asks has left out what is held."""
        if not current.actor().may("privacy.remove"):
            raise Forbidden()
        found = Reach(modules()[module], None, {module: set(ids)}, {})
        with current.acting(actor=current.everyone(), reason="", source="erasure"):
            (number,) = self.writer.sequence.take()
            self._blank(found)
            self.dao.merge_words()
            self.trace.forget(found, Known([], []), number)
        self.dao.put_anonymised([{"record_id": id, "erasure_id": number} for id in ids])
        self._keep(number, module, 0, ground, found)
        return number

    def _keep(self, number: int, module: str, id: int, ground: str, found: Reach) -> None:
        """The fact: in the journal with a digest over all marks, so that no mark can be added or taken away later."""
        counts = {name: len(ids) for name, ids in found.own.items()}
        told = {"ground": ground, "digest": marks_digest(self.dao.marks(number))} | counts
        with current.acting(source="erasure"):
            self.writer.journal.store("erasure", "create", f"#{number}", [Change("erasure", number, 1, None, told)])
        self.dao.insert(number, current.now(), current.actor().id, module, id, ground, counts)
        self.security.note("erasure", None, n=len(found.ids), number=number)

    def _known(self, found: Reach) -> Known:
        """By what is written now, and by what the journal says that was written before."""
        said = {name: found.own.get(name, set()) for name in (*ROOTS, "quote")}
        items = self.dao.items(sorted(id for ids in said.values() for id in ids))
        told = {name: [vars(row) for row in self.rows(name, ids)] for name, ids in said.items()}
        for name in said:
            told[name] += former([one for one in items if one.module == name])
        people = [one for name in ROOTS for one in told[name]]
        return Known(needles(people, IDENTIFYING), needles([*people, *told["quote"]], ALONE))

    def rows(self, name: str, ids: Iterable[int]) -> list[Any]:
        """The rows, also those out of sight."""
        dao, wanted = self.records(name).records, sorted(ids)
        seen = dao.find(wanted) if wanted else []
        hidden = sorted({*wanted} - {row.id for row in seen})
        return [*seen, *(dao.find(hidden, removed=True) if hidden else ())]

    # Rows and what follows from them ---------------------------------------------

    def _blank(self, found: Reach) -> None:
        for name, ids in found.own.items():
            module, wanted = modules()[name], sorted(ids)
            hidden = set(self.dao.hidden(module, wanted))
            self.dao.blank(module, wanted)
            rows = self.rows(name, wanted)
            self.writer.added.keep(module, rows)
            self._index(module, rows, hidden)
        gone = found.of(ERASE, BLANK)
        for empty in (
            self.dao.empty_files, self.dao.empty_visits, self.dao.empty_places, self.dao.empty_submissions, self.dao.empty_comments,
            self.dao.empty_links, self.dao.empty_views, self.dao.empty_decisions, self.dao.empty_moves,
        ):  # fmt: skip
            empty(gone)
        everything = found.ids
        for forget in (
            self.dao.empty_handovers, self.dao.empty_problems, self.dao.drop_drafts, self.dao.drop_pairs,
        ):  # fmt: skip
            forget(everything)
        self.dao.drop_notices([f"{modules()[name].path}/{id}" for name, ids in found.own.items() for id in ids], everything)

    def _index(self, module: Module, rows: list[Any], hidden: set[int]) -> None:
        """The order by title and the search follow what is left."""
        self.dao.resort(module, [{"id": row.id, "sort_key": sort_key(module.title(row))} for row in rows])
        self.writer.search.put(module, rows)
        self.writer.search.show([row for row in rows if row.id in hidden], gone=True)

    def _gone(self, found: Reach) -> None:
        """What is erased goes out of sight as well."""
        for name, ids in found.own.items():
            if TREATMENT[name] == ERASE and (seen := self.records(name).records.find(sorted(ids))):
                self.writer.remove(modules()[name], self.records(name).records, seen, "erase")

    def _black_out(self, found: Reach, known: Known, mentioned: Ids, number: int) -> None:
        """Names go out of what is linked to the person; phones, mails and numbers out of the texts of all other records too."""
        self._stars(found.shared, known.names, STARRED, number)
        self._stars({name: ids for name, ids in mentioned.items() if name not in (VIEW, WAY)}, known.alone, TEXTS, number)
        self.mentions.unlook(mentioned, known.alone)

    def _stars(self, reached: Ids, known: list[str], kinds: tuple[str, ...], number: int) -> None:
        for name, ids in reached.items():
            module, wanted = modules()[name], sorted(ids)
            self.mentions.star(module, wanted, known, kinds)
            self._index(module, self.rows(name, wanted), set(self.dao.hidden(module, wanted)))
        self.trace.star(sorted(id for ids in reached.values() for id in ids), known, number)

    def _files(self, contents: list[str]) -> None:
        for digest in contents:
            self.store.drop(digest)
        self.exports.forget()

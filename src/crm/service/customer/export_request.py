"""Large exports: asked for with a reason, approved where they are very large, made by a job in the name of who asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.customer.export_request import ExportRequestDao
from crm.domain.customer.export_request import MODULE, MOST, ExportRequest, ExportRequestDraft, Terms, counted_to, terms
from crm.domain.kit.field import changed
from crm.domain.kit.filter import Query, as_json
from crm.domain.platform.approval_flow import MODULE as FLOWS
from crm.domain.platform.export import reasoned
from crm.errors import Invalid
from crm.language import Words, say, say_many
from crm.service.customer.export_file import ExportFileService
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.approval_course import ApprovalCourse
from crm.service.platform.journal_export import LOGS, kept
from crm.service.platform.journal_export import MOST as LONGEST_LOG
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService


class ExportRequestService(RecordService[ExportRequest, ExportRequestDraft]):
    def __init__(
        self, kit: Kit, records: ExportRequestDao, files: ExportFileService, course: ApprovalCourse, settings: SettingService,
        users: UserService,
    ):  # fmt: skip
        super().__init__(kit, records)
        self.files = files
        self.course = course
        self.settings = settings
        self.users = users

    @reading
    def terms(self, module: str, query: Query, ids: list[int] | None = None) -> Terms:
        """What is asked of the actor before he gets what the query finds, or these records."""
        return self._terms(lambda most: self._found(module, query, ids, most))

    def _terms(self, count: Callable[[int], int]) -> Terms:
        """Of as many as `count` finds, which counts no further than it is told to."""
        reason, approval = self.settings.get("export_reason"), self.settings.get("export_approval")
        found = terms(count(counted_to(reason, approval)), reason, approval)
        alone = self._decides() and not self.course.flows.is_about(MODULE.name)
        return replace(found, approval=found.approval and not alone)

    @staticmethod
    def _decides() -> bool:
        """Whoever administers approvals asks nobody, where no flow says whom."""
        return current.actor().may(FLOWS.permission("edit"))

    def _found(self, module: str, query: Query, ids: list[int] | None, most: int) -> int:
        return len(set(ids)) if ids is not None else self.files.exports.records(module).count(query, most, "export")

    @transactional
    def ask(
        self, module: str, kind: str, query: Query, names: tuple[str, ...] = (), ids: list[int] | None = None, reason: str = ""
    ) -> ExportRequest:
        """The export, whose job is under way or waits for approval. Raises Invalid(reason=…) where the terms ask for one."""
        described = self.files.exports.check(module, kind).module
        asked, found = self.terms(module, query, ids), self._found(module, query, ids, MOST)
        said = say_many("{n} record", "{n} records", found)
        return self._asked(module, kind, f"{say(described.plural)} · {kind.upper()} · {said}", found, asked, reason, {
            "filter": as_json(query.filter), "sort": str(query.sort), "words": query.words, "names": list(names), "ids": ids,
        })  # fmt: skip

    @reading
    def log_terms(self, log: str, criteria: Mapping[str, Any]) -> Terms:
        """What is asked of the actor before he gets so much of the journal or of the security events: the same as of records."""
        return self._terms(lambda most: self.files.logs.count(log, criteria, most))

    @transactional
    def ask_log(self, log: str, kind: str, criteria: Mapping[str, Any], reason: str = "") -> ExportRequest:
        """A part of the journal or of the security events, under the same terms. Raises Invalid(file=…) where it is too long."""
        asked, found = self.log_terms(log, criteria), self.files.logs.count(log, criteria, LONGEST_LOG + 1)
        if found > LONGEST_LOG:
            words = Words("This would be more than {most} rows. Please look for less, such as a span of days.", most=f"{LONGEST_LOG:,}")
            raise Invalid(file=words)
        name = f"{say(LOGS[log])} · {kind.upper()} · {say_many('{n} row', '{n} rows', found)}"
        return self._asked(log, kind, name, found, asked, reason, {"criteria": kept(criteria), "ids": None})

    def _asked(self, module: str, kind: str, name: str, found: int, asked: Terms, reason: str, wanted: dict[str, Any]) -> ExportRequest:
        said = reasoned(reason, asked.reason)
        draft = ExportRequestDraft.parse({
            "name": name, "module": module, "form": kind, "found": found, "reason": said,
            "state": "waits" if asked.approval else "approved",
        })  # fmt: skip
        with current.acting(reason=said):  # a flow that is begun by this shows it to whoever decides
            row = ExportRequest(**draft.values(), wanted=self.files.sealed(wanted))
            (made,) = self.writer.insert(self.module, self.records, [self._owned(row)])
            return self._waiting(made, said) if asked.approval else self._made(made)

    def _waiting(self, row: ExportRequest, reason: str) -> ExportRequest:
        """Where no flow fits, whoever administers approvals decides."""
        if self.guarded([(None, row)]):
            return row
        if not self._decides():
            self.course.begin(MODULE, row, None, reason)
            return row
        wanted = changed(row, state="approved")
        self.writer.update(self.module, self.records, [(row, wanted)])
        return self._made(wanted)

    def written(self, rows: list[Any]) -> None:
        """What was approved is made from now on."""
        for row in rows:
            if row.state == "approved":
                self._made(row)

    def _made(self, row: ExportRequest) -> ExportRequest:
        """By a job of whoever asked; somebody who has left gets no file."""
        actor = self.users.actor(row.owner_id) if row.owner_id else None
        if actor is not None:
            with current.acting(actor=actor):
                self.files.begin(row)
        return row

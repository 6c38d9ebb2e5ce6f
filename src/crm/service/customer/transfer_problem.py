"""What was wrong with which line of an import: kept, told, and given back as a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crm.dao.customer.transfer import TransferDao
from crm.dao.kit.database import Database
from crm.domain.customer.transfer import ImportRun, Item, Problem, pack, unpack
from crm.domain.kit.veil import encrypted_of
from crm.language import Words, say
from crm.service.customer.transfer_plan import Plan
from crm.service.customer.transfer_read import OpenRun, lines
from crm.service.kit.transaction import reading
from crm.service.platform.file_seal import FileSeal

PAGE = 5000
UNSEEN = ("failed", "skipped")


class TransferProblems:
    """The problems of an import."""

    db: Database
    transfers: TransferDao
    seals: FileSeal

    def opened(self, run: ImportRun) -> OpenRun:
        """The import with what its upload is read by."""
        return OpenRun(**vars(run), upload=self.seals.opened(Path(run.path)))

    def problem_rows(self, run: ImportRun, plan: Plan, item: Item) -> list[dict[str, Any]]:
        """What is to be told about one line."""
        shut = encrypted_of(plan.module)
        told = [
            (item.outcome, plan.heading(name) or _label(plan, name), "" if name in shut else plan.said(name, item), why)
            for name, why in item.wrong.items()
        ]
        if item.outcome == "skipped" and item.why:
            told.append(("skipped", "", "", item.why))
        if item.note:
            told.append(("noted", "", "", item.note))
        extra = [text for cell in item.cells[len(run.header) :] if (text := str(cell).strip())]
        if extra:
            words = Words("This row goes on beyond the last column of the header: {cells}", cells=", ".join(extra)[:100])
            told.append(("noted", "", "", words))
        record_id = item.base.id if item.base else None
        return [
            {"run_id": run.id, "line": item.line, "position": at, "outcome": outcome, "header": header, "value": value.replace("\0", ""),
             "reason": pack(why), "record_id": record_id}
            for at, (outcome, header, value, why) in enumerate(told)
        ]  # fmt: skip

    @reading
    def problems(self, run: ImportRun, outcomes: tuple[str, ...], size: int) -> list[Problem]:
        return self.transfers.problems(run.id, -1, -1, list(outcomes), size)

    @staticmethod
    def problem_heading(header: list[str]) -> str:
        """A name for the column of problems that the file does not have yet."""
        name = say("Problem")
        while name.casefold() in {known.casefold() for known in header}:
            name += "*"
        return name

    def problem_file(self, run: ImportRun, outcomes: tuple[str, ...] = UNSEEN) -> tuple[list[str], Iterator[list[Any]]]:
        """The header and the lines that were not taken, as they stood in the file, each with the reason."""
        return [*run.header, self.problem_heading(run.header)], self._problem_lines(run, outcomes)

    def _problem_lines(self, run: ImportRun, outcomes: tuple[str, ...]) -> Iterator[list[Any]]:
        told = self._told(run, outcomes)
        line, reason = next(told, (0, ""))
        width = len(run.header)
        for at, cells in lines(self.opened(run)) if line else ():
            if at == line:
                yield [*cells[:width], reason]
                line, reason = next(told, (0, ""))

    def _told(self, run: ImportRun, outcomes: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """(line, its reasons as one text), in the order of the file."""
        after, line = (-1, -1), 0
        reasons: list[str] = []
        while page := self._problems_after(run, after, outcomes):
            for problem in page:
                if problem.line != line and line:
                    yield line, "; ".join(reasons)
                    reasons = []
                line = problem.line
                said = unpack(problem.reason).said()
                reasons.append(f"{problem.header}: {said}" if problem.header else said)
            after = (page[-1].line, page[-1].position)
        if line:
            yield line, "; ".join(reasons)

    @reading
    def _problems_after(self, run: ImportRun, after: tuple[int, int], outcomes: tuple[str, ...]) -> list[Problem]:
        return self.transfers.problems(run.id, *after, list(outcomes), PAGE)


def _label(plan: Plan, name: str) -> str:
    field = plan.module.draft.fields.get(name)
    return say(field.label) if field else ""

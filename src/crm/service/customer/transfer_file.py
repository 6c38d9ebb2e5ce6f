"""The uploaded file of an import: kept, looked into, mapped, and given back with what was wrong in it."""

import secrets
import shutil
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from crm import current
from crm.dao.customer.transfer import TransferDao
from crm.dao.kit.database import Database
from crm.domain.customer.transfer import BUSY, DRAFT, PREPARED, Fixes, ImportRun, Options, targets, with_fixes
from crm.domain.customer.transfer_guess import guess, guess_region
from crm.domain.customer.transfer_ready import recognised
from crm.domain.kit.module import Module
from crm.domain.kit.veil import encrypted_of
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.customer.transfer_plan import PHONES, Plan
from crm.service.customer.transfer_problem import UNSEEN, TransferProblems
from crm.service.customer.transfer_read import lines, planned
from crm.service.kit.sheet import Sheet, open_sheet
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_seal import FileSeal

MAKERS = ("contact", "user")  # lines of these make what they name, unless somebody says otherwise
SAMPLE = 20
GUESSED_OVER = 200


class TransferFiles(TransferProblems):
    """What can be done with an import while nothing of it is written yet, and with its problems afterwards."""

    def __init__(self, db: Database, transfers: TransferDao, records: Any, seals: FileSeal, folder: Path, most: int):
        self.db = db
        self.transfers = transfers
        self.records = records
        self.seals = seals
        self.folder = folder
        self.most = most

    def module(self, name: str) -> Module:
        """A module that takes imports, when the actor may import there."""
        service = self.records(name)
        if not service.module.importable:
            raise NotFound()
        for verb in ("import", "create"):
            service.require(verb)
        return service.module

    def upload(self, module: str, stream: IO[bytes], name: str) -> ImportRun:
        """Keep the file and guess how it is to be read. What is no table raises Invalid(file=…) and is not kept."""
        described = self.module(module)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / secrets.token_hex(16)
        try:
            with self.seals.created(path) as kept:
                shutil.copyfileobj(stream, kept, 1 << 20)
            sheet = open_sheet(self.seals.opened(path))
            return self._store(described, path, name, sheet)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @transactional
    def _store(self, module: Module, path: Path, name: str, sheet: Sheet) -> ImportRun:
        """The mapping is guessed, or that of an earlier import of the same columns."""
        actor = current.actor()
        source = "vcard" if sheet.kind == "vcf" else recognised(module.name, sheet.header)
        own, theirs = self._guessed(module, sheet, ""), self._guessed(module, sheet, source)
        if sum(map(bool, own)) > sum(map(bool, theirs)):
            source, theirs = "", own  # a heading of theirs stands in a table of somebody's own
        mapping = self._known_mapping(module, sheet.header) or theirs
        options = Options(region=self._region(module, sheet, mapping), create_companies=module.name in MAKERS, source=source)
        run = ImportRun(
            self.records(module.name).writer.sequence.take()[0], module.name, name.replace("\0", "")[:200] or "-", str(path), sheet.kind,
            sheet.encoding, sheet.delimiter, sheet.name, sheet.names, sheet.header, mapping, vars(options), {}, DRAFT, sheet.estimated_rows,
            0, 0, 0, 0, 0, 0, None, actor.id, None, current.now(), None, None,
        )  # fmt: skip
        self.transfers.insert(run)
        return run

    @staticmethod
    def _guessed(module: Module, sheet: Sheet, source: str) -> list[str]:
        rows: list[list[Any]] = []
        with suppress(Invalid):  # a line that cannot be read is told by whoever reads the file, not by a guess
            rows.extend(found for _, found in islice(sheet.rows(), GUESSED_OVER))
        cells = [[str(row[at]) for row in rows if at < len(row)] for at in range(len(sheet.header))]
        return guess(module, sheet.header, current.actor().may(module.permission("assign")), source, cells)

    def _known_mapping(self, module: Module, header: list[str]) -> list[str] | None:
        """A file of problems that was put right has one column more than the file it came from."""
        for known in self.transfers.page(current.actor().id, 20, module_name=module.name):
            if header in (known.header, [*known.header, self.problem_heading(known.header)]):
                return [*known.mapping, *[""] * (len(header) - len(known.header))]
        return None

    @staticmethod
    def _region(module: Module, sheet: Sheet, mapping: list[str]) -> str:
        fields = module.draft.fields
        columns = [at for at, name in enumerate(mapping) if name in fields and fields[name].kind_name in PHONES]
        if not columns:
            return "CN"
        cells = (str(found[at]) for _, found in islice(sheet.rows(), GUESSED_OVER) for at in columns)
        return guess_region(said for cell in cells for said in cell.split("\n"))

    @reading
    def get(self, id: int) -> ImportRun:
        """One's own import. Its file is where our data is now, wherever that was when the file came: see `crm restore --into`."""
        found = self.transfers.get(id, current.actor().id)
        if found is None:
            raise NotFound()
        return replace(found, path=str(self.folder / Path(found.path).name))

    def sample(self, run: ImportRun) -> list[tuple[int, list[Any]]]:
        """The first lines of the file."""
        return list(islice(lines(self.opened(run)), SAMPLE))

    def plan(self, run: ImportRun, derives: bool = False) -> Plan:
        self.module(run.module)
        return planned(run, derives)

    def set_up(
        self, id: int, mapping: list[str] | None, options: dict[str, Any], fixes: Fixes | None = None, **reading_: str | None
    ) -> ImportRun:
        """Say how the file is read: mapping (None: guess anew), options, cells put right, and encoding, delimiter or sheet."""
        run = self.get(id)
        module = self.module(run.module)
        if run.state not in PREPARED:
            raise Invalid(state=Words("This import is in another state now. Please look again."))
        changed = {name: value for name, value in reading_.items() if value and value != getattr(run, name)}
        sheet = self.opened(run).sheet_as(**changed) if changed else None
        header = sheet.header if sheet else run.header
        chosen = Options.parse(options)
        if mapping is None or header != run.header or chosen.source != run.options.get("source", ""):
            mapping = self._guessed(module, sheet or self.opened(run).sheet_as(), chosen.source)
        known = {*targets(module), ""}
        if len(mapping) != len(header) or not set(mapping) <= known:
            raise Invalid(mapping=Words("Please choose one from the list."))
        shut = {str(at) for at, name in enumerate(mapping) if name in encrypted_of(module)}
        self._read_as(run, sheet, header, mapping, vars(chosen), {} if header != run.header else with_fixes(run, fixes or {}, shut))
        return self.get(id)

    @transactional
    def _read_as(
        self, run: ImportRun, sheet: Sheet | None, header: list[str], mapping: list[str], options: dict[str, Any], fixes: Fixes
    ) -> None:
        encoding, delimiter, name = (sheet.encoding, sheet.delimiter, sheet.name) if sheet else (run.encoding, run.delimiter, run.sheet)
        estimated = sheet.estimated_rows if sheet else run.estimated
        self.transfers.read_as(
            run.id, header=header, mapping=mapping, options=options, fixes=fixes, estimated=estimated, encoding=encoding,
            delimiter=delimiter, sheet=name,
        )  # fmt: skip

    # Letting go -------------------------------------------------------------------

    def tidy_file(self, run: ImportRun) -> None:
        """People's data is not kept longer than the file is of use: for giving back the lines with problems."""
        if not self.problems(run, UNSEEN, 1):
            Path(run.path).unlink(missing_ok=True)

    def discard(self, id: int) -> None:
        """Forget an import and its file; what it wrote stays."""
        run = self.get(id)
        if run.state in BUSY:
            raise Invalid(state=Words("This import is in another state now. Please look again."))
        self._drop(run)
        Path(run.path).unlink(missing_ok=True)

    @transactional
    def _drop(self, run: ImportRun) -> None:
        self.transfers.drop(run.id)

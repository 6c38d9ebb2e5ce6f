"""Lines of documents: read and written whole, guarded by the document they belong to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm.dao.sales.line import LineDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.kit.money import LARGEST
from crm.domain.platform.journal import Outcome
from crm.domain.sales.line import Line, LineDraft, LinesChanged, LinesComing, totals, worked_out
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.discount_request import DiscountRequestService
from crm.service.sales.offer import OfferService, currency_of

MOST = 200
Raw = Mapping[str, Any]


class LineService(RecordService[Line, LineDraft]):
    """Whoever may see a document sees its lines, whoever may edit it writes them."""

    records: LineDao

    def __init__(
        self,
        kit: Kit,
        records: LineDao,
        of: Callable[[str], RecordService[Any, Any]],
        offer: OfferService,
        requests: DiscountRequestService,
    ):
        super().__init__(kit, records)
        self.requests = requests
        self.documents = of
        self.offer = offer

    @reading
    def get(self, id: int) -> Line:
        """A line of a document that may be seen."""
        if not self.may("view", line := super().get(id)):
            raise NotFound()
        return line

    @reading
    def of(self, module: str, id: int) -> list[Line]:
        """The lines of a document in their order; NotFound when it may not be seen."""
        return self.on(module, self.documents(module).get(id))

    @reading
    def on(self, module: str, document: Any) -> list[Line]:
        """The lines of a document that the caller has read."""
        return self.records.of(module, document.id, MOST)

    @reading
    def filled(self, module: str, id: int, given: Sequence[Raw]) -> list[dict[str, Any]]:
        """Typed lines with what the product says where nothing was typed: price for this customer and quantity, unit, tax."""
        return self.offer.fill(self.documents(module).get(id), given)

    @transactional
    def put(self, module: str, id: int, given: Sequence[Raw], stamp: str | None = None, agreed: bool = False) -> list[Line]:
        """Make these the lines of the document: typed values, each with the `id` of the line it was.

        Raises Invalid with "0.quantity" for the first line; for "lines" when somebody wrote them since `stamp`, or the document's
        module refuses them, which hears LinesComing before and LinesChanged after. All of it is undone as one. `agreed`: the
        module itself writes them.
        """
        service = self.documents(module)
        document = service.get(id)
        service.check_record("edit", document)
        self._check_open(service, [document])
        before = self.records.of(module, id, MOST)
        if stamp is not None and stamp != stamp_of(before):
            raise Invalid(lines=Words("Somebody else changed these lines meanwhile. Saving again replaces what he wrote."))
        if len(given) > MOST:
            raise Invalid(lines=Words("At most {n} lines are possible.", n=MOST))
        known = {line.id: line for line in before}
        wanted = self.requests.held(self._read(document, module, given, known), known)
        self.writer.events.publish(LinesComing(module, document, tuple(wanted), agreed))
        with self.writer.together():
            self._write(before, wanted)
            found = self.records.of(module, id, MOST)
            self.requests.follow(module, document, found)
            self.tell(module, id, document, found)
        return found

    @staticmethod
    def _check_open(service: RecordService[Any, Any], documents: Sequence[Any]) -> None:
        """Lines of a document that waits for a decision stay as they are."""
        for locked in service.guarded([(None, document) for document in documents]).values():
            raise Invalid(lines=next(iter(locked.fields.values())))

    def _read(self, document: Any, module: str, given: Sequence[Raw], before: Mapping[int, Line]) -> list[Line]:
        lines, refused = [], dict[str, Words]()
        currency, filled = currency_of(document), self.offer.fill(document, given)
        categories = self.offer.categories(filled)
        for at, raw in enumerate(filled):
            base = before.get(int(raw.get("id") or 0))
            typed = {name: value for name, value in raw.items() if name in LineDraft.own and name != "approval"}
            typed |= {"module": module, "record_id": document.id, "position": at, "currency": currency}
            try:
                values = LineDraft.parse(typed, base=base).values()
            except Invalid as no:
                refused |= {f"{at}.{name}": why for name, why in no.fields.items()}
                continue
            row = replace(base, **values) if base else self._owned(Line(**values))
            lines.append(worked_out(replace(row, category_id=categories.get(row.product_id))))
        if refused:
            raise Invalid(refused)
        if totals(lines).total > LARGEST:
            raise Invalid(lines=Words("This amount is too large."))
        return lines

    def _write(self, before: Sequence[Line], wanted: Sequence[Line]) -> None:
        known = {line.id: line for line in before}
        kept = {line.id for line in wanted if line.id}
        if gone := [line for line in before if line.id not in kept]:
            self.writer.remove(self.module, self.records, gone)
        self.writer.update(self.module, self.records, [(known[line.id], line) for line in wanted if line.id])
        if new := [line for line in wanted if not line.id]:
            self.writer.insert(self.module, self.records, new)

    def copy(self, module: str, id: int, to: str, document: Any) -> list[Line]:
        """In the caller's transaction: make the lines of one document those of another, at the prices that were agreed, whatever the
        lists say by now. A line that was copied from one of the other's lines becomes that one again. The module of the other
        hears LinesComing and LinesChanged."""
        before = self.records.of(to, document.id, MOST)
        known = {line.id: line for line in before}
        wanted = [self._copied(line, known.get(line.source_id or 0), to, document.id) for line in self.records.of(module, id, MOST)]
        self.writer.events.publish(LinesComing(to, document, tuple(wanted), True))
        self._write(before, wanted)
        found = self.records.of(to, document.id, MOST) if before else wanted
        self.tell(to, document.id, document, found)
        return found

    def _copied(self, line: Line, base: Line | None, to: str, id: int) -> Line:
        if base:
            values = {name: getattr(line, name) for name in LineDraft.own}
            return worked_out(changed(base, **values | {"module": to, "record_id": id}))  # type: ignore[no-any-return]
        anew = {"id": 0, "version": 1, "module": to, "record_id": id, "created_at": None, "created_by": None, "updated_at": None}
        return changed(self._owned(line), source_id=line.id, **anew)  # type: ignore[no-any-return]

    def tell(self, module: str, id: int, document: Any, lines: Sequence[Line]) -> None:
        """In the caller's transaction: what the lines of the document come to now."""
        waiting = any(line.approval in ("waits", "refused") for line in lines)
        self.writer.events.publish(LinesChanged(module, id, currency_of(document), totals(lines), len(lines), waiting))

    # Undo ------------------------------------------------------------------

    def may(self, verb: str, record: Line) -> bool:
        """In the caller's transaction: what the document allows."""
        service = self.documents(record.module)
        found = service.find([record.record_id])
        return bool(found) and service.may("view" if verb == "view" else "edit", found[0])

    def require(self, verb: str) -> None:
        """Nobody is granted lines: the documents guard them."""

    def _allowed(self, ids: list[int], verb: str, outcome: Outcome) -> list[Any]:
        rows: list[Any] = list(self.records.find(ids))
        outcome.titles |= {row.id: row.name for row in rows}
        editable: set[tuple[str, int]] = set()
        for module, wanted in _by_module(rows).items():
            service = self.documents(module)
            editable |= {(module, one.id) for one in service.find(wanted) if service.may("view" if verb == "view" else "edit", one)}
        allowed = [row for row in rows if (row.module, row.record_id) in editable]
        outcome.refused |= {row.id: Words("You are not allowed to do this.") for row in rows if (row.module, row.record_id) not in editable}
        return allowed

    @listens(RecordsWritten)
    @transactional
    def keep(self, event: RecordsWritten) -> None:
        """After an undo: amounts follow from the values that are back, and the document hears of it."""
        if event.module != self.module.name or event.verb != "undo":
            return
        for module, ids in _by_module(self.records.documents(list(event.ids))).items():
            service = self.documents(module)
            documents = service.find(ids)
            if len(documents) < len(ids) or not all(service.may("edit", document) for document in documents):
                raise Forbidden()
            self._check_open(service, documents)
            self._worked_out(module, documents)

    def _worked_out(self, module: str, documents: Sequence[Any]) -> None:
        """Read together, for an import has lines of many documents; then told to each."""
        lines: dict[int, list[Line]] = {document.id: [] for document in documents}
        for line in self.records.of_all(module, sorted(lines)):
            lines[line.record_id].append(worked_out(line))
        for document in documents:
            self.writer.events.publish(LinesComing(module, document, tuple(lines[document.id]), False))
        self.records.set_amounts(
            [{"id": line.id, "net": line.net, "tax": line.tax, "total": line.total} for some in lines.values() for line in some]
        )
        for document in documents:
            self.requests.follow(module, document, lines[document.id])
            self.tell(module, document.id, document, lines[document.id])


def _by_module(places: Iterable[Any]) -> dict[str, list[int]]:
    """The documents that these lines belong to."""
    found: dict[str, set[int]] = {}
    for one in places:
        found.setdefault(one.module, set()).add(one.record_id)
    return {module: sorted(ids) for module, ids in found.items()}


def stamp_of(lines: Sequence[Line]) -> str:
    """Which versions somebody has seen."""
    return ",".join(f"{line.id}:{line.version}" for line in lines)

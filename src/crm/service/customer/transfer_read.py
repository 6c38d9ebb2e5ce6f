"""Reading the lines of an upload as a module's values, in the order in which they can be written."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from crm.domain.customer.transfer import FAMILY, GIVEN, OWNER, WHOLE, ImportRun, Item, Options, joined_name
from crm.domain.kit.company import company_key
from crm.domain.kit.derived import derive, keys
from crm.domain.kit.field import Field, made_of
from crm.domain.kit.handles import phone
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.sheet import Line, Sheet, open_sheet

PHONES = ("phone", "phones")
JOINED = {"text": " ", "long": "\n"}


def opened(run: ImportRun) -> Sheet:
    return open_sheet(run.path, encoding=run.encoding, delimiter=run.delimiter, sheet=run.sheet)


def planned(run: ImportRun, derives: bool) -> "Plan":
    return Plan(modules()[run.module], run.header, run.mapping, Options.parse(run.options), derives)


class Plan:
    """How the cells of a line become the values of a draft. Raises Invalid when the mapping cannot be used.

    `derives`: the lines are going to be written, not only looked at.
    """

    def __init__(self, module: Module, header: list[str], mapping: list[str], options: Options, derives: bool = False):
        self.module, self.header, self.options, self.derives = module, header, options, derives
        self.columns: dict[str, list[int]] = {}
        for column, name in enumerate(mapping):
            if name:
                self.columns.setdefault(name, []).append(column)
        self._check()
        fields = module.draft.fields
        named = [name for name in self.columns if name in fields]
        self.references = [name for name in named if fields[name].kind_name == "reference"]
        plain = [name for name in named if name not in self.references]
        local = [name for name in plain if fields[name].kind_name in PHONES and options.region != "CN"]
        self._single = [(n, self.columns[n][0]) for n in plain if len(self.columns[n]) == 1 and n not in local]
        self._several = [(fields[n], self.columns[n]) for n in plain if len(self.columns[n]) > 1 and n not in local]
        self._phones = [(fields[n], self.columns[n]) for n in local]
        self._links = [(name, self.columns[name][0]) for name in (*self.references, OWNER) if name in self.columns]
        self._parts = FAMILY in self.columns or GIVEN in self.columns
        self._must = {name: "" for name, field in fields.items() if field.required and not self._default(name)}

    def _default(self, name: str) -> Any:
        return self.module.draft._default(name)

    def _check(self) -> None:
        wrong: dict[str, Words] = {}
        fields = self.module.draft.fields
        for name, columns in self.columns.items():
            field = fields.get(name)
            if len(columns) > 1 and not (field and (field.kind.several or field.kind_name in JOINED)):
                label = Words(field.label) if field else name
                wrong[name] = Words("Only one column can be “{field}”.", field=label)
        if WHOLE in self.columns and (FAMILY in self.columns or GIVEN in self.columns):
            wrong[WHOLE] = Words("Choose either the whole name or its parts.")
        for name, field in fields.items():
            there = name in self.columns or (name == WHOLE and {FAMILY, GIVEN} & set(self.columns))
            if field.required and not self._default(name) and not there:
                wrong[name] = Words("Choose the column that is “{field}”.", field=Words(field.label))
        if wrong:
            raise Invalid(wrong)

    def heading(self, name: str) -> str:
        """The columns of a field as the file calls them."""
        columns = [*self.columns.get(name, ())]
        if name == WHOLE and self._parts:
            columns = [*self.columns.get(FAMILY, ()), *self.columns.get(GIVEN, ())]
        return ", ".join(self.header[column] for column in columns)

    def said(self, name: str, item: Item) -> str:
        """What the cells of a field say."""
        columns = self.columns.get(name) or [*self.columns.get(FAMILY, ()), *self.columns.get(GIVEN, ())] * (name == WHOLE)
        return ", ".join(str(item.cells[column]) for column in columns)[:500]

    def item(self, line: int, cells: list[Any]) -> Item:
        """The typed values of a line, or what is wrong with it. References are names until they are looked up."""
        item = Item(line, cells)
        item.raw = raw = self._raw(item)
        if not item.wrong:
            try:
                item.draft = self.module.draft.parse(raw)
            except Invalid as refusal:
                item.wrong = dict(refusal.fields)
                return item
            row = made_of(self.module.row, item.draft.values())
            item.derived = derive(self.module, row) if self.derives else None
            item.keys = item.derived.keys if item.derived else keys(self.module, row)
        return item

    def unpacked(self, packed: tuple[Any, ...]) -> Item:
        """The item that another process has packed."""
        line, cells, raw, values, names, wrong, found, derived = packed
        item = Item(line, cells, raw, None, names, {}, wrong, keys=found, derived=derived)
        if values is not None:
            item.draft = object.__new__(self.module.draft)
            vars(item.draft).update(values)
        return item

    def _raw(self, item: Item) -> dict[str, Any]:
        """What was written for each field; a field that is left blank keeps its default."""
        cells, raw = item.cells, dict(self._must)
        for name, column in self._single:
            if (cell := cells[column]) != "":
                raw[name] = cell
        for field, columns in self._several:
            if filled := [text for column in columns if (text := str(cells[column]).strip())]:
                raw[field.name] = JOINED.get(field.kind_name, "\n").join(filled)
        for field, columns in self._phones:
            self._local(field, columns, item, raw)
        if self._parts:
            family, given = (self._part(name, cells) for name in (FAMILY, GIVEN))
            raw[WHOLE] = joined_name(family, given)
        for name, column in self._links:
            if said := " ".join(str(cells[column]).split()):
                item.names[name] = said
        return raw

    def _part(self, name: str, cells: list[Any]) -> str:
        return " ".join(str(cells[column]).strip() for column in self.columns.get(name, ()))

    def _local(self, field: Field, columns: list[int], item: Item, raw: dict[str, Any]) -> None:
        """Phone numbers by the rules of the file's own country."""
        said = [text for column in columns if (text := str(item.cells[column]).strip())]
        parts = [part.strip() for text in said for part in (text.replace(";", ",").split(",") if field.kind.several else (text,))]
        try:
            numbers = [phone(part, self.options.region) for part in parts if part]
        except Refused as refusal:
            item.wrong[field.name] = refusal.words
            return
        if numbers:
            raw[field.name] = numbers if field.kind.several else numbers[0]


class Source:
    """The rows of a file in batches. Rows that others name as theirs above come first, level by level: a batch finds
    all that it refers to in the database. The order is the same every time."""

    def __init__(self, run: ImportRun, plan: Plan):
        self.run = run
        self.heads: frozenset[str] = frozenset()  # names that rows of the file are above others by
        own = [name for name in plan.references if plan.module.draft.fields[name].target == plan.module.name]
        if own and WHOLE in plan.columns:
            self._name, self._above = (partial(_key, plan.columns[name][0]) for name in (WHOLE, own[0]))
            self.heads = self._found()

    def _rows(self) -> Iterator[Line]:
        return opened(self.run).rows()

    def _found(self) -> frozenset[str]:
        names: set[str] = set()
        above: set[str] = set()
        for _, cells in self._rows():
            names.add(self._name(cells))
            above.add(self._above(cells))
        return frozenset(names & above - {""})

    def batches(self, size: int, skip: int) -> Iterator[list[Line]]:
        """Without the first `skip` rows."""
        for part in (*self._levels(), self._others()):
            feed = iter(part)
            skip -= sum(1 for _ in islice(feed, skip))
            while batch := list(islice(feed, size)):
                yield batch

    def _others(self) -> Iterator[Line]:
        return (line for line in self._rows() if self._name(line[1]) not in self.heads) if self.heads else self._rows()

    def _levels(self) -> list[list[Line]]:
        """The rows above others; the topmost level first."""
        if not self.heads:
            return []
        rows = [line for line in self._rows() if self._name(line[1]) in self.heads]
        above = {self._name(cells): self._above(cells) for _, cells in reversed(rows)}
        levels: dict[int, list[Line]] = {}
        for line in rows:
            levels.setdefault(_depth(self._name(line[1]), above), []).append(line)
        return [levels[depth] for depth in sorted(levels)]


def _key(column: int, cells: list[Any]) -> str:
    return company_key(str(cells[column]))


def _depth(name: str, above: dict[str, str]) -> int:
    """How many of the file stand above; those that stand above themselves are refused when they are written."""
    passed: set[str] = set()
    while name in above and name not in passed:
        passed.add(name)
        name = above[name]
    return len(passed)

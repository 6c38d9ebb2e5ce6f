"""An import: what was uploaded, how its columns are read, how far it got, and what was wrong with which line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from crm.domain.customer.transfer_ready import ready
from crm.domain.kit.derived import Derived
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import N_, Words

DRAFT, CHECKING, CHECKED, RUNNING, DONE, FAILED, UNDOING, UNDONE = STATES = (
    "draft", "checking", "checked", "running", "done", "failed", "undoing", "undone",
)  # fmt: skip
BUSY = (CHECKING, RUNNING, UNDOING)
PREPARED = (DRAFT, CHECKED)
ON_TWIN = ("skip", "update", "create")
REGIONS = ("CN", "HK", "TW", "MO", "US", "GB", "DE", "FR", "JP", "KR", "SG", "AU")
FAMILY, GIVEN, OWNER = "family", "given", "owner_id"
AUTHOR, CREATED = "created_by", "created_at"
GIVEN_OVER = (OWNER, AUTHOR, CREATED)  # what only those may set who may hand records over to others
MANAGER = "manager"  # of the department that a line about a person names
PARTS = {FAMILY: N_("Family name"), GIVEN: N_("Given name")}
WHOLE = "name"  # the field that the parts of a name are joined to
STREET, ZIP, COUNTRY, REMARK = "address", "zip", "country", "remark"
PLACE = ("province", "city", STREET, ZIP, COUNTRY)  # the parts of an address
HOME = ("中国", "中华人民共和国", "China", "CN", "PRC")  # a country that need not be said
MORE_PLACES = (2, 3)  # addresses of one line beside the first
LISTED = 1000  # problems that a page shows; the file has all of them
MOST_FIXES = 5000  # lines with cells put right; more than that is put right in the file
LONGEST_FIX = 5000
Fixes = dict[str, dict[str, str]]  # line -> column -> what is to be read instead of the cell


@dataclass(frozen=True)
class ImportRun:
    """One file on its way into one module. `position` counts the rows done, in the order they are taken."""

    id: int
    module: str
    file_name: str
    path: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: list[str]
    header: list[str]
    mapping: list[str]  # as many as columns: a field, a part of a name, or nothing
    options: dict[str, Any]
    fixes: dict[str, Any]  # Fixes
    state: str
    estimated: int
    position: int
    created: int
    updated: int
    skipped: int
    failed: int
    companies: int  # customers, departments and managers made because a row named them
    group_id: int | None
    actor_id: int
    error: list[Any] | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Problem:
    """Why one line was not taken as it stands: failed, skipped, or only noted."""

    run_id: int
    line: int
    position: int
    outcome: str
    header: str  # of the column; empty when it is the row
    value: str
    reason: list[Any]  # packed words
    record_id: int | None


@dataclass(frozen=True)
class SavedMapping:
    """Columns that somebody has named: heading (normalised) -> field."""

    id: int
    module: str
    name: str
    fields: dict[str, Any]
    options: dict[str, Any]
    actor_id: int
    actor_name: str | None
    created_at: datetime


@dataclass
class Counts:
    """What became of rows."""

    position: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    companies: int = 0

    def add(self, items: "list[Item]") -> Self:
        self.position += len(items)
        for item in items:
            setattr(self, item.outcome, getattr(self, item.outcome) + 1)
        return self


@dataclass(frozen=True)
class Options:
    """How the file is to be read and what to do with records that are already here."""

    on_twin: str = "skip"
    create_companies: bool = True
    region: str = "CN"
    source: str = ""  # the system whose export the file is, see transfer_ready.py
    same: Mapping[str, str] = field(default_factory=dict)  # a name as the file spells it -> the record that is meant

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Self:
        made = cls(
            on_twin=str(raw.get("on_twin") or cls.on_twin),
            create_companies=bool(raw.get("create_companies", cls.create_companies)),
            region=str(raw.get("region") or cls.region),
            source=str(raw.get("source") or cls.source),
            same={str(said).strip(): str(meant).strip() for said, meant in dict(raw.get("same") or {}).items()},
        )
        if made.on_twin not in ON_TWIN or made.region not in REGIONS or (made.source and ready(made.source) is None):
            raise Invalid(options=Words("Please choose one from the list."))
        return made


def same_names(text: str) -> dict[str, str]:
    """What was typed as lines of `GTXPro = GTX Pro`; raises Invalid for a line that is not one."""
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        said, sign, meant = line.partition("=")
        if not (sign and said.strip() and meant.strip()):
            raise Invalid(same=Words("Write one pair a line, like: GTXPro = GTX Pro"))
        found[said.strip()] = meant.strip()
    return found


@dataclass
class Item:
    """One line on its way into a record."""

    line: int
    cells: list[Any]
    raw: dict[str, Any] = field(default_factory=dict)  # field -> as written
    draft: Any = None
    names: dict[str, str] = field(default_factory=dict)  # reference or owner -> what the cell says
    links: dict[str, Any] = field(default_factory=dict)  # the same -> an id, or a record to be made
    wrong: dict[str, Words] = field(default_factory=dict)  # field -> sentence
    outcome: str = "created"
    why: Words | None = None  # of a row that is skipped
    note: Words | None = None  # what was not done of a row that was taken
    base: Any = None  # the record that is here already
    alike: Any = None  # one of the same name that need not be the same
    unseen: bool = False  # whether one that may not be seen shares a key with it
    keys: tuple[tuple[str, str], ...] = ()  # what a twin would be known by
    derived: Derived | None = None  # when it is to be written
    record_id: int | None = None  # of what it became
    created_at: datetime | None = None  # when the file says that it was

    def packed(self) -> tuple[Any, ...]:
        """What another process needs to go on with it; a tuple of plain values costs a third of the item itself."""
        values = None if self.draft is None else vars(self.draft)
        return self.line, self.cells, self.raw, values, self.names, self.wrong, self.keys, self.derived, self.created_at


def with_fixes(run: ImportRun, fixes: Fixes, shut: Collection[str] = ()) -> Fixes:
    """Those that were there, and new ones over them; none in columns that are `shut`: they would stand in the clear."""
    found = {line: {column: text for column, text in cells.items() if column not in shut} for line, cells in run.fixes.items()}
    for line, cells in fixes.items():
        for column, text in cells.items():
            if not line.isdigit() or not column.isdigit() or int(column) >= len(run.header) or column in shut or len(text) > LONGEST_FIX:
                raise Invalid(fixes=Words("This cell cannot be put right here. Please do it in the file."))
            found.setdefault(line, {})[column] = text.replace("\0", "")
    if len(found) > MOST_FIXES:
        raise Invalid(fixes=Words("More than {n} rows were put right here. Please do it in the file.", n=f"{MOST_FIXES:,}"))
    return found


def pack(words: str) -> list[Any]:
    """A sentence as JSON, to be put into words where it is read."""
    if not isinstance(words, Words):
        return [str(words), {}]
    return [words.text, {name: {"words": pack(v)} if isinstance(v, Words) else v for name, v in words.values.items()}]


def unpack(packed: list[Any]) -> Words:
    text, values = packed
    return Words(text, **{name: unpack(v["words"]) if isinstance(v, dict) else v for name, v in values.items()})


def targets(module: Module) -> dict[str, str]:
    """What a column can become: field -> its label. People's names, and addresses, may come in several columns."""
    found: dict[str, str] = {}
    for name, described in module.draft.fields.items():
        if described.kind_name == "file":
            continue  # a table has its name, not what is in it
        found[name] = described.label
        if name == WHOLE and splits(module):
            found |= PARTS
        if name == STREET and has_places(module):
            found |= {ZIP: N_("Postal code"), COUNTRY: N_("Country")}
    if has_places(module) and REMARK in found:
        found |= {f"{part}_{n}": Words("{field} (address {n})", field=Words(found[part]), n=n) for n in MORE_PLACES for part in PLACE}
    if module.name == "user":
        found[MANAGER] = N_("Manager of the department")
    if module.area == "platform":
        return found  # nobody owns people, departments and holidays
    return found | {OWNER: module.fields[OWNER].label, AUTHOR: N_("Created by"), CREATED: module.fields[CREATED].label}


def has_places(module: Module) -> bool:
    """Whether its addresses come in parts."""
    return {*PLACE[:2], STREET} <= module.draft.fields.keys()


def splits(module: Module) -> bool:
    """Whether its records can be people, whose names may come in two columns."""
    return bool({"gender", "title"} & module.draft.fields.keys())  # a job title is somebody's


def joined_name(family: str, given: str) -> str:
    """王 + 芳 is 王芳; Butt + James is James Butt."""
    parts = (family, given) if any("\u3400" <= char <= "\u9fff" for char in family + given) else (given, family)
    return ("" if parts[0] == family else " ").join(part for part in parts if part)

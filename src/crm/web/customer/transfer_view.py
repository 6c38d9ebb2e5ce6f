"""What the pages of an import show: values that are already worded."""

from dataclasses import dataclass
from typing import Any

from crm import language
from crm.domain.customer.transfer import (
    CHECKED,
    CHECKING,
    DONE,
    DRAFT,
    FAILED,
    GIVEN_OVER,
    LISTED,
    ON_TWIN,
    PREPARED,
    REGIONS,
    RUNNING,
    UNDOING,
    UNDONE,
    ImportRun,
    Problem,
    SavedMapping,
    targets,
    unpack,
)  # fmt: skip
from crm.domain.customer.transfer_link import makes
from crm.domain.customer.transfer_ready import offered
from crm.domain.kit.module import Module, modules
from crm.language import N_, say, say_many
from crm.service.customer.transfer_plan import LINKED

STATES = {
    DRAFT: (N_("Not checked yet"), ""), CHECKING: (N_("Being checked"), "info"), CHECKED: (N_("Checked"), "info"),
    RUNNING: (N_("Being imported"), "info"), DONE: (N_("Imported"), "ok"), FAILED: (N_("Stopped"), "bad"),
    UNDOING: (N_("Being undone"), "info"), UNDONE: (N_("Undone"), "warn"),
}  # fmt: skip
OUTCOMES = {
    "failed": (N_("Failed"), "bad"), "skipped": (N_("Skipped"), "warn"), "kept": (N_("Kept"), "warn"), "noted": (N_("Note"), "info"),
}  # fmt: skip
TWINS = {
    "skip": N_("Skip them and say so"),
    "update": N_("Update them from filled cells"),
    "create": N_("Create them all the same"),
}
COUNTRIES = {
    "CN": N_("Mainland China"), "HK": N_("Hong Kong"), "TW": N_("Taiwan"), "MO": N_("Macao"), "US": N_("United States, Canada"),
    "GB": N_("United Kingdom"), "DE": N_("Germany"), "FR": N_("France"), "JP": N_("Japan"), "KR": N_("Korea"), "SG": N_("Singapore"),
    "AU": N_("Australia"),
}  # fmt: skip
ENCODINGS = (
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("gb18030", "GB18030 / GBK"), ("big5", "Big5"), ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
)  # fmt: skip
MADE = {"account": (N_("Create customers that are not here yet"), N_("Customers made")),
        "department": (N_("Create departments and managers that are not here yet"), N_("Departments and managers made"))}  # fmt: skip
DELIMITERS = ((",", N_("Comma")), (";", N_("Semicolon")), ("\t", N_("Tab")), ("|", N_("Vertical bar")))


@dataclass(frozen=True)
class ColumnChoice:
    """One column of the file and the field it becomes."""

    heading: str
    target: str


@dataclass(frozen=True)
class ProblemLine:
    """A line of the file that was not taken, with its reasons."""

    line: int
    outcome: str
    tone: str
    header: str
    value: str
    reason: str
    url: str | None
    name: str = ""  # of the input in which the cell can be put right


@dataclass(frozen=True)
class Figure:
    """A count with its meaning."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True)
class RunLine:
    """One import in the list of one's imports."""

    id: int
    file_name: str
    module: str
    state: str
    tone: str
    at: str
    said: str


def choices(module: Module, assign: bool) -> tuple[tuple[str, str], ...]:
    """The fields that a column can become; a star marks those that are needed."""
    found = []
    for name, label in targets(module).items():
        field = module.draft.fields.get(name)
        if name not in GIVEN_OVER or assign:
            found.append((name, say(label) + (" *" if field and field.required and not getattr(module.draft, name, None) else "")))
    return tuple(found)


def columns(run: ImportRun) -> tuple[ColumnChoice, ...]:
    return tuple(ColumnChoice(heading, target) for heading, target in zip(run.header, run.mapping, strict=True))


def ignored(run: ImportRun) -> tuple[str, ...]:
    """The columns that are read as nothing."""
    return tuple(heading for heading, target in zip(run.header, run.mapping, strict=True) if not target)


def problems(run: ImportRun, found: list[Problem], fixable: bool = False) -> tuple[ProblemLine, ...]:
    """The first thousand, in words; while nothing is written yet, a bad cell can be put right where it is told."""
    module, columns = modules()[run.module], {heading: column for column, heading in enumerate(run.header)}
    return tuple(
        ProblemLine(
            one.line, say(OUTCOMES[one.outcome][0]), OUTCOMES[one.outcome][1], one.header, one.value, unpack(one.reason).said(),
            f"{module.path}/{one.record_id}" if one.record_id else None,
            f"fix-{one.line}-{columns[one.header]}" if fixable and one.outcome == "failed" and one.header in columns else "",
        )
        for one in found[:LISTED]
    )  # fmt: skip


def figures(run: ImportRun) -> tuple[Figure, ...]:
    """What became, or would become, of the rows."""
    found = [
        Figure(say("New"), language.number(run.created), "ok" if run.created else ""),
        Figure(say("Brought up to date"), language.number(run.updated), "ok" if run.updated else ""),
        Figure(say("Skipped"), language.number(run.skipped), "warn" if run.skipped else ""),
        Figure(say("Failed"), language.number(run.failed), "bad" if run.failed else ""),
    ]
    if run.companies:
        found.append(Figure(say(MADE[makes(run.module)[0]][1]), language.number(run.companies)))
    return tuple(found)


def percent(run: ImportRun) -> int:
    return min(99, run.position * 100 // run.estimated) if run.estimated else 0


def line(run: ImportRun) -> RunLine:
    label, tone = STATES[run.state]
    module = modules()[run.module]
    parts = [] if run.state in PREPARED else [say_many("{n} row", "{n} rows", run.position)]
    if run.failed:
        parts.append(say("{n} failed", n=language.number(run.failed)))
    return RunLine(run.id, run.file_name, say(module.plural), say(label), tone, language.ago(run.created_at), " · ".join(parts))


def sources(run: ImportRun, saved: list[SavedMapping]) -> tuple[tuple[str, str], ...]:
    """Whose columns they may be: any table's, a known system's, or those of a saved mapping."""
    known = [(one.name, say("Export of {system}", system=one.label)) for one in offered(run.module)]
    return (("", say("Any table")), *known, *((f"m{one.id}", say("Saved: {name}", name=one.name)) for one in saved))


def options(run: ImportRun) -> dict[str, Any]:
    """What the form of options offers and what is chosen."""
    module, made = modules()[run.module], makes(run.module)
    encodings = dict(ENCODINGS) | ({} if run.encoding in dict(ENCODINGS) or not run.encoding else {run.encoding: run.encoding})
    return {
        "same": "\n".join(f"{said} = {meant}" for said, meant in (run.options.get("same") or {}).items()),
        "linked": any(field.kind_name in LINKED for field in module.draft.fields.values()),
        "makes": say(MADE[made[0]][0]) if made else "",
        "twins": tuple((value, say(TWINS[value])) for value in ON_TWIN),
        "regions": tuple((value, say(COUNTRIES[value])) for value in REGIONS),
        "encodings": tuple(encodings.items()) if run.kind == "csv" else (),
        "delimiters": tuple((value, say(label)) for value, label in DELIMITERS) if run.kind == "csv" else (),
        "sheets": tuple(run.sheets) if len(run.sheets) > 1 else (),
    }

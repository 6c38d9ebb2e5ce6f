"""The first rows of an import as a table: what would become of each, which cells are bad, what would change."""

from dataclasses import dataclass
from typing import Any

from crm.domain.customer.transfer import FAMILY, GIVEN, PLACE, REMARK, STREET, WHOLE, ImportRun, Item
from crm.domain.customer.transfer_link import NewRecord
from crm.domain.kit.module import Module, modules
from crm.language import N_, say
from crm.web.kit.cell import shown

OUTCOMES = {
    "created": (N_("New"), "ok"), "updated": (N_("Update"), "info"), "skipped": (N_("Skip"), "warn"),
    "failed": (N_("To be put right"), "bad"),
    "alike": (N_("New, possible twin"), "warn"),
}  # fmt: skip
CUT = 200


@dataclass(frozen=True)
class PreviewCell:
    """One cell. `name`: of its input, where it is to be put right. `before`: what the record says now, where that would change."""

    text: str
    name: str = ""
    error: str = ""
    before: str | None = None
    note: str = ""


@dataclass(frozen=True)
class PreviewRow:
    """One line of the file."""

    line: int
    outcome: str
    label: str
    tone: str
    why: str
    url: str | None
    cells: tuple[PreviewCell, ...]


def rows(run: ImportRun, looked: list[tuple[Item, Any]]) -> tuple[PreviewRow, ...]:
    module = modules()[run.module]
    return tuple(_row(run, module, item, wanted) for item, wanted in looked)


def plain_rows(run: ImportRun, lines: list[tuple[int, list[Any]]]) -> tuple[PreviewRow, ...]:
    """While the mapping cannot be used yet."""
    cut = [(line, tuple(PreviewCell(str(cell)[:CUT]) for cell in cells[: len(run.header)])) for line, cells in lines]
    return tuple(PreviewRow(line, "", "", "", "", None, cells) for line, cells in cut)


def _row(run: ImportRun, module: Module, item: Item, wanted: Any) -> PreviewRow:
    outcome = "alike" if item.outcome == "created" and (item.alike or item.unseen) else item.outcome
    label, tone = OUTCOMES[outcome]
    other = item.base or item.alike
    cells = tuple(_cell(run, module, item, wanted, column) for column in range(len(run.header)))
    there = {field_of(target) for target in run.mapping if target}
    loose = [say(why) for name, why in item.wrong.items() if name not in there]
    why = " ".join(loose) or (say(item.why) if item.why else "")
    if outcome == "alike" and item.unseen:
        why = say("This is probably here already, as a record that you may not see.")
    elif outcome == "alike":
        why = say("“{name}” has the same name.", name=module.title(other))
    elif outcome == "updated":
        why = module.title(other)
    return PreviewRow(item.line, outcome, say(label), tone, why, f"{module.path}/{other.id}" if other else None, cells)


def _cell(run: ImportRun, module: Module, item: Item, wanted: Any, column: int) -> PreviewCell:
    text, target = str(item.cells[column]), run.mapping[column]
    name, field = f"fix-{item.line}-{column}", field_of(target)
    if target and field in item.wrong:
        return PreviewCell(text, name, say(item.wrong[field]))
    if str(column) in run.fixes.get(str(item.line), {}):
        return PreviewCell(text, name)
    if isinstance(item.links.get(target), NewRecord):
        return PreviewCell(text[:CUT], note=say("will be created"))
    described = module.draft.fields.get(target)
    if wanted is None or described is None or getattr(item.base, target) == getattr(wanted, target):
        return PreviewCell(text[:CUT])
    after = text[:CUT] if described.shown else shown(described, wanted, linked=False)
    return PreviewCell(after, before=shown(described, item.base, linked=False) or "—")


def field_of(target: str) -> str:
    """The field that a column is a part of, under whose name its problems are told."""
    if target in (FAMILY, GIVEN):
        return WHOLE
    part, _, number = target.rpartition("_")
    if part in PLACE and number.isdigit():
        return REMARK
    return STREET if target in PLACE[3:] else target

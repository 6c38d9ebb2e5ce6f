"""An export that is more than a handful of records: what for, how many, and whether it may be made."""

from dataclasses import dataclass, field
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Section
from crm.domain.platform.export import LONGEST
from crm.language import N_

STATES = (
    Option("waits", N_("Waits for approval"), "warn"),
    Option("approved", N_("Export allowed"), "ok"),
    Option("refused", N_("Export not allowed"), "bad"),
)
LARGE = 3000  # rows that a request may wait for
MOST = 1_000_000  # further than this nobody counts


@draft
class ExportRequestDraft(Draft):
    """What is kept of an export; the reason alone is typed in."""

    name: str = declare("text", N_("Name"), "", required=True, max=200, sorts_by="sort_key")
    module: str = declare("text", N_("Kind of record"), "", required=True, max=60)
    form: str = declare("text", N_("Kind of file"), "", required=True, max=10)
    found: int = declare("integer", N_("Number of records"), 0, required=True, max=10**9, adds=False)
    reason: str | None = declare("long", N_("Reason"), max=LONGEST)
    state: str = declare("choice", N_("State"), "waits", required=True, options=STATES)


@draft
class ExportRequest(ExportRequestDraft, Record):
    """An export as the database has it; its owner is who asked. `wanted` is what the file is made of, sealed: filter, order, columns."""

    wanted: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of somebody before he gets so many records; `found` counts no further than it had to, which is then `capped`."""

    found: int
    capped: bool
    reason: bool
    approval: bool
    large: bool

    @property
    def is_free(self) -> bool:
        """The file may be sent at once."""
        return not (self.reason or self.approval or self.large)


def counted_to(reason: int, approval: int) -> int:
    """How far records are counted to know the terms."""
    return max(reason, approval, LARGE) + 1


def terms(found: int, reason: int, approval: int) -> Terms:
    """The terms of so many records under these thresholds; 0 is never. Whatever is to be approved has to say what for."""
    approved = 0 < approval < found
    return Terms(found, found >= counted_to(reason, approval), approved or 0 < reason < found, approved, found > LARGE)


MODULE = Module(
    name="export_request",
    area="customer",
    label=N_("Large export"),
    plural=N_("Large exports"),
    icon="file-export",
    path="/export-requests",
    draft=ExportRequestDraft,
    row=ExportRequest,
    columns=("name", "found", "reason", "state", "owner_id", "created_at"),
    sections=(Section(N_("Basics"), ("name", "found", "form", "reason", "state")),),
    subtitle=lambda row: row.reason or "",
    approval=Approval(draft="refused", asked="waits", stewarded=True),
    sorts=("created_at", "updated_at", "found", "name"),
    sort="-created_at",
    quick=("state", "owner_id", "found", "created_at"),
    searched=("name", "reason"),
    menu="platform",
    verbs=("view", "export"),
    importable=False,
    description=N_("Who took many records away, what for, and who allowed it."),
)

"""An evaluation (销售人员评价): the score of a person in a period, as it stood on the evening on which the period ended."""

from datetime import date
from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class EvaluationDraft(Draft):
    """What is put down; nobody types it in."""

    name: str = declare("text", N_("Evaluation"), "", required=True, max=200, sorts_by="sort_key")
    scheme_id: int = declare("reference", N_("Scheme"), required=True, target="evaluation_scheme", shown="scheme_name")
    person_id: int = declare("user", N_("Who is evaluated"), required=True, shown="person_name")
    period: str = declare("text", N_("Period"), "", required=True, max=10)
    starts_on: date = declare("date", N_("First day of the period"), required=True)
    score: Decimal = declare("number", N_("Score"), Decimal(0), required=True, places=1, max=100, adds=False)


@draft
class Evaluation(EvaluationDraft, Record):
    """An evaluation as the database has it. `place`, `peers` and `average` compare it within the department of that day."""

    scheme_name: str | None = None
    measure: str = ""  # of the scheme
    person_name: str | None = None
    team_id: int | None = None
    place: int = 1
    peers: int = 1
    average: Decimal = Decimal(0)
    detail: list[dict[str, Any]] = ()  # type: ignore[assignment]


MODULE = Module(
    name="evaluation",
    area="sales",
    menu="performance",
    label=N_("Evaluation"),
    plural=N_("Evaluations"),
    icon="clipboard-check",
    rank=37,
    path="/evaluations",
    draft=EvaluationDraft,
    row=Evaluation,
    columns=("name", "period", "score", "place", "peers", "average", "scheme_id", "owner_id", "department_id"),
    sections=(Section(N_("Basics"), ("person_id", "scheme_id", "period", "starts_on", "score")),),
    subtitle=lambda row: row.scheme_name or "",
    derived=(
        Field("integer", N_("Place in the department"), "place", adds=False, nullable=False),
        Field("integer", N_("Evaluated in the department"), "peers", adds=False, nullable=False),
        Field("number", N_("Average of the department"), "average", places=1, adds=False, nullable=False),
    ),
    sorts=("updated_at", "created_at", "name", "starts_on", "score"),
    sort="-starts_on",
    quick=("person_id", "scheme_id", "period", "score"),
    searched=("name",),
    verbs=("view", "remove", "export"),
    importable=False,
    description=N_("How salespeople did in a period, put down on the evening on which it ended and explained line by line."),
)

"""What somebody sent with a form on the web: taken as a lead, or refused and kept with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_form import REACHED, LeadFormDraft
from crm.errors import Invalid
from crm.language import N_, Words

ROBOT, FAST, OFTEN, TWIN, UNFIT = "robot", "fast", "often", "twin", "unfit"
REASONS = {
    ROBOT: N_("The field that nobody sees was filled in: a robot, most likely."),
    FAST: N_("Sent within a few seconds: a robot, most likely."),
    OFTEN: N_("Too many were sent from the same network."),
    TWIN: N_("Is here already"),
    UNFIT: N_("Could not be saved"),
}
TRAP = "fax"  # a field that people do not see
QUICKEST = timedelta(seconds=2)
LONGEST = timedelta(days=1)
MOST_A_DAY = 500  # refused ones that are kept of each form: a flood does not fill the disk
KEPT = timedelta(days=180)  # refused ones


@dataclass(frozen=True)
class Given:
    """What came in."""

    values: Mapping[str, str]
    consent: bool = False
    agreed: str = ""  # to the purpose that the form asks for beside: the seal of the words that were shown
    trap: str = ""
    stamp: str = ""
    network: str = ""
    origin: str | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class FormAgreed:
    """Whoever sent the form agreed to a purpose. A listener may refuse it, and with it the form, by raising."""

    lead_id: int
    purpose_id: int
    seal: str
    language: str


@dataclass(frozen=True)
class Submission:
    """What was sent, and what became of it."""

    id: int
    form_id: int
    at: datetime
    network: str
    language: str
    given: dict[str, Any]
    consent: str | None
    reason: str | None
    detail: str | None
    lead_id: int | None
    lead_name: str | None = None


@dataclass(frozen=True)
class Tally:
    """How many a form has taken and refused."""

    taken: int
    refused: int


def asked(form: LeadFormDraft) -> dict[str, Field]:
    """The fields of the form, in the order in which they are asked."""
    return {name: LeadDraft.own[name] for name in ("name", *(one for one in LeadDraft.own if one in form.asked))}


def drafted(form: LeadFormDraft, given: Given) -> LeadDraft:
    """The lead that was typed. Raises Invalid with a sentence for each field that has to be mended."""
    fields = asked(form)
    raw = {name: given.values.get(name, "") for name in fields}
    wrong = {name: Words("Please fill this in.") for name in form.needed if not raw[name].strip()}
    ways = [name for name in REACHED if name in fields]
    if not any(raw[name].strip() for name in ways) and not set(ways) & set(form.needed):
        wrong[ways[0]] = Words("How can we be in touch with you? Please fill in one of these.")
    if form.text("consent", given.language) and not given.consent:
        wrong["consent"] = Words("Please agree first.")
    try:
        made = LeadDraft.parse(raw | {"source": form.source or "", "campaign": form.campaign or ""})
    except Invalid as no:
        raise Invalid(dict(no.fields) | wrong) from None
    if wrong:
        raise Invalid(wrong)
    return made

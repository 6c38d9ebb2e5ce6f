"""A webhook: another program is told about records of a module that were written, at an address of its own."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import Group, parse_condition
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, modules
from crm.domain.kit.sealed import Sealed
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Words

VERBS = (
    Option("created", N_("Newly created"), "", ("新建",)), Option("changed", N_("Edited"), "", ("修改",)),
    Option("removed", N_("Deleted"), "", ("删除",)),
)  # fmt: skip
PLAIN = {"create": "created", "edit": "changed", "remove": "removed", "restore": "created"}  # verbs of the journal that tell it all
STATES = {
    "waiting": (N_("Waiting"), ""), "failed": (N_("To be retried"), "warn"), "sent": (N_("Taken by the receiver"), "ok"),
    "given_up": (N_("Given up"), "bad"), "dropped": (N_("Not needed"), ""),
}  # fmt: skip
RETRIES = tuple(timedelta(seconds=one) for one in (10, 60, 600, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600))
OVERLAP = timedelta(hours=24)  # so long the secret before is still signed with
KEPT = timedelta(days=30)  # so long deliveries are shown, and can be sent again
MOST_RECORDS = 100  # of one delivery
SECRET_PREFIX = "whsec_"


def subjects() -> dict[str, Module]:
    """What webhooks may be about: the records that people work with."""
    return {name: one for name, one in modules().items() if one.area != "platform" and one.lonely and not one.setup}


def known_subject(name: str) -> str:
    if name not in subjects():
        raise Refused(Words("Please choose one from the list."))
    return name


@draft
class WebhookDraft(Draft):
    """What may be typed in about a webhook. It tells no more than its owner may see."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key")
    subject: str = declare("text", N_("Which records"), "", required=True, max=60, check=known_subject)
    verbs: list[str] = declare("choices", N_("What happened to them"), options=VERBS, help=N_("None chosen: whatever happens."))
    url: Sealed = declare("link", N_("Address of the receiver"), "", required=True, encrypted=True, help=N_("It begins with https://."))
    private: bool = declare(
        "yesno", N_("The receiver is in our own network"), False,
        help=N_("Otherwise only addresses of the internet are asked, by https."),
    )  # fmt: skip
    active: bool = declare("yesno", N_("In force"), True)
    condition: str | None = declare(
        "long", N_("Condition"), max=5000, filters="subject", help=N_("Which records are told. None: all of them.")
    )  # fmt: skip

    def check(self) -> dict[str, Words]:
        wrong = {}
        if urlsplit(self.url).scheme == "http" and not self.private:
            wrong["url"] = Words("Only receivers in our own network may be told without https.")
        try:
            parse_condition(modules()[self.subject], self.condition)
        except Invalid as no:
            wrong["condition"] = next(iter(no.fields.values()))
        return wrong  # type: ignore[return-value]


@draft
class Webhook(WebhookDraft, Record):
    """A webhook as the database has it."""


@dataclass(frozen=True)
class Hook:
    """What is known of a webhook wherever records are written, and where it is told; `live`: in force and not deleted."""

    id: int
    name: str
    subject: str
    verbs: list[str]
    url: Sealed
    private: bool
    condition: str | None
    owner_id: int | None
    live: bool

    @property
    def filter(self) -> Group | None:
        """None where it names a field that is gone: then nothing is told."""
        try:
            return parse_condition(modules()[self.subject], self.condition)
        except Invalid:
            return None

    def wants(self, verb: str) -> bool:
        """Whether what the journal calls by this verb may be something to tell. An import or an undo can be anything."""
        return not self.verbs or PLAIN.get(verb, self.verbs[0]) in self.verbs


@dataclass(frozen=True)
class Delivery:
    """One message to a receiver. `body` is what was sent, the same at every attempt; none before the first."""

    id: int
    key: str
    webhook_id: int
    change_set_id: int | None
    record_ids: list[int]
    state: str
    attempts: int
    status: int | None
    took_ms: int | None
    error: str | None
    body: str | None
    created_at: datetime
    tried_at: datetime | None


@dataclass(frozen=True)
class Signing:
    """The secrets that a webhook signs with: the one of now, and for a while the one before."""

    sealed: str
    made_at: datetime
    old_sealed: str | None
    old_until: datetime | None


@dataclass(frozen=True)
class Touched:
    """One record of a change set, and whether it was there before and after."""

    record_id: int
    was: bool
    stays: bool

    @property
    def verb(self) -> str:
        return "changed" if self.was and self.stays else "created" if self.stays else "removed"


def signed(secrets: Iterable[str], key: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a message, as the specification of Standard Webhooks 1.0 has them: HMAC-SHA256 over id.timestamp.body."""
    stamp = str(int(at.timestamp()))
    text = b".".join((key.encode(), stamp.encode(), body))
    marks = [base64.b64encode(hmac.new(_raw(secret), text, hashlib.sha256).digest()).decode() for secret in secrets]
    return {"webhook-id": key, "webhook-timestamp": stamp, "webhook-signature": " ".join(f"v1,{mark}" for mark in marks)}


def _raw(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(SECRET_PREFIX))


def parted(ids: Iterable[int]) -> list[list[int]]:
    """As many records as one message holds."""
    known: list[Any] = sorted(ids)
    return [known[at : at + MOST_RECORDS] for at in range(0, len(known), MOST_RECORDS)]


MODULE = Module(
    name="webhook",
    area="platform",
    label=N_("Webhook"),
    plural=N_("Webhooks"),
    icon="webhook",
    path="/webhooks",
    draft=WebhookDraft,
    row=Webhook,
    columns=("name", "subject", "verbs", "url", "active", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "subject", "verbs", "url", "private", "active")), Section(N_("Condition"), ("condition",))
    ),  # fmt: skip
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("active",),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Tells another program about records as they are written, signed so that it can trust what it reads."),
    example=("ERP", "sales_order"),
)

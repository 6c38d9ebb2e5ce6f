"""Tenants: the companies that one installation serves, each with a database of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.text import Refused, clean
from crm.domain.platform.user import known_timezone
from crm.errors import Invalid
from crm.language import N_, Words

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
COLOUR = re.compile(r"#[0-9a-f]{6}")
LANGUAGES = ("zh", "en")
# State -> (its label, what people read who come meanwhile; nothing where they are let in).
STATES: Mapping[str, tuple[str, str]] = {
    "making": (N_("Being made"), N_("This CRM is being set up. Please try again in a moment.")),
    "active": (N_("In service"), ""),
    "suspended": (N_("Suspended"), N_("This CRM is suspended. Please ask whoever runs it for your company.")),
    "moving": (N_("Being moved"), N_("This CRM is being moved to another server. Nothing is lost; please try again in some minutes.")),
    "removed": (N_("Removed"), N_("There is no CRM at this address.")),
}
NOWHERE = N_("There is no CRM at this address.")
BEHIND = N_("This CRM is being updated. Please try again in some minutes.")
LIMITS = ("people", "records", "storage", "requests")


@dataclass(frozen=True)
class TenantTerms:
    """What the provider can change of a tenant; a limit that is None is none."""

    host: str
    title: str
    language: str
    timezone: str
    colour: str | None
    people: int | None
    records: int | None
    storage: int | None  # megabytes of uploaded files
    requests: int | None  # in a minute


@dataclass(frozen=True)
class Tenant(TenantTerms):
    """A line of the directory. `place`, `former`, `spare` and `secret` are sealed."""

    id: int
    name: str
    state: str
    was: str | None  # the state before this one
    logo: str | None  # what its picture is recognised by
    place: str
    former: str | None  # where it was before it moved, until that is confirmed
    spare: str | None  # a copy that is not served: of a move under way, or one that is to be taken away
    secret: str
    migration: int | None
    trouble: str | None
    made_at: datetime
    changed_at: datetime
    version: int

    @property
    def terms(self) -> TenantTerms:
        return TenantTerms(**{name: getattr(self, name) for name in TenantTerms.__dataclass_fields__})


@dataclass(frozen=True)
class Stamp:
    """What differs as soon as anything in the directory does."""

    n: int
    versions: int | None


def named(name: str) -> str:
    """Raises Invalid for what cannot be the name of a schema and a folder."""
    if not NAME.fullmatch(name):
        raise Invalid(name=Words("Small letters, digits and underscores, a letter first, at most 40 characters."))
    return name


def hosted(host: str) -> str:
    """The host name as it is compared: small letters, without a port."""
    plain = host.strip().lower().rstrip(".")
    if not HOST.fullmatch(plain):
        raise Invalid(host=Words("A host name such as acme.crm.example.cn, without https:// and without a port."))
    return plain


def terms_of(raw: Mapping[str, Any]) -> TenantTerms:
    """What was typed in; raises Invalid with a sentence for each field that cannot be."""
    wrong: dict[str, Words] = {}
    read: dict[str, Any] = {}
    for name in TenantTerms.__dataclass_fields__:
        try:
            read[name] = READ[name](clean(str(raw.get(name) or ""), 300))
        except Refused as no:
            wrong[name] = no.words
        except Invalid as no:
            wrong |= no.fields  # type: ignore[arg-type]
    if wrong:
        raise Invalid(wrong)
    return TenantTerms(**read)


def _title(text: str) -> str:
    if not text or len(text) > 60:
        raise Refused(Words("A name of at most 60 characters."))
    return text


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise Refused(Words("Chinese (zh) or English (en)."))
    return text


def _timezone(text: str) -> str:
    known_timezone(text)
    return text


def _colour(text: str) -> str | None:
    if text and not COLOUR.fullmatch(text.lower()):
        raise Refused(Words("A colour such as #1f6feb."))
    if text and contrast(text) < 4.5:
        raise Refused(Words("This colour is too light for white letters on it."))
    return text.lower() or None


def contrast(colour: str) -> float:
    """Of white letters on that colour, by WCAG 2.2 (relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _limit(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 10**12:
        raise Refused(Words("A whole number above zero; empty: no limit."))
    return int(text)


READ = {
    "host": hosted, "title": _title, "language": _language, "timezone": _timezone, "colour": _colour,
    **dict.fromkeys(LIMITS, _limit),
}  # fmt: skip

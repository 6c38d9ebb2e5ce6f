"""What the details of a security event say, in the words of its pages."""

from collections.abc import Callable, Mapping
from typing import Any

from crm import language
from crm.domain.kit.module import modules
from crm.domain.platform.chain import CHAINS
from crm.domain.platform.field_right import LABELS
from crm.domain.platform.journal_words import OTHERS, module_word
from crm.domain.platform.security import KINDS
from crm.domain.platform.setting import SETTINGS
from crm.language import N_, say

Names = Mapping[tuple[str, int], str]
# What the parts of an event are called; of others the program's own names are shown.
PARTS = {
    "module": N_("Module"), "form": N_("Format"), "name": N_("Name"), "sessions": N_("Sessions"), "roles": N_("Roles"), "role": N_("Role"),
    "agent": N_("Device"), "proof": N_("Proof"), "field": N_("Field"), "record": N_("Record no."), "subject": N_("What"),
    "words": N_("Search"), "filter": N_("Filter"), "reason": N_("Reason"), "fields": N_("Fields"), "levels": N_("Roles"),
    "factor": N_("Second factor"), "provider": N_("Sign-in source"), "webhook": N_("Webhook"), "by_name": N_("Done by"),
    "things": N_("Number of changes"), "chain": N_("Chain"), "id": N_("Row"), "before": N_("Until"), "on": N_("Switched on"),
    "chosen": N_("Only what was ticked"), "secret": N_("Secret kept"), "replaced": N_("Secret replaced"),
}  # fmt: skip
PLAIN = ("by", "count", "change_set", "broken")
PROOFS = {"password": N_("Password"), "totp": N_("Authenticator app"), "passkey": N_("Passkey"), "recovery_code": N_("Recovery code")}
RECORDS = {"role": "role", "roles": "role", "levels": "role", "provider": "identity_provider", "webhook": "webhook"}  # what ids stand for


def named(detail: Mapping[str, Any]) -> set[tuple[str, int]]:
    """The records that an event speaks of by their ids."""
    return {(module, id) for part, module in RECORDS.items() for id in _ids(detail.get(part))}


def told(detail: Mapping[str, Any], names: Names) -> str:
    """What an event says beside its bare facts."""
    kept = ((part, value) for part, value in detail.items() if part not in PLAIN and value not in (None, "", [], {}))
    said = (say("{what}: {value}", what=say(PARTS.get(part, part)), value=_value(part, value, detail, names)) for part, value in kept)
    return " · ".join(said)[:300]


def _subject(name: str) -> str:
    """A module, a kind of event, or one of the chains."""
    return say(KINDS.get(name, CHAINS.get(name, ""))) or module_word(name)


def _value(part: str, value: Any, detail: Mapping[str, Any], names: Names) -> str:
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if part == "levels" and isinstance(value, dict):
        return _list(f"{names.get(('role', int(id)), f'#{id}')} ({_level(level)})" for id, level in value.items())
    if part in RECORDS:
        return _list(names.get((RECORDS[part], id), f"#{id}") for id in _ids(value))
    if part == "fields" and isinstance(value, dict):
        return _list(f"{_field(place)} ({_level(level)})" for place, level in value.items())
    if part == "field":
        return _field(str(value) if "." in str(value) else f"{detail.get('module')}.{value}")
    if word := WORDS.get(part):
        return word(str(value))
    return language.number(value) if isinstance(value, int) and part not in ("record", "id") else str(value)


def _ids(value: Any) -> list[int]:
    found = value if isinstance(value, list | dict) else [value]
    return [int(one) for one in found if isinstance(one, int) or str(one).isdecimal()]


def _list(parts: Any) -> str:
    return say(", ").join(parts)


def _field(place: str) -> str:
    name, _, field = place.partition(".")
    module = modules().get(name)
    found = module.whole.get(field) if module else None
    return f"{module_word(name)} · {say(found.label) if found else field}"


def _level(level: str) -> str:
    return say(LABELS.get(level, level))


WORDS: dict[str, Callable[[str], str]] = {
    "module": _subject,
    "subject": _subject,
    "chain": _subject,
    "form": str.upper,
    "before": lambda text: text[:10],
    "name": lambda text: say(SETTINGS[text].label) if text in SETTINGS else say(OTHERS.get(text, text)),
    "proof": lambda text: " + ".join(say(PROOFS.get(part, part)) for part in text.split("+")),
    "factor": lambda text: say(PROOFS.get(text, text)),
}

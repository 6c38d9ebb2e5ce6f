"""What a customer answers with: a name and, if he likes, a drawn signature; or why he does not want it."""

import base64
import binascii
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.domain.kit.text import Refused
from crm.domain.sales.quote import QuoteDraft
from crm.errors import Invalid
from crm.language import Words

LARGEST, WIDEST, HIGHEST = 100_000, 1600, 800  # of a drawn signature: bytes and pixels
PREFIX = "data:image/png;base64,"
HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@dataclass(frozen=True)
class Acceptance:
    name: str
    mail: str | None
    signature: bytes | None


def acceptance(given: Mapping[str, str]) -> Acceptance:
    """Raises Invalid for `name`, `mail`, `signature` and, without a tick, for `agreed`."""
    wrong: dict[str, Words] = {}
    typed: dict[str, Any] = {"name": "", "mail": None}
    for name, field in (("name", QuoteDraft.own["signer"]), ("mail", QuoteDraft.own["signer_mail"])):
        try:
            typed[name] = field.parse(given.get(name, ""))
        except Refused as no:
            wrong[name] = no.words
    if not typed["name"] and "name" not in wrong:
        wrong["name"] = Words("Please write your name.")
    if given.get("agreed") != "yes":
        wrong["agreed"] = Words("Please tick this to accept the quote.")
    try:
        signature = drawn(given.get("signature", ""))
    except ValueError:
        wrong["signature"] = Words("This signature cannot be read. Please draw it again, or leave it out.")
    if wrong:
        raise Invalid(wrong)
    return Acceptance(typed["name"], typed["mail"], signature)


def refusal(given: Mapping[str, str]) -> str:
    """The reason. Raises Invalid for `reason`."""
    try:
        reason = QuoteDraft.own["answer"].parse(given.get("reason", ""))
    except Refused as no:
        raise Invalid(reason=no.words) from None
    if not reason:
        raise Invalid(reason=Words("Please say in a few words why, so that we can do better."))
    return str(reason)


def drawn(text: str) -> bytes | None:
    """A PNG of bounded size out of its data address; None where nothing was drawn. Raises ValueError for anything else."""
    if not text:
        return None
    if not text.startswith(PREFIX) or len(text) > 2 * LARGEST:
        raise ValueError("not a PNG")
    try:
        found = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(found) > LARGEST or len(found) < 40 or not found.startswith(HEAD):
        raise ValueError("not a small PNG")
    width, height = struct.unpack(">II", found[16:24])
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise ValueError("too many pixels")
    return found

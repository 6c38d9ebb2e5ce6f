"""The preview of a calendar's file: what would be new, changed, known; the file itself waits in the page, packed."""

import base64
import binascii
import zlib
from datetime import datetime
from typing import Any

from crm import language
from crm.domain.customer.calendar import Read
from crm.language import N_, local, say
from crm.service.customer.calendar_import import LARGEST, Preview

SHOWN = 200
PARTS = (
    ("created", N_("New"), "ok"),
    ("changed", N_("Changed"), "warn"),
    ("same", N_("Known, without a change"), ""),
    ("skipped", N_("Without a time: not taken over"), "bad"),
)


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def unpacked(text: str) -> bytes:
    """What `packed` made; empty for anything else, and never more than a file may have."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), LARGEST + 1)
    except (ValueError, binascii.Error, zlib.error):
        return b""


def shown(found: Preview) -> dict[str, Any]:
    """The parts that hold anything, each with its first entries in the order of time."""
    parts = []
    for name, label, tone in PARTS:
        entries: list[Read] = getattr(found, name)
        if entries:
            lines = [_line(one) for one in sorted(entries, key=_order)[:SHOWN]]
            parts.append(
                {"name": name, "label": say(label), "tone": tone, "count": len(entries), "lines": lines, "more": len(entries) - len(lines)}
            )
    return {"parts": parts, "writes": bool(found.created or found.changed)}


def _order(one: Read) -> str:
    return (local(one.start) if isinstance(one.start, datetime) else one.start).isoformat() if one.start else ""


def _line(one: Read) -> dict[str, Any]:
    at = language.moment(one.start) if isinstance(one.start, datetime) else language.day(one.start) if one.start else "—"
    return {
        "at": at,
        "name": one.summary or say("Without a title"),
        "icon": "checklist" if one.kind == "task" else "calendar-event",
        "repeats": one.recurring,
    }

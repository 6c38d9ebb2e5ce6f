"""The mark of a file that leaves the house: by whom, when and why it was made."""

from crm import current
from crm.language import Words, moment, say
from crm.service.kit.sheet import Mark


def export_mark(title: str, reason: str, place: str) -> Mark:
    """In the language and by the clock of whoever takes it."""
    who, at = current.actor().name or say("System"), moment(current.now())
    said = Words("Exported by {who}, {at}: {why}" if reason else "Exported by {who}, {at}", who=who, at=at, why=reason)
    return Mark(say(said), title, who, place)

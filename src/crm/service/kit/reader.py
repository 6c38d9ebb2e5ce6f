"""Who reads, and when: the words that stand across what people see, where a role of theirs asks for it."""

from crm import current
from crm.language import moment


def reader_mark() -> str:
    """Of whoever really sits there, also while he sees what another one sees; nothing where no role asks for it."""
    who = current.actor().seen_by or current.actor()
    return f"{who.name} {moment(current.now())}" if who.marked else ""

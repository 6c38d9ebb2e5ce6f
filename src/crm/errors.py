"""What can go wrong, in the words of the business; the web floor alone knows the HTTP codes."""

import errno
from typing import Any

from crm.language import Words


class CrmError(Exception):
    """An error the user can be told about; `words` is the sentence."""

    words = Words("This did not work.")

    def __init__(self, words: str | None = None):
        if words is not None:
            self.words = words if isinstance(words, Words) else Words(words)
        super().__init__(str(self.words))


class NotFound(CrmError):
    """There is no such record for this user. The same for one that may not be seen."""

    words = Words("This record does not exist, or you may not see it.")


class Forbidden(CrmError):
    """The user may not do this."""

    words = Words("You are not allowed to do this.")


class Watched(Forbidden):
    """An administrator looks through the eyes of somebody else, in whose name nothing is changed."""

    words = Words("You see what somebody else sees, and change nothing in another’s name. End the view first.")


class Unknown(CrmError):
    """Nobody is signed in."""

    words = Words("Please sign in.")


class Busy(CrmError):
    """The database is held by somebody else; worth trying again at once."""

    words = Words("The system is busy just now. Nothing was changed. Please try again.")


class Away(Busy):
    """The database does not answer. What it was asked last may have been done: it was gone before it could say so."""

    words = Words("The database cannot be reached just now. Please try again in a moment.")
    seconds = 5


class Unwritable(Busy):
    """The disk, or the database, lets itself be read only."""

    words = Words("The server cannot write to its disk just now. Nothing was changed. Please tell your administrator.")
    seconds = 30


class NoRoom(Busy):
    """The disk is full."""

    words = Words("The server’s disk is full. Nothing was changed. Please tell your administrator.")
    seconds = 30


def of_disk(error: OSError) -> Busy | None:
    """What an error of the disk is in our words; None when it is something else."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom()
    return Unwritable() if error.errno in (errno.EROFS, errno.EIO) else None


class TooMany(CrmError):
    """Asked for too often; `seconds` is when to try again."""

    words = Words("Too many attempts. Please wait a moment.")

    def __init__(self, words: str | None = None, seconds: int = 60):
        super().__init__(words)
        self.seconds = seconds


class Taken(CrmError):
    """A value that must be unique belongs to another record."""

    words = Words("Another record already has this value.")


class Conflict(CrmError):
    """Someone else changed the record first. `fields` maps each to (original, theirs, mine)."""

    words = Words("Someone else changed this record meanwhile. Choose a value for each field below, then save again.")

    def __init__(self, version: int, fields: dict[str, tuple[Any, Any, Any]] | None = None, words: str | None = None):
        super().__init__(words)
        self.version = version
        self.fields = fields or {}


class Invalid(CrmError):
    """The named fields cannot be accepted; each with its sentence."""

    words = Words("Some fields need your attention.")

    def __init__(self, fields: dict[str, Words] | None = None, /, **more: Words):
        super().__init__()
        self.fields: dict[str, Words] = {**(fields or {}), **more}
        self.args = ("; ".join(f"{name}: {why}" for name, why in self.fields.items()),)

"""A backup: one file of the whole database and what people uploaded, and what a restore of it into a scratch copy found."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.domain.kit.text import Refused
from crm.errors import CrmError
from crm.language import Words

NAME = re.compile(r"crm-\d{8}-\d{6}-\d{3}\.crmbackup", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
OLD = timedelta(hours=49)  # two nights, and an hour for a slow one


class Damaged(CrmError):
    """The archive is not as it was written, or is none of ours."""

    words = Words("This is not a backup, or it is damaged. Nothing was changed.")


class OtherKey(CrmError):
    """The archive was sealed under another secret."""


@dataclass(frozen=True)
class Checked:
    """What stood in the scratch copy that was made of a backup."""

    at: datetime
    seconds: float
    tables: int
    rows: int
    customers: int
    files: int
    changes: int  # of the journal, each following from the one before it
    events: int  # of security, likewise


@dataclass(frozen=True)
class Backup:
    """One file in the folder of backups. `error`: why its check did not succeed."""

    name: str
    size: int
    made_at: datetime
    program: str = ""
    checked: Checked | None = None
    error: Words | None = None


@dataclass(frozen=True)
class BackupFailed:
    """An event: the nightly backup could not be made, or could not be restored."""


def name_at(moment: datetime) -> str:
    return f"crm-{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03}.crmbackup"


def written(found: Backup) -> dict[str, Any]:
    """What is kept beside the file, for JSON."""
    error = {"text": found.error.text, "values": {name: str(value) for name, value in found.error.values.items()}} if found.error else None
    checked = asdict(found.checked) | {"at": found.checked.at.isoformat()} if found.checked else None
    return {"made_at": found.made_at.isoformat(), "program": found.program, "checked": checked, "error": error}


def read(name: str, size: int, kept: dict[str, Any]) -> Backup:
    """Raises KeyError, TypeError or ValueError for what was not written by us."""
    checked, error = kept["checked"], kept["error"]
    return Backup(
        name, size, datetime.fromisoformat(kept["made_at"]), kept["program"],
        Checked(**checked | {"at": datetime.fromisoformat(checked["at"])}) if checked else None,
        Words(error["text"], **error["values"]) if error else None,
    )  # fmt: skip


def newest_whole(found: list[Backup]) -> Backup | None:
    """`found` has the newest first."""
    return next((one for one in found if one.checked and not one.error), None)


def is_old(whole: Backup | None, now: datetime) -> bool:
    """Whether so much time has passed since the last one that was found whole that something is wrong."""
    return whole is None or now - whole.made_at > OLD


def surplus(found: list[Backup], most: int) -> list[Backup]:
    """Those beyond the newest so many; never the last one that was found whole."""
    whole = newest_whole(found)
    return [one for one in found[most:] if one is not whole]


def is_due(clock: str | None, now: datetime, newest: datetime | None) -> bool:
    """Whether the backup of the last time at which one is to be made is missing; `now` stands on the company's clock."""
    if not clock:
        return False
    hour, minute = (int(part) for part in clock.split(":"))
    wanted = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    wanted = wanted if wanted <= now else wanted - timedelta(days=1)
    return newest is None or newest < wanted


def known_clock(text: str) -> str:
    if not CLOCK.fullmatch(text):
        raise Refused(Words("A time such as 02:30."))
    return text

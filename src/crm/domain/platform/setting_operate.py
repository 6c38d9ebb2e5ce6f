"""Settings of what the program does to look after itself."""

from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.module import Section
from crm.domain.platform.backup import known_clock
from crm.domain.platform.setting_check import at_least
from crm.language import N_

OPERATED = (
    Field(
        "text", N_("Time of the nightly backup"), "backup_time", max=5, check=known_clock, help=N_("Such as 02:30; empty: none is made."),
    ),
    Field(
        "integer", N_("Backups kept"), "backup_kept", required=True, max=1000, check=at_least(1),
        help=N_("Older ones are deleted, but never the last one that was found whole."),
    ),
)  # fmt: skip
OPERATED_SECTIONS = (Section(N_("Backups"), ("backup_time", "backup_kept")),)
OPERATED_DEFAULTS: dict[str, Any] = {"backup_time": "02:30", "backup_kept": 14}

"""Settings of what is held within limits: requests, uploads, exports."""

from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Section
from crm.domain.platform.pace import PERIODS
from crm.language import N_

MOST = 1_000_000
MARKS = (
    Option("properties", N_("In the properties of a workbook")),
    Option("last", N_("As the last row too")),
    Option("first", N_("As the first row too")),
)
LIMITED = (
    Field(
        "integer", N_("Pages of one person"), "pace_page", required=True, max=MOST,
        help=N_("Within a minute; whoever asks for more waits a moment. 0: no limit."),
    ),
    Field("integer", N_("Searches of one person"), "pace_search", required=True, max=MOST, help=N_("Within a minute; 0: no limit.")),
    Field("integer", N_("Requests of one API token"), "pace_api", required=True, max=MOST, help=N_("Within a minute; 0: no limit.")),
    Field("integer", N_("Exports of one person"), "pace_export", required=True, max=MOST, help=N_("Within an hour; 0: no limit.")),
    Field("integer", N_("Uploads of one person"), "pace_upload", required=True, max=MOST, help=N_("Within an hour; 0: no limit.")),
    Field("integer", N_("Papers mailed by one person"), "pace_mail", required=True, max=MOST, help=N_("Within an hour; 0: no limit.")),
    Field(
        "integer", N_("Public pages for one address"), "pace_public", required=True, max=MOST,
        help=N_("Forms, links of quotes and whatever else opens without signing in, within a minute; an office often has one address. "
                "0: no limit."),
    ),
    Field(
        "integer", N_("Sign-ins and resets from one address"), "pace_sign_in", required=True, max=MOST,
        help=N_("Within a minute, right or wrong; wrong passwords wait longer and longer besides. 0: no limit."),
    ),
    Field(
        "integer", N_("All files together"), "file_total", required=True, max=100_000_000,
        help=N_("Megabytes that all files of all people may need; 0: as many as the disk holds."),
    ),
    Field(
        "integer", N_("Exports give a reason above"), "export_reason", required=True, max=10_000_000,
        help=N_("Records; the reason stands in the file and in the security events. 0: never."),
    ),
    Field(
        "integer", N_("Exports are approved above"), "export_approval", required=True, max=10_000_000,
        help=N_("Records; a flow of approval for exports says by whom, else whoever administers approvals. 0: never."),
    ),
    Field(
        "choice", N_("Who exported, when and why"), "export_mark", required=True, options=MARKS,
        help=N_("Stands in every table that is exported. A file with it as the first row is not read by imports as it is."),
    ),
)  # fmt: skip
LIMITED_SECTIONS = (
    Section(N_("Request limits"), tuple(f"pace_{kind}" for kind in PERIODS)),
    Section(N_("Exports"), ("export_reason", "export_approval", "export_mark")),
)
LIMITED_DEFAULTS: dict[str, Any] = {"file_total": 0, "export_reason": 1000, "export_approval": 20_000, "export_mark": "properties"}
# Settings whose default stands in the settings files.
LIMITED_FILED = {f"pace_{kind}": ("pace", kind) for kind in PERIODS}

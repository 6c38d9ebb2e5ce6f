"""What was agreed for a company that others run the program for: how much of anything it may have."""

from dataclasses import dataclass

from crm.errors import Forbidden
from crm.language import N_, Words

MEGABYTE = 1_000_000
# Limit -> its label, and what people read who would go beyond it.
LIMITS = {
    "people": (
        N_("People who may sign in"),
        N_("{most} people may sign in, as was agreed with your provider. Suspend somebody first, or ask for more."),
    ),
    "records": (N_("Records"), N_("There are {most} records, as many as was agreed with your provider. Please ask for more.")),
    "storage": (N_("Files"), N_("All files together may need {most} MB, as was agreed with your provider. Remove some, or ask for more.")),
}  # fmt: skip


class OverLimit(Forbidden):
    """More than was agreed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Used:
    """How much of one limit is used; `most` is None where there is none."""

    name: str
    used: int
    most: int | None

    @property
    def label(self) -> str:
        return LIMITS[self.name][0]

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.used > self.most

    @property
    def share(self) -> int:
        """Percent of the limit, at most 100."""
        return min(100, self.used * 100 // self.most) if self.most else 0

    def refuse(self) -> None:
        """Raise OverLimit where it is used up."""
        if self.is_over:
            raise OverLimit(Words(LIMITS[self.name][1], most=self.most))

"""A check-in: where the phone says one is, or what one types where it does not."""

from datetime import datetime
from decimal import Decimal

from crm.domain.customer.nearby import Point
from crm.domain.customer.place import latitude, longitude
from crm.domain.kit.field import Draft, declare, draft
from crm.domain.sales.visit import VisitDraft
from crm.language import N_, Words

WORST = 100_000  # metres: a phone that knows less knows nothing


@draft
class CheckIn(Draft):
    """What is sent with a check-in."""

    latitude: Decimal | None = declare("number", N_("Latitude"), places=6, check=latitude)
    longitude: Decimal | None = declare("number", N_("Longitude"), places=6, check=longitude)
    accuracy: int | None = declare("integer", N_("Accuracy in metres"), max=WORST)
    phone_at: datetime | None = declare("datetime", N_("Clock of the phone"))
    place_text: str | None = declare(
        "text", N_("Where you are"), max=200, help=N_("Needed only without a position of the phone.")
    )
    far_reason: str | None = declare("text", N_("Why so far away"), max=200)
    use_place: bool = declare("yesno", N_("Use this place for the customer"), False)

    def check(self) -> dict[str, Words]:
        if (self.latitude is None) != (self.longitude is None):
            return {"latitude": Words("A position has a latitude and a longitude.")}
        if self.latitude is None and not self.place_text:
            return {"place_text": Words("Without a position, please type where you are.")}
        return {}

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(float(self.latitude), float(self.longitude))


CHECK_OUT = ("result", "next_step", "next_on")
CHECK_OUT_FIELDS = {name: VisitDraft.own[name] for name in CHECK_OUT}

"""Pages of visits: where they stand, the way to the spot, their photos and the entry that they left."""

from typing import Any

from markupsafe import Markup

from crm import current
from crm.domain.kit.module import Module
from crm.domain.sales.visit import DONE, MISSED, MODULE, MOVES, PLANNED, UNDER_WAY
from crm.language import say
from crm.web.kit.attached import file_view
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import shower
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, Link


class VisitPage(RecordPage):
    """The pages of visits."""

    status_field = "state"

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = (
            Link(say("Today’s visits"), f"{MODULE.path}/today", "checklist", testid="sales_visit_field.index"),
            Link(say("Visit plan"), "/visit-plan", "calendar-event", testid="sales_visit_plan.show"),
            Link(say("Plan and done"), f"{MODULE.path}/rates", "chart-bar", testid="sales_visit_rate.index"),
            Link(say("Nearby customers"), "/nearby", "map-pin", testid="customer_nearby.show"),
        )
        return (*found, *super().more_links(address))

    def given(self) -> dict[str, Any]:
        """A new visit begins with today."""
        return {"planned_on": current.today().isoformat()} | super().given()

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """Who makes the visit goes on to the spot."""
        found = super().head(row, editable)
        if not editable or row.owner_id != current.actor().id or row.state not in (PLANNED, MISSED, UNDER_WAY):
            return found
        label = say("Check out") if row.state == UNDER_WAY else say("Check in")
        return found | {"actions": (Link(label, f"{MODULE.path}/{row.id}/field", "map-pin", testid="sales_visit_field.show"),)}

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """Only the moves that the visit may make, if any."""
        choice = super().status_choice(row) if MOVES[row.state] else None
        allowed = (row.state, *MOVES[row.state])
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in allowed)}

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        ways = [Link(say("Nearby customers"), f"/nearby?account={row.account_id}", "map-pin", testid="customer_nearby.show")]
        if row.activity_id and current.actor().may("activity.view"):
            ways.append(Link(say("Entry in the timeline"), f"/activities/{row.activity_id}", "timeline", testid="customer_activity.show"))
        return (*ways, *super().record_links(row, editable))

    def cards(self, row: Any) -> tuple[Card, ...]:
        photos = photo_card(row)
        return (*((photos,) if photos else ()), *super().cards(row))


page = VisitPage(MODULE)


def photo_card(row: Any) -> Card | None:
    """The photos that were taken there."""
    if row.state not in (UNDER_WAY, DONE):
        return None
    views = [file_view(file) for file in container().field.visit_photo().of(row.id)]
    lead = Markup("").join(
        Markup('<a href="{}"><img src="{}" alt="{}" loading="lazy"></a>').format(view.url, view.picture, view.name) for view in views
    )
    return Card(say("Photos"), "photo", str(len(views)), (), lead=Markup('<p class="visit-photos">{}</p>').format(lead) if views else None)


def of_entry(module: Module, row: Any) -> Beside:
    """From an entry of a story one goes back to the visit that left it."""
    if module.name != "activity" or row.kind != "visit" or (id := container().field.visit().of_entry(row.id)) is None:
        return Beside()
    return Beside(links=(Link(say("The visit itself"), f"{MODULE.path}/{id}", MODULE.icon, testid="sales_visit.show"),))


def below(row: Any) -> str:
    """Below a visit's name on a card: its day and its state."""
    return str(Markup(" · ").join(shower(MODULE.fields[name])(getattr(row, name)) for name in ("planned_on", "state")).striptags())


OF_RECORD.append(of_entry)
SECOND[MODULE.name] = below

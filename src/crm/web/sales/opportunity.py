"""Pages of deals."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from crm import current, language
from crm.domain.kit.filter_tree import Condition, Group, Related, as_json
from crm.domain.kit.plain import dumps
from crm.domain.platform.view import SavedView
from crm.domain.sales.opportunity import MODULE
from crm.language import say, say_many
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Card, Link, Tile
from crm.web.sales.line_view import line_card

TONES = {"won": "ok", "lost": "bad"}
TEAMS = dumps(as_json(Group((Related("members", True, Group((Condition("user_id", "any", ("me",)),))),))))


class OpportunityPage(RecordPage):
    """The pages of deals."""

    status_field = "stage_id"

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = [Link(say("What changed"), f"{MODULE.path}/changes", "chart-bar", testid="sales_opportunity_change.show")]
        if current.actor().may("pipeline.view"):
            found.append(Link(say("Pipelines"), "/pipelines", "filter", testid="sales_pipeline.index"))
        return (*found, *super().more_links(address))

    def tabs(self, views: list[SavedView], args: MultiDict[str, str]) -> tuple[Link, ...]:
        """After one's own deals those on whose team one is."""
        everything, mine, *saved = super().tabs(views, args)
        here = args.get("filter") == TEAMS and not args.getlist("f")
        theirs = Link(say("Taking part"), f"{MODULE.path}?{urlencode({'filter': TEAMS})}", current=here)
        return (replace(everything, current=everything.current and not here), mine, theirs, *saved)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        room = Link(say("Deal room"), f"{MODULE.path}/{row.id}/room", "id", testid="sales_opportunity_room.show")
        return (room, *super().record_links(row, editable))

    def above(self, row: Any, top: Any) -> dict[str, Any]:
        """Where no task is open, the deal's own next step stands above the story; a closed deal needs none."""
        found = super().above(row, top)
        if found.get("next_step") is None and (row.next_follow_at or row.state != "open" or row.is_waiting(current.today())):
            found["next_step"] = self._own_step(row)
            found["storied"] = row.state == "open"
        return found

    def _own_step(self, row: Any) -> Any:
        edit = f"{MODULE.path}/{row.id}/edit"
        late = row.next_follow_at is not None and row.next_follow_at < current.today()
        if row.next_follow_at:
            title, due = row.next_step or say("Next follow-up"), language.day(row.next_follow_at)
        else:
            title, due = say("Waiting for the customer until"), language.day(row.waiting_until) if row.waiting_until else ""
        tone = "late" if late else "" if row.next_follow_at else "waiting"
        return SimpleNamespace(url=edit, title=title, due=due, by=row.owner_name or "", tone=tone, done_url=None, edit_url=edit)

    def cards(self, row: Any) -> tuple[Card, ...]:
        return (line_card(MODULE.name, row, self.may("edit") and self.service.may("edit", row)), *super().cards(row))

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        currency, now = current.context().currency, current.now()
        room = f"{MODULE.path}/{row.id}/room"
        days = row.days_in_stage(now)
        own = [
            Tile(say("Weighted amount"), escape(language.money(row.weighted, currency) if row.weighted is not None else "—"), None,
                 name="weighted"),
            Tile(say("In this stage"), escape(say_many("for {n} day", "for {n} days", days)), room,
                 "warn" if row.is_stale(now) else None, "stage"),
            Tile(say("Expected close"), escape(language.day(row.close_on) if row.close_on else "—"), None,
                 "bad" if row.state == "open" and row.close_on and row.close_on < current.today() else None, "close"),
        ]  # fmt: skip
        return (*own, *super().tiles(row, top, counted, cards))


page = OpportunityPage(MODULE)


def stages() -> Any:
    """The cell of the stage: its name in the colour of what it means."""

    def cell(row: Any) -> str:
        return str(Markup('<span class="tag {}">{}</span>').format(TONES.get(row.state, ""), row.stage_name))

    return cell


def ages() -> Any:
    """The cell of the day on which a deal came into its stage: marked when that is longer ago than usual."""
    now = current.now()

    def cell(row: Any) -> str:
        said = say_many("for {n} day", "for {n} days", row.days_in_stage(now))
        tone = "warn" if row.is_stale(now) else ""
        return str(
            Markup('<span class="{}" title="{}">{}</span>').format(
                f"tag {tone}".strip() if tone else "", language.moment(row.stage_at), said
            )
        )

    return cell


def steps() -> Any:
    """The cell of the next step: its day, or that there is none."""
    today, now = current.today(), current.now()

    def cell(row: Any) -> str:
        if row.next_follow_at:
            late = row.state == "open" and row.next_follow_at < today
            return str(Markup("<time{}>{}</time>").format(Markup(' class="late"') if late else "", language.day(row.next_follow_at)))
        if row.state != "open":
            return ""
        if row.is_waiting(now.date()):
            return str(escape(say("Waiting until {at}", at=language.day(row.waiting_until))))
        return str(Markup('<span class="none-planned">{}</span>').format(say("No next step")))

    return cell


WHOLE["opportunity", "stage_id"] = stages
WHOLE["opportunity", "stage_at"] = ages
WHOLE["opportunity", "next_follow_at"] = steps

"""Lead pages: why the score is what it is, who handed the lead out, the ways on."""

from typing import Any

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import modules
from crm.domain.sales.lead import CONVERTED, DISQUALIFIED, MODULE, OPEN
from crm.domain.sales.lead_score import Part
from crm.language import N_, say, say_many
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, FieldView, Link
from crm.web.sales.lead_rule import lines_of

RULES, SCORES, LINES = "lead_rule", "lead_score", 5
ASIDE = ("state", "reason", "recycle_on")


class LeadPage(RecordPage):
    """The pages of leads."""

    status_field = "state"
    at_once = 0  # its own cards come first

    def more_links(self, address: Address) -> tuple[Link, ...]:
        may, found = current.actor().may, []
        if may("lead_rule.view"):
            found.append(Link(say("Leads that wait"), f"{modules()[RULES].path}/trial", "player-play", testid="sales_lead_rule.trial"))
            found.append(Link(say("Assignment log"), f"{modules()[RULES].path}/log", "history", testid="sales_lead_rule.log"))
        return (*found, *super().more_links(address))

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """The step that a lead is there for stands beside its name."""
        found = super().head(row, editable)
        if not editable or row.state == CONVERTED:
            return found
        convert = Link(say("Convert"), f"{MODULE.path}/{row.id}/conversion", "refresh", "v", "sales_lead_conversion.new")
        return found | {"actions": (convert,)}

    def above(self, row: Any, top: Any) -> dict[str, Any]:
        """With a lead that is at rest nothing is planned, so that nothing is missing either."""
        found = super().above(row, top)
        return found if row.is_open or found.get("next_step") else found | {"storied": False}

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """Between the open states with one click; the others have pages of their own, for they ask something."""
        choice = super().status_choice(row) if row.is_open else None
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in OPEN)}

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """In place nothing is set that only makes sense with something else."""
        alone = field.name not in ASIDE or (row.state == DISQUALIFIED and field.name != "state")
        return super().field_view(field, row, editable and alone)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        ways = []
        if editable and row.is_open:
            ways.append(Link(say("Disqualify"), f"{MODULE.path}/{row.id}/disqualification", "ban", testid="sales_lead_conversion.aside"))
        if editable and row.state == DISQUALIFIED:
            reopening = f"{MODULE.path}/{row.id}/reopening"
            ways.append(Link(say("Open again"), reopening, "arrow-back-up", testid="sales_lead_conversion.reopen", post=True))
        return (*ways, *super().record_links(row, editable))

    def cards(self, row: Any) -> tuple[Card, ...]:
        """Beside what belongs to every record: what became of the lead, what its score is made of, what rules did with it."""
        return (*self._became(row), *self._reasons(row), *self._handed(row), *super().cards(row))

    @staticmethod
    def _became(row: Any) -> tuple[Card, ...]:
        items = tuple(
            CardItem(title, f"{modules()[name].path}/{getattr(row, f'converted_{name}_id')}", say(modules()[name].label))
            for name in ("account", "contact", "opportunity")
            if (title := getattr(row, f"converted_{name}_name"))
        )
        return (Card(say("Conversion"), "refresh", language.number(len(items)), items),) if items else ()

    def _reasons(self, row: Any) -> tuple[Card, ...]:
        if not current.actor().may("lead_score.view") or not row.is_open:
            return ()
        parts = container().sales.lead_score().parts(row)
        path = modules()[SCORES].path
        items = tuple(CardItem(_told(part), f"{path}/{part.rule.id}" if part.rule else path, f"{part.points:+d}") for part in parts)
        return (Card(say("Score"), "chart-bar", language.number(row.score), items, name="score"),) if parts else ()

    def _handed(self, row: Any) -> tuple[Card, ...]:
        if not current.actor().may("lead_rule.view"):
            return ()
        found = container().sales.lead_assignment().log(LINES, row.id)
        items = tuple(
            CardItem(f"{one['rule']} → {one['to']}", one["rule_url"], f"{one['at']} · {one['why']}".rstrip(" ·")) for one in lines_of(found)
        )
        return (Card(say("Handed out by a rule"), "arrows-sort", language.number(len(items)), items),) if items else ()

    def to(self, action: str, **values: Any) -> Any:
        """After a rule has given the new lead to somebody whose leads this person does not see, the list stands in for its page."""
        if action == "show" and not self.service.find([values["id"]]):
            toast(N_("The lead was saved, and a rule gave it to somebody else."))
            return super().to("index")
        return super().to(action, **values)


def _told(part: Part) -> str:
    return part.rule.name if part.rule else say_many("No touch for {n} day", "No touch for {n} days", part.days)


page = LeadPage(MODULE)

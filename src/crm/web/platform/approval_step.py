"""Pages of the steps of flows of approval."""

from dataclasses import replace
from typing import Any

from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.platform.approval_step import MODULE, NEEDED
from crm.web.kit.form import asked_when
from crm.web.kit.record import RecordPage
from crm.web.kit.related import SECOND
from crm.web.platform.approval_words import said

ASKED = {name: kind for kind, name in NEEDED.items()}


class ApprovalStepPage(RecordPage):
    """The pages of steps. A form asks for no more than the kind of who decides needs."""

    def given(self) -> dict[str, Any]:
        """A new step comes after those that its flow has."""
        found = super().given()
        flow = found.get("flow_id", "")
        if not flow.isdecimal() or "position" in found:
            return found
        steps = Query(Group((Condition("flow_id", "any", (int(flow),)),)), Sort((("position", True),)), size=1)
        last = next(iter(self.service.page(steps)), None)
        return found | ({"position": str(last.position + 1)} if last else {})

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            form = values["form"]
            kind = next(item.value for section in form.sections for item in section.items if item.name == "kind")
            parts = (
                replace(part, items=tuple(asked_when(item, "kind", ASKED.get(item.name), kind) for item in part.items))
                for part in form.sections
            )
            values["form"] = replace(form, sections=tuple(parts))
        return super().render(name, **values)


page = ApprovalStepPage(MODULE)


def second(row: Any) -> str:
    """Below a step's name on the card of its flow: who decides."""
    return said(row)


SECOND[MODULE.name] = second

"""The lock of a record: who can see and edit it, and through what; why somebody can or cannot."""

from typing import Any

from flask import request

from crm import current
from crm.domain.kit.module import modules
from crm.domain.platform.explain import Person, Way
from crm.domain.platform.role import VERB_LABELS
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.view import InputView, Link

SHOWN = 100
OPENS = {
    "own": N_("owns this record; the role allows it for one’s own"),
    "department": N_("same department as the owner: {theirs}"),
    "below": N_("{mine} stands above or is the owner’s department, {theirs}"),
    "pool": N_("is a member of the public pool in which this record lies"),
    "team": N_("is on the team"),
    "all": N_("the role allows it for all records"),
    "everything": N_("the role is an administrator’s"),
}
SHUTS = {
    "nothing": N_("the role does not allow it at all"),
    "own": N_("the role allows it only for one’s own records, and this one belongs to {owner}"),
    "department": N_("the role allows it only in the own department, {mine}, and this record belongs to {theirs}"),
    "below": N_("the role allows it only in {mine} and below, and this record belongs to {theirs}"),
}


class Access(Room):
    """The action access of a record module."""

    def access(self, id: int) -> Any:
        row = self.service.get(id)
        service = container().platform.explain()
        asked = self._asked()
        people = () if asked else tuple(service.everybody(self.module, row))
        return self.render(
            "access",
            title=say("Who can see this?"),
            record=self.module.title(row),
            record_url=url(self.module, "show", id=id),
            action=url(self.module, "access", id=id),
            who=InputView("who", say("Colleague"), "user", asked or "", service_name(asked), options_url="/users/options"),
            people=tuple(self.told(one, row) for one in people[:SHOWN]),
            rest=max(0, len(people) - SHOWN),
            answer=self.told(service.one(self.module, row, asked), row, every=True) if asked else None,
            unknown=request.args.get("who__text") if "who" in request.args and not asked else None,
        )

    def _asked(self) -> int | None:
        """Whom the question is about: chosen, or typed as a name that only one colleague has."""
        if id := request.args.get("who", type=int):
            return id
        text = request.args.get("who__text", "").strip()
        found = container().platform.user().colleagues(text, 2) if text else []
        same = [one for one in found if one.name == text] or found
        return same[0].id if len(same) == 1 else None

    def told(self, one: Person, row: Any, every: bool = False) -> dict[str, Any]:
        """One person in words; `every`: with what shuts him out as well."""
        lines = [self._line(one, verb, way, row) for verb, ways in one.ways.items() for way in self._telling(one, verb, ways, every)]
        return {
            "person": Link(one.name, f"/users/{one.id}" if current.actor().may("user.view") else ""),
            "department": one.department or "",
            "may": tuple(say(VERB_LABELS[verb]) for verb in one.may),
            "sees": "view" in one.may,
            "sentence": self._sentence(one),
            "lines": tuple(dict.fromkeys(lines)),
        }

    @staticmethod
    def _telling(one: Person, verb: str, ways: tuple[Way, ...], every: bool) -> tuple[Way, ...]:
        """What lets in where he is let in; what shuts out only where the question was why."""
        if verb in one.may:
            return tuple(way for way in ways if way.opens)
        return tuple(way for way in ways if not way.opens) if every and verb in ("view", "edit") else ()

    def _line(self, one: Person, verb: str, way: Way, row: Any) -> tuple[str, bool, str, str, str]:
        """(verb, whether it opens, the role, its address for whoever may see it, why)."""
        words = (OPENS if way.opens else SHUTS).get(way.why, way.why)
        why = say(
            words,
            mine=one.department or say("no department"),
            theirs=row.department_name or say("no department"),
            owner=row.owner_name or say("no owner"),
        )
        if way.why == "pool":
            pool = f"/pools/{way.role_id}" if current.actor().may("pool.view") else ""
            return (say(VERB_LABELS[verb]), True, say("Public pool"), pool, why)
        if way.why == "team" and self.module.team:
            worked_on = modules()[self.module.team.of]
            return (say(VERB_LABELS[verb]), True, say(worked_on.label), f"{worked_on.path}/{way.role_id}", why)
        return (say(VERB_LABELS[verb]), way.opens, way.role, f"/roles/{way.role_id}" if current.actor().may("role.view") else "", why)

    def _sentence(self, one: Person) -> str:
        """The answer to “why can she (not) see this” in a sentence."""
        if not one.active:
            return say("{name} cannot see this: who is suspended or has left cannot sign in.", name=one.name)
        if not one.ways["view"]:
            return say("{name} cannot see this: without a role nobody sees anything.", name=one.name)
        if "view" not in one.may:
            return say("{name} cannot see this. None of the roles opens it:", name=one.name)
        if "edit" in self.module.verbs and "edit" not in one.may:
            return say("{name} can see this, but not change it:", name=one.name)
        return say("{name} can see this and change it:", name=one.name) if "edit" in one.may else say("{name} can see this:", name=one.name)


def service_name(user_id: int | None) -> str:
    """What stands in the box for the person one asked about."""
    if not user_id:
        return ""
    names = container().records().names({("user", user_id)})
    return names.get(("user", user_id), f"#{user_id}")

"""Many records at once: set values, hand over, tag, remove; each that cannot be is named with the reason."""

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from crm.domain.kit.module import Module
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid, NotFound
from crm.language import Words, say
from crm.web.api.page import answer, body
from crm.web.api.shape import check, wrong
from crm.web.kit.page import container

MOST_IDS = 1000


def actions(module: Module) -> dict[str, tuple[str, ...]]:
    """What can be done to many records of a module, each with what it asks for."""
    found = {
        "edit": ("values",) if module.mass and "edit" in module.verbs else None,
        "assign": ("owner_id",) if "owner_id" in module.columns and "assign" in module.verbs else None,
        "tag": ("add", "drop") if "tags" in module.fields and "edit" in module.verbs else None,
        "remove": () if "remove" in module.verbs else None,
    }
    return {name: asked for name, asked in found.items() if asked is not None}


class Bulk:
    """The action bulk of a module's API."""

    module: Module
    service: Any

    def bulk(self) -> Response:
        given = body()
        action, ids = self._action(given), _ids(given.get("ids"))
        outcome: Outcome = getattr(self, f"_{action}")(ids, given)
        refused = {id: say(why) for id, why in {**outcome.kept, **outcome.refused}.items()}
        missing = {id: say(NotFound.words) for id in ids if id not in outcome.titles}
        reasons = [{"id": id, "reason": why} for id, why in {**refused, **missing}.items()]
        return answer({"done": outcome.done, "refused": reasons, "change_set": outcome.change_set_id})

    def _action(self, given: Mapping[str, Any]) -> str:
        """The action's name; raises Invalid unless what it asks for is given, and nothing else."""
        known, action = actions(self.module), given.get("action")
        if not isinstance(action, str) or action not in known:
            raise Invalid(action=Words("One of these, please: {names}.", names=", ".join(known)))
        refused = {name: Words("This field is not known.") for name in given if name not in ("ids", "action", *known[action])}
        if action != "tag":
            refused |= {name: Words("Please fill this in.") for name in known[action] if given.get(name) is None}
        if refused:
            raise Invalid(refused)
        return action

    def _edit(self, ids: list[int], given: Mapping[str, Any]) -> Outcome:
        values = given["values"]
        if not isinstance(values, dict) or not values:
            raise Invalid(values=Words("A JSON object is expected."))
        check(self.module, values, self.module.mass)
        return self.service.change_all(ids, values)

    def _assign(self, ids: list[int], given: Mapping[str, Any]) -> Outcome:
        owner = given["owner_id"]
        user = container().platform.user().find_one(str(owner)) if _is_id(owner) else None
        if user is None:
            raise Invalid(owner_id=Words("Please choose one from the list."))
        return self.service.assign_all(ids, user.id, user.department_id)

    def _tag(self, ids: list[int], given: Mapping[str, Any]) -> Outcome:
        field, parts = self.module.fields["tags"], {name: given.get(name, []) for name in ("add", "drop")}
        if refused := {name: why for name, tags in parts.items() if (why := wrong(field, tags))}:
            raise Invalid(refused)
        return self.service.tag_all(ids, field.parse(parts["add"]), field.parse(parts["drop"]))

    def _remove(self, ids: list[int], given: Mapping[str, Any]) -> Outcome:
        return self.service.remove_all(ids)


def _ids(raw: Any) -> list[int]:
    if isinstance(raw, list) and 0 < len(raw) <= MOST_IDS and all(_is_id(id) for id in raw):
        return list(dict.fromkeys(raw))
    raise Invalid(ids=Words("A list of 1 to {most} ids is expected here.", most=MOST_IDS))


def _is_id(raw: Any) -> bool:
    return type(raw) is int and 0 < raw < 10**15

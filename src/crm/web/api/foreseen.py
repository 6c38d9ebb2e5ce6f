"""What a change of rights would do to people, told to programs before it is made: nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Response

from crm.domain.kit.module import Module
from crm.domain.platform.department import MODULE as DEPARTMENT
from crm.domain.platform.role import MODULE as ROLE
from crm.domain.platform.user import MODULE as USER
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.web.api.page import JSON, ApiPage, answer, body
from crm.web.api.paths import MORE, WRITES, described
from crm.web.api.schema import Schema, array, closed, field_schema
from crm.web.api.shape import check
from crm.web.kit.page import container
from crm.web.platform.field_right import placed
from crm.web.platform.field_right_told import told_of_fields
from crm.web.platform.role import page as roles
from crm.web.platform.role_foreseen import ForeseenPage
from crm.web.platform.role_told import Told, told
from crm.web.platform.user import page as users


def role(id: int) -> Response:
    return _rights(roles, ("administrator", "grants"), id)


def user(id: int) -> Response:
    return _rights(users, ("roles", "department_id"), id)


def department(id: int) -> Response:
    given = _sent(DEPARTMENT, ("parent_id",))
    found = container().people.department_move().foresee(id, given.get("parent_id"))
    return _answer(found.seen.people, told(found.seen))


def fields(id: int) -> Response:
    """`levels` as on the page: account.phone -> masked; what is not named is not limited."""
    given = body()
    levels = given.get("levels")
    if set(given) != {"levels"} or not isinstance(levels, dict) or not all(isinstance(one, str) for one in levels.values()):
        raise Invalid(levels=Words("Send the levels by field, such as {example}.", example='{"levels": {"account.phone": "masked"}}'))
    found = container().platform.field_right_change().foresee(id, placed(levels))
    return _answer(found.people, told_of_fields(found))


def _sent(module: Module, names: Sequence[str]) -> dict[str, Any]:
    given = body()
    check(module, given, {name: module.draft.fields[name] for name in names})
    return given


def _rights(page: ForeseenPage, names: Sequence[str], id: int) -> Response:
    """Raises Invalid for what could not be saved."""
    row, given = page.service.get(id), _sent(page.module, names)
    page.service.check_record("edit", row)
    _, wrong = page.service.check_each({id: given})
    if wrong:
        raise Invalid(wrong[id])  # type: ignore[arg-type]
    found = page.foresee(row, replace(row, **page.module.draft.parse(given, base=row).values()))
    return _answer(found.people, told(found))


def _answer(people: int, lines: Sequence[Told]) -> Response:
    return answer({"people": people, "lines": [{"sentence": one.sentence, "wider": one.wider, "names": one.names} for one in lines]})


LEVELS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
# (module, what stands behind its record's address, what is called, the fields of the body, what is said of it)
ACTIONS: tuple[tuple[Module, str, Callable[[int], Response], tuple[str, ...], str], ...] = (
    (ROLE, "preview", role, ("administrator", "grants"), N_("What these rights of a role would do to the people who hold it.")),
    (ROLE, "fields/preview", fields, (), N_("What these rights of fields would do to the people who hold the role.")),
    (USER, "preview", user, ("roles", "department_id"), N_("What these roles and this department would do to what people see and do.")),
    (DEPARTMENT, "preview", department, ("parent_id",), N_("What moving a department would do to what people see.")),
)
page = ApiPage(__name__)
for module, way, act, *_ in ACTIONS:
    page.add(f"{module.path}/<record:id>/{way}", act, module.permission("edit"), "POST", (), f"{module.name}_{way.replace('/', '_')}")


def paths() -> Schema:
    """The addresses as OpenAPI describes them."""
    told = {"sentence": {"type": "string"}, "wider": {"type": "boolean"}, "names": {"type": "string"}}
    found = closed({"people": {"type": "integer", "minimum": 0}, "lines": array(closed(told, told))}, ("people", "lines"))
    done = {"200": {"description": say("Done."), "content": {JSON: {"schema": found}}}}
    return {
        f"/api/v1{module.path}/{{id}}/{way}": {
            "post": described(f"{module.name}_{way.replace('/', '_')}", module.name, say(sentence), done, (*WRITES, 404))
            | {"requestBody": {"required": True, "content": {JSON: {"schema": _schema(module, names)}}}}
        }
        for module, way, _, names, sentence in ACTIONS
    }


def _schema(module: Module, names: Sequence[str]) -> Schema:
    if not names:
        return closed({"levels": LEVELS}, ("levels",))
    known = module.draft.fields
    return closed({name: field_schema(known[name], written=True) | {"title": say(known[name].label)} for name in names}, ())


MORE.append(paths)

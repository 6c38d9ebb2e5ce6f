"""What one role may do with single fields: module by module, each field with its level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from crm import current
from crm.domain.kit.field import Field
from crm.domain.kit.filter_find import said
from crm.domain.kit.module import Module, modules
from crm.domain.platform.field_right import choices_of, limitable
from crm.domain.platform.role import MODULE as ROLE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.field_right_change import FieldsForeseen
from crm.web.kit.address import url
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.platform.field_right_told import told_of_fields
from crm.web.platform.role_told import carried, confirmed
from crm.web.proof import sensitive

page = Page(__name__, url="/roles/<int:id>/fields")


@dataclass(frozen=True, slots=True)
class Line:
    """One field with the levels that it can have."""

    name: str  # account.phone
    label: str
    level: str
    choices: tuple[tuple[str, str], ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """One module."""

    name: str
    label: str
    icon: str
    limited: int
    lines: tuple[Line, ...]
    open: bool


@page.get("")
@permits("role.view")
def show(id: int) -> str:
    """With what was chosen before somebody was asked who he is, when he comes back from that."""
    return _page(id, _chosen(_levels(id), g.get("held") or {}))


@page.post("")
@permits("role.edit")
@sensitive
def update(id: int) -> Any:
    """First what it does to people, then, once that is confirmed, the deed. Fields that the search box left out stay as they are."""
    levels = _chosen(_levels(id), request.form)
    if request.form.get("then") == "edit":
        return _page(id, levels)
    wanted = placed(levels)
    try:
        found = container().platform.field_right_change().foresee(id, wanted)
        if found and not confirmed():
            return _preview(id, found)
        container().platform.field_right().put(id, wanted)
    except Invalid as refusal:
        return _page(id, levels, refusal), 422
    toast(N_("Saved."))
    return page.to("show", id=id, find=request.args.get("find") or None)


def _preview(id: int, found: FieldsForeseen) -> str:
    here = url_for("platform_field_right.update", id=id, find=request.args.get("find") or None)
    title = container().platform.role().get(id).name
    return page.render(
        "preview", module=ModuleView(ROLE), title=title, action=here, foreseen=found, lines=told_of_fields(found), carried=carried()
    )


def _levels(id: int) -> dict[str, str]:
    return {".".join(place): level for place, level in container().platform.field_right().of_role(id).items()}


def _chosen(levels: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The levels with those that were chosen in the form."""
    return {name: level for name, level in {**levels, **{n: one for n, one in given.items() if "." in n}}.items() if level}


def placed(levels: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The levels by (module, field); what is not limited is left out."""
    return {(module, field): level for name, level in levels.items() for module, _, field in [name.partition(".")] if level}


def _page(id: int, levels: dict[str, str], refusal: Invalid | None = None) -> str:
    role = container().platform.role().get(id)
    find = request.args.get("find", "").strip()
    errors = refusal.fields if refusal else {}
    groups = tuple(one for module in modules().values() if (one := _group(module, levels, find, errors)).lines)
    return page.render(
        "show", module=ModuleView(ROLE), role=role, role_url=url(ROLE, "show", id=id), groups=groups, find=find,
        limited=len(levels), editable=current.actor().may("role.edit") and not role.administrator,
        wrong=tuple(say(why) for why in errors.values()),
    )  # fmt: skip


def _group(module: Module, levels: dict[str, str], find: str, errors: Any) -> Group:
    fields = limitable(module)
    found = fields if not find or said(module.plural, find) else {n: one for n, one in fields.items() if said(one.label, find, one.aliases)}
    lines = tuple(_line(module, field, levels, errors) for field in found.values())
    limited = sum(1 for name in fields if levels.get(f"{module.name}.{name}"))
    return Group(module.name, say(module.plural), module.icon, limited, lines, bool(find) or limited > 0 or any(one.error for one in lines))


def _line(module: Module, field: Field, levels: dict[str, str], errors: Any) -> Line:
    name = f"{module.name}.{field.name}"
    choices = tuple((level, say(label)) for level, label in choices_of(module, field))
    return Line(name, say(field.label), levels.get(name, ""), choices, say(errors[name]) if name in errors else None)


def _beside(module: Module, row: Any) -> Beside:
    """The way here from the page of a role."""
    if module.name != ROLE.name or row.administrator:
        return Beside()
    return Beside(links=(Link(say("Rights of fields"), f"{ROLE.path}/{row.id}/fields", "forms", testid="platform_field_right.show"),))


OF_RECORD.append(_beside)

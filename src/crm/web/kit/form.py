"""Forms from a module's description, and typed values back from a posted form."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel.numbers import get_currency_symbol
from werkzeug.datastructures import MultiDict

from crm import current
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.platform.field import TONES
from crm.domain.platform.layout import Part
from crm.errors import Conflict, Invalid
from crm.language import LOCALES, N_, say
from crm.web.kit.cell import shown, typed_in
from crm.web.kit.options import options_of
from crm.web.kit.page import container
from crm.web.kit.view import FormView, InputView, SectionView

MASKED = N_("Masked for you. What you leave as it is stays as it is; what you type takes its place.")
OPTION = ("value", "zh", "en", "tone")


def posted(module: Module, form: MultiDict[str, str], names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """What was typed into the named fields. An unticked box is posted as nothing and means no."""
    raw: dict[str, Any] = {}
    for name, field in module.draft.fields.items():
        if names is not None and name not in names:
            continue
        if field.kind.several:
            raw[name] = [part for part in form.getlist(name) if part.strip()]
        elif field.kind_name == "yesno":
            raw[name] = form.get(name, "no")
        elif field.kind_name == "options" and name not in form:
            columns = [form.getlist(f"{name}.{part}") for part in OPTION]
            raw[name] = dumps([dict(zip(OPTION, line, strict=False)) for line in zip(*columns, strict=False)])
        elif field.kind_name == "grants" and name not in form:
            given = {key.removeprefix(f"{name}."): scope for key, scope in form.items() if key.startswith(f"{name}.")}
            raw[name] = dumps({key: int(scope) if scope.isascii() and scope.isdigit() else scope for key, scope in given.items()})
        elif field.kind_name == "file" and form.get(f"{name}__drop"):
            raw[name] = ""
        elif name in form or f"{name}__text" in form:
            raw[name] = form.get(name, "") or _named(field, form.get(f"{name}__text", ""))
    return raw


def sent(module: Module, form: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed into the module's form. Boxes and choices that the layout hides were not unticked by being left out."""
    placed = {name for part in form_parts(module) for name in part.names}
    hidden = {name for section in module.sections for name in section.names} - placed
    return posted(module, form, tuple(name for name in module.draft.fields if name not in hidden or name in form))


def form_parts(module: Module) -> list[Part]:
    """The sections of a module's form as they are laid out; a field without which nothing can be saved is never hidden."""
    parts = container().platform.layout().parts(module)
    placed = {name for part in parts for name in part.names}
    known = [name for section in module.sections for name in section.names if name in module.draft.fields and name not in placed]
    needed = tuple(name for name in known if module.draft.fields[name].required and not module.draft.fields[name].default)
    return [replace(parts[0], names=(*needed, *parts[0].names)), *parts[1:]] if needed else parts


class _Typed:
    """The values that a form shows, by name: what was typed, what the record has, or what a new one begins with."""

    def __init__(self, module: Module, row: Any, raw: Mapping[str, Any] | None):
        self.module, self.row, self.raw = module, row, raw or {}

    def __getattr__(self, name: str) -> Any:
        if name in self.raw or self.row is not None:
            return self.raw[name] if name in self.raw else getattr(self.row, name, None)
        return self.module.draft.fields[name].start if name in self.module.draft.fields else None


def _named(field: Field, text: str) -> str:
    """Without script a reference is typed as a name: the record that is called so."""
    if not text.strip() or not field.target:
        return text.strip()
    hits = container().platform.search().find(text, 2, field.target)
    same = [hit for hit in hits if hit.title == text.strip()] or hits
    return str(same[0].id) if len(same) == 1 else text.strip()


def input_view(field: Field, value: Any, row: Any = None, error: str | None = None, theirs: tuple[str, str] | None = None) -> InputView:
    """The input of one field. `value` is typed (a list for several values), or as the control wants it."""
    if field.kind_name == "options" and isinstance(value, str):
        value = json.loads(value or "[]")
    kind = {"idnumber": "text", "taxid": "text", "integer": "text", "roles": "choices"}.get(field.kind_name, field.kind_name)
    kind = "choice" if field.few else kind
    target = modules().get(field.target or ("user" if kind == "user" else ""))
    return InputView(
        name=field.name,
        label=say(field.label),
        kind=kind,
        value=value if field.kind.several or isinstance(value, (str, list)) else typed_in(field, value),
        text=_text(field, kind, target, value, row),
        error=say(error) if error else None,
        required=field.required,
        help=say(MASKED) if field.masked and value else say(field.help) if field.help else None,
        choices=choices(field, row),
        options_url=f"{target.path}/options" if target and kind in ("reference", "user") else None,
        max=field.max if kind in ("text", "long", "rich", "address") and field.kind_name == kind else None,
        unit=unit(field),
        unit_when=field.money_if,
        theirs=theirs[0] if theirs else None,
        theirs_value=theirs[1] if theirs else None,
    )


def _text(field: Field, kind: str, target: Module | None, value: Any, row: Any) -> str:
    """What stands in the box for an id: what the record calls it, or the name of another one that was chosen or came with the address."""
    if kind == "file":
        return _file_name(value)
    if row is not None and field.shown and str(getattr(row, field.name, None) or "") == str(value or ""):
        return str(shown(field, row, linked=False))
    if target is None or kind == "choice" or not str(value or "").isdigit():
        return ""
    return container().records().names({(target.name, int(value))}).get((target.name, int(value)), "")


def _file_name(value: Any) -> str:
    """What the file is called that is there now, or was sent before the form was refused."""
    if not str(value or "").isdigit():
        return ""
    return container().records().names({("file", int(value))}).get(("file", int(value)), f"#{value}")


def unit(field: Field) -> str:
    """What stands in front of the number: ¥."""
    if field.kind_name != "money" or field.currency_from:  # its own field beside it says which
        return ""
    return get_currency_symbol(field.currency or current.context().currency, LOCALES[current.language()])


def choices(field: Field, row: Any = None) -> tuple[tuple[str, str], ...]:
    if field.kind_name == "department":
        return tuple((str(d.id), d.label) for d in container().platform.department().choices())
    if field.kind_name == "tags":
        return tuple((name, name) for name in container().customer.tag().names())
    if field.kind_name == "roles":
        return tuple((str(role.id), role.name) for role in container().platform.role().names())
    options = TONES if field.kind_name == "options" else options_of(field, row)
    return tuple((option.value, say(option.label)) for option in options)


def form_view(
    module: Module,
    action: str,
    cancel_url: str,
    row: Any = None,
    raw: Mapping[str, Any] | None = None,
    refusal: Invalid | None = None,
    conflict: Conflict | None = None,
    names: tuple[str, ...] | None = None,
    again: bool = False,
    once: str | None = None,
) -> FormView:
    """The form of a module: with a record's values, or with what was typed and why it was refused."""
    errors, typed = refusal.fields if refusal else {}, _Typed(module, row, raw)
    sections = []
    for part in form_parts(module) if names is None else (Part("", names),):
        items = tuple(_input(typed, name, raw, errors, conflict) for name in part.names if name in module.draft.fields)
        if items:
            off = not part.shown_for(typed) and not any(item.error or item.theirs for item in items)
            sections.append(SectionView(say(part.label), items, part.folded, part.condition, off))
    listed = {item.name for section in sections for item in section.items}
    summary = [(name if name in listed else "", _sentence(module, name, why)) for name, why in errors.items()]
    if conflict:
        summary += [("", say(conflict.words))]
    return FormView(
        action=action,
        sections=tuple(sections),
        version=conflict.version if conflict else (row.version if row is not None and row.id else None),
        once=None if row is not None and row.id else once or secrets.token_urlsafe(16),
        errors=tuple(summary),
        cancel_url=cancel_url,
        again=again,
    )


def _sentence(module: Module, name: str, why: str) -> str:
    field = module.draft.fields.get(name)
    return f"{say(field.label)}: {say(why)}" if field else say(why)


def known(field: Field, value: Any) -> Any:
    """A value of the record as the control wants it; a list stays one."""
    return value if field.kind.several else typed_in(field, value)


def _input(
    typed: _Typed, name: str, raw: Mapping[str, Any] | None, errors: Mapping[str, Any], conflict: Conflict | None
) -> InputView:
    field, row = typed.module.draft.fields[name], typed.row
    value = raw[name] if raw is not None and name in raw else known(field, field.start if row is None else getattr(row, name, None))
    theirs = None
    if conflict and field.name in conflict.fields:
        _, other, mine = conflict.fields[field.name]
        value = mine if field.kind.several else typed_in(field, mine)
        theirs = (str(typed_in(field, other)), str(typed_in(field, other)))
        if field.options:
            theirs = (say(field.label_of(other)) if other else "", other or "")
    view = input_view(field, value, row, errors.get(field.name), theirs)
    return replace(view, unit_off=not Part("", (), condition=field.money_if).shown_for(typed), choices=_with_units(view, typed.module))


def asked_when(view: InputView, name: str, needed: str | None, chosen: Any) -> InputView:
    """An input that only one choice of the field `name` needs: out of sight for others, but not with what is wrong in it."""
    if needed is None or view.error or view.theirs is not None:
        return view
    return replace(view, when=f"{name}:any:{needed}", off=chosen != needed)


def _with_units(view: InputView, module: Module) -> tuple[tuple[str, str], ...]:
    """Choices that make amounts of money of other fields say so themselves: beside those nothing changes without script."""
    begins = f"{view.name}:any:"
    other = next((one for one in module.draft.fields.values() if one.money_if.startswith(begins)), None)
    if other is None:
        return view.choices
    moneyed, said = other.money_if.removeprefix(begins).split(","), unit(other)
    return tuple((value, f"{label} ({said})" if value in moneyed else label) for value, label in view.choices)

"""The composer of a record's timeline: one short form for each kind of activity."""

import secrets
from dataclasses import replace
from typing import Any

from flask import render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from crm import current
from crm.domain.kit import custom
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, modules
from crm.errors import Invalid
from crm.language import say
from crm.per_tenant import PerTenant
from crm.web.kit.attached import FIELD, files_input
from crm.web.kit.form import form_view
from crm.web.kit.view import FormView

Drafts = dict[str, dict[str, Any]]  # kind of activity -> what was typed into its form
FIELDS = {"task": ("name", "due_at", "remind_at", "waiting", "body"), "note": ("name", "body")}
USUAL = ("name", "at", "body", "result")
TOKEN, ONCE, RECORD = "a token of this session", "a word of this page", 0
_boxes: PerTenant[str] = PerTenant(1000)


def activity_kinds() -> tuple[Option, ...]:
    """The kinds of activities, as their module describes them."""
    return modules()["activity"].fields["kind"].options


def has_story(module: Module) -> bool:
    return any(relation.module == "activity" for relation in module.relations)


def composer(module: Module, row: Any, drafts: Drafts | None = None, refusal: Invalid | None = None, raw: Any = None) -> dict[str, Any]:
    """The kinds, and the box with their forms. The forms differ from page to page only in whom they are about, so the
    box is kept for each module, language and what one may do with fields; the record, the session's token and the once
    key are put in. A box that holds what somebody was typing is made anew."""
    if not has_story(module) or not current.actor().may("activity.create"):
        return {"composer": (), "composer_box": Markup("")}
    if refusal or drafts:
        typed = (drafts or {}) | ({raw["kind"]: raw} if refusal else {})
        return {
            "composer": _kinds(),
            "composer_box": _box(module, row.id, secrets.token_urlsafe(16), typed, raw["kind"] if refusal else None, refusal),
        }
    fields = custom.here()
    key = (module.name, current.language(), current.actor().may("file.create"), fields.stamp, fields.limits())
    token = generate_csrf()
    box = _boxes.get(key) or _boxes.keep(key, str(_box(module, RECORD, ONCE)).replace(token, TOKEN))
    text = box.replace(TOKEN, token).replace(ONCE, secrets.token_urlsafe(16))
    for path in ("/for", "/drafts"):
        text = text.replace(f"{path}/{module.name}/{RECORD}/", f"{path}/{module.name}/{row.id}/")
    return {"composer": _kinds(), "composer_box": Markup(text)}


def _with_files(view: FormView, typed: dict[str, Any], refusal: Invalid | None) -> FormView:
    if not current.actor().may("file.create"):
        return view
    why = refusal.fields.get(FIELD) if refusal else None
    (section,) = view.sections
    added = files_input(say("Attachments"), typed.get(FIELD), say(why) if why else None)
    return replace(view, sections=(replace(section, items=(*section.items, added)),))


def _kinds() -> tuple[tuple[str, str, str], ...]:
    return tuple((option.value, say(option.label), option.icon) for option in activity_kinds())


def _box(
    module: Module, id: int, once: str, typed: Drafts | None = None, refused: str | None = None, refusal: Invalid | None = None
) -> Markup:
    """All forms, with what was typed into each; the refused one with why. Each kind has a once key of its own."""
    activity, forms = modules()["activity"], []
    for kind, label, name in _kinds():
        view = form_view(
            activity, f"/activities/for/{module.name}/{id}/{kind}", f"{module.path}/{id}",
            raw=(typed or {}).get(kind), refusal=refusal if kind == refused else None, names=FIELDS.get(kind, USUAL), once=f"{once}-{kind}",
        )  # fmt: skip
        forms.append((kind, label, name, _with_files(view, (typed or {}).get(kind, {}), refusal if kind == refused else None)))
    first = refused or next(iter(typed or {}), forms[0][0])
    return Markup(render_template("kit/composer_box.html", forms=forms, first=first, typed=typed or {}))

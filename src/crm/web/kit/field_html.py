"""A value with the way to edit it in place, as HTML. A function and not a macro: a record page has thirty of them."""

from functools import lru_cache

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from crm import current
from crm.language import say
from crm.web.kit.frame import icon
from crm.web.kit.view import FieldView

NONE = Markup('<span class="none">—</span>')


def field_html(view: FieldView) -> Markup:
    """The field of a record page. The edit link lies over the whole box; links inside the value lie above it."""
    label, edit, more = _words(view.label, current.language())
    name, links = escape(view.name), ""
    if view.edit_url:
        links = (
            f'<a class="field-edit" href="{view.edit_url}" hx-get="{view.edit_url}" hx-target="#field-{name}" hx-swap="outerHTML"'
            f' aria-label="{edit}" data-testid="edit-{name}"></a>'
        )
    if view.menu_url:
        links += f'<a class="field-more" href="{view.menu_url}" hx-get="{view.menu_url}" hx-target="#dialog-body" aria-label="{more}">'
        links += f"{icon('dots')}</a>"
    kinds = ("" if not view.long else " long") + ("" if not view.empty else " is-empty")
    value = NONE if view.empty else escape(view.value)
    if view.reveal_url:
        value += _reveal(view)
    opening = f'<div class="field{kinds}" id="field-{name}" data-field="{name}"><dt>{label}</dt>'
    return Markup(f'{opening}<dd>{links}<div class="value">{value}</div></dd></div>\n')


def _reveal(view: FieldView) -> Markup:
    """The button that shows a masked value; without script a page of its own shows it."""
    return Markup(
        '<form class="reveal" method="post" action="{url}" hx-post="{url}" hx-target="#field-{name}" hx-swap="outerHTML">'
        '<input type="hidden" name="csrf_token" value="{token}"><button class="button ghost small" data-testid="reveal-{name}"'
        ' title="{told}">{icon}{word}</button></form>'
    ).format(
        url=view.reveal_url, name=view.name, token=generate_csrf(), icon=icon("eye"), word=say("Show"),
        told=say("Shows the whole value. It is noted who looked at it."),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _words(label: str, language: str) -> tuple[Markup, Markup, Markup]:
    """The label, and what its two links are called, in the language of the reader."""
    return escape(label), escape(say("Edit {name}", name=label)), escape(say("More about {name}", name=label))

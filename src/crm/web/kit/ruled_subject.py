"""Rules of which each says itself what it is about: one builder of conditions for all modules; its address names the one meant."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from flask import abort, request
from markupsafe import escape

from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.language import say
from crm.web.kit.cell import WHOLE
from crm.web.kit.page import allow
from crm.web.kit.ruled import Asked, ConditionPage, Ruled
from crm.web.kit.view import FieldView, FormView

SUBJECT = "subject"
Subjects = Callable[[], Mapping[str, Module]]


class SubjectConditionPage(ConditionPage):
    """The builder of the conditions of such rules."""

    def __init__(self, rules: Module, name: str, asked: Asked, subjects: Subjects) -> None:
        self.subjects = subjects
        super().__init__(rules, name, asked)

    def add_url_rule(self, rule: str, endpoint: str | None = None, view_func: Any = None, *args: Any, **options: Any) -> None:
        super().add_url_rule(f"/<subject>{rule}", endpoint, view_func, *args, **options)

    def _permitted(self, action: str) -> Any:
        permission, do = self.rules.permission(self.verb), getattr(self, action)

        def run(subject: str) -> Any:
            allow(permission)
            if subject not in self.subjects():
                abort(404)
            return do()

        run.permission = permission  # type: ignore[attr-defined]
        return run

    @property
    def subject(self) -> Module:  # type: ignore[override]
        return self.subjects()[(request.view_args or {})["subject"]]

    @property
    def module(self) -> Module:  # type: ignore[override]
        return _placed(self.rules.path, self.subject.name)


@cache
def _placed(path: str, name: str) -> Module:
    """The module as if its list stood at the address of the builder."""
    return replace(modules()[name], path=f"{path}/condition/{name}")


class SubjectRuled(Ruled):
    """The pages of such rules: what one is about is chosen from a list, and shown by the module's name."""

    def __init__(self, module: Module, asked: Asked, subjects: Subjects) -> None:
        self.subjects = subjects
        super().__init__(module, asked)
        WHOLE[module.name, SUBJECT] = lambda: lambda row: str(escape(subject_label(row.subject)))

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        return replace(view, value=escape(subject_label(row.subject))) if field.name == SUBJECT else view

    def field_edit(self, id: int, name: str) -> Any:
        """What a rule is about is chosen from a list, which the form has."""
        return self.to("edit", id=id) if name == SUBJECT else super().field_edit(id, name)

    def _parted(self, form: FormView) -> dict[str, Any]:
        choices = tuple(sorted(((name, say(one.label)) for name, one in self.subjects().items()), key=lambda choice: choice[1]))
        sections = tuple(
            replace(part, items=tuple(replace(one, kind="choice", choices=choices) if one.name == SUBJECT else one for one in part.items))
            for part in form.sections
        )
        return super()._parted(replace(form, sections=sections))


def subject_label(subject: str) -> str:
    found = modules().get(subject)
    return say(found.label) if found else subject

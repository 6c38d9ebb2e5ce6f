"""Pages of the rules for grades, stages and tags: conditions in words, the trial, the run."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from markupsafe import Markup, escape

from crm.container import Container
from crm.domain.customer.grade_rule import MODULE, GradeRule
from crm.domain.kit.field import Field, made_of
from crm.language import say
from crm.service.customer.grade_rule import GradeRuleService
from crm.web.customer.grade_rule_condition import builder
from crm.web.customer.grade_rule_view import condition_words, listed, tried, value_words
from crm.web.kit.address import url
from crm.web.kit.cell import WHOLE
from crm.web.kit.form import posted
from crm.web.kit.listing import Address
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.view import FieldView, FormView, Link

Rules = Annotated[GradeRuleService, Provide[Container.customer.grade_rule]]


class GradeRulePage(RecordPage):
    """The pages of rules."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        trial = Link(say("Try out and run"), f"{MODULE.path}/trial", "player-play", testid="customer_grade_rule.trial")
        return (trial, *super().more_links(address))

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        if field.name == "value":
            return replace(view, value=escape(value_words(row, row.result)))
        if field.name != "condition":
            return view
        words = Markup('<a href="{}">{}</a>').format(listed(row.condition), condition_words(row))
        return FieldView(view.name, view.label, words, long=True)

    def field_edit(self, id: int, name: str) -> Any:
        """The condition is built on its page, not typed."""
        if name != "condition":
            return super().field_edit(id, name)
        return redirect(url(MODULE, "edit", id=id), 303)

    # The form: the condition stands in it as a sentence, and is built on a page of its own -----------

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            values |= _condition(values["form"])
        return super().render(name, **values)

    def create(self) -> Any:
        return self._built() or super().create()

    def edit(self, id: int) -> Any:
        if not (given := self.given()):
            return super().edit(id)
        row = self.service.get(id)
        self.service.check_record("edit", row)
        row = replace(row, version=request.args.get("version", row.version, int))
        return self._form(url(MODULE, "update", id=id), row, raw=given)

    def update(self, id: int) -> Any:
        return self._built(id) or super().update(id)

    def _built(self, id: int | None = None) -> Any:
        """With what was typed to the builder, when that is the button that was pressed."""
        if request.form.get("then") != "condition":
            return None
        typed = posted(MODULE, request.form)
        return redirect(builder(typed.pop("condition", ""), typed, id, request.form.get("version")), 303)


page = GradeRulePage(MODULE)


@page.get("/trial")
@permits("grade_rule.view")
def trial(rules: Rules) -> Any:
    """What the rules would do now; nothing is written."""
    return page.render("trial", rows=tuple(tried(one) for one in rules.trial()), runs=page.may("edit"))


@page.post("/runs")
@permits("grade_rule.edit")
def store(rules: Rules) -> Any:
    return redirect(f"/jobs/{rules.start()}", 303)


def _condition(form: FormView) -> dict[str, Any]:
    """The form without the input of the condition, which stands beside as a sentence."""
    items = [item for section in form.sections for item in section.items]
    asked = next(item for item in items if item.name == "condition")
    others = tuple(replace(part, items=tuple(item for item in part.items if item is not asked)) for part in form.sections)
    words = condition_words(made_of(GradeRule, {"condition": asked.value})) if asked.value else ""
    return {
        "form": replace(form, sections=tuple(part for part in others if part.items)),
        "condition": asked,
        "words": words,
        "list_url": listed(asked.value) if asked.value and not asked.error else "",
    }


def conditions() -> Callable[[Any], str]:
    """The cell of the condition: its sentence."""
    return lambda row: str(escape(condition_words(row)))


def values() -> Callable[[Any], str]:
    """The cell of the value: what the choice is called."""
    return lambda row: str(escape(value_words(row, row.result)))


WHOLE["grade_rule", "condition"] = conditions
WHOLE["grade_rule", "value"] = values

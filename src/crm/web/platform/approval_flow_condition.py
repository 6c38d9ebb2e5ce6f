"""The condition of a flow of approval: built with the filter of the module that the flow is about."""

from dataclasses import replace
from functools import cache
from typing import Any

from flask import abort, request

from crm.domain.kit.module import Module
from crm.domain.platform.approval_flow import MODULE, subjects
from crm.language import N_
from crm.web.kit.page import allow
from crm.web.kit.ruled import Asked, ConditionPage

RECORDS = Asked(
    N_("No condition: all of them"), N_("Set a condition"), N_("Which records is the flow for?"), N_("Records that meet it"), first=False
)


class FlowConditionPage(ConditionPage):
    """One page for all modules: the address names the one that is meant."""

    def add_url_rule(self, rule: str, endpoint: str | None = None, view_func: Any = None, *args: Any, **options: Any) -> None:
        super().add_url_rule(f"/<subject>{rule}", endpoint, view_func, *args, **options)

    def _permitted(self, action: str) -> Any:
        permission, do = self.rules.permission("view"), getattr(self, action)

        def run(subject: str) -> Any:
            allow(permission)
            if subject not in subjects():
                abort(404)
            return do()

        run.permission = permission  # type: ignore[attr-defined]
        return run

    @property
    def subject(self) -> Module:  # type: ignore[override]
        return subjects()[(request.view_args or {})["subject"]]

    @property
    def module(self) -> Module:  # type: ignore[override]
        return _placed(self.subject.name)


@cache
def _placed(name: str) -> Module:
    """The module as if its list stood at the address of the builder."""
    return replace(subjects()[name], path=f"{MODULE.path}/condition/{name}")


page = FlowConditionPage(MODULE, __name__, RECORDS)

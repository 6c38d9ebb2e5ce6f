"""What every controller is made of: addresses, permissions, injected services, templates by name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, wraps
from typing import Any, TypeVar

from flask import Blueprint, current_app, redirect, render_template, url_for
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from werkzeug.wrappers import Response

from crm import current
from crm.errors import Forbidden, Unknown
from crm.web.kit.inject import injected
from crm.web.proof import SENSITIVE, sensitive

F = TypeVar("F", bound=Callable[..., Any])


class Page(Blueprint):
    """The controller of one module: its addresses, its templates, its injected services."""

    def __init__(self, module: str, url: str):
        self.folder = "/".join(module.split(".")[2:])
        super().__init__(self.folder.replace("/", "_"), module, url_prefix=url)

    def add_url_rule(self, rule: str, endpoint: str | None = None, view_func: Any = None, *args: Any, **options: Any) -> None:
        super().add_url_rule(rule, endpoint or view_func.__name__, injected(view_func), *args, **options)

    def render(self, name: str, **values: Any) -> str:
        return render_template(template(current_app.jinja_env, self.folder, name), **values)

    def to(self, action: str, **values: Any) -> Response:
        """See the result elsewhere: the browser's back button never posts again."""
        return redirect(url_for(f"{self.name}.{action}", **values), 303)


class Macros(Template):
    """A template whose macros are the same for every page that imports them: made once, where Jinja compares all
    globals at each import of each page."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


@cache
def template(environment: Environment, folder: str, name: str) -> Template:
    """The module's own template, or the one for all. Asked once: a missing file is looked for again at every page."""
    return environment.select_template([f"{folder}/{name}.html", f"record/{name}.html"])


def permits(permission: str) -> Callable[[F], F]:
    """The action needs this permission in some scope. `public` and `signed_in` are the two that no role grants."""

    def decorate(action: F) -> F:
        asks = sensitive(action) if permission in SENSITIVE else action

        @wraps(asks)
        def run(*args: Any, **kwargs: Any) -> Any:
            allow(permission)
            return asks(*args, **kwargs)

        run.permission = permission  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return decorate


def allow(permission: str) -> None:
    """Raise Unknown for somebody not signed in, Forbidden for somebody without the permission."""
    if permission == "public":
        return
    if not current.actor().id:
        raise Unknown()
    if permission != "signed_in" and not current.actor().may(permission):
        raise Forbidden()


def container() -> Any:
    return current_app.container  # type: ignore[attr-defined]


def one_moment() -> AbstractContextManager[Any]:
    """All that the block reads is of one moment, and costs one transaction; a write in it is refused."""
    return container().db().transaction(writes=False)  # type: ignore[no-any-return]

"""Before what matters, people prove again who they are: by password, a code, or a passkey.

Whatever needs one of the permissions in `SENSITIVE` asks by itself; other actions are marked `@sensitive`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from crm import current

F = TypeVar("F", bound=Callable[..., Any])
# Who may do what, who may come in and how, what programs may do, and how the installation behaves.
WRITTEN = ("user", "role", "identity_provider", "identity_group")
SENSITIVE = frozenset({
    *(f"{name}.{verb}" for name in WRITTEN for verb in ("create", "edit", "remove", "mass", "import")),
    "token.create", "scim.edit", "setting.edit", "configuration.edit",
})  # fmt: skip


def sensitive(action: F) -> F:
    """The action asks for a proof that is younger than a while. Stands below `permits`: who may not is not asked."""

    @wraps(action)
    def run(*args: Any, **kwargs: Any) -> Any:
        return asked() or action(*args, **kwargs)

    run.sensitive = True  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def asked() -> Response | None:
    """The way to the page that asks for a proof, with what was typed kept; None while the last proof holds, and for programs."""
    found = g.get("profile")
    if found is None or found.is_proven(current.now()):
        return None
    from crm.web import held  # it knows the pages of records, which ask us

    typed = held.hold_for(current_app, current.actor().id) if request.method == "POST" else None
    target = url_for("platform_prove.new", next=_here(), held=typed)
    return Response(status=401, headers={"HX-Redirect": target}) if request.headers.get("HX-Request") else redirect(target, 303)


def _here() -> str:
    """The page to come back to: this one, or the one whose form was sent."""
    if request.method == "GET" and request.accept_mimetypes.accept_html and not request.headers.get("HX-Request"):
        return request.full_path.rstrip("?")
    sent_from = request.headers.get("HX-Current-URL") or request.referrer or "/"
    return "/" + sent_from.split("//", 1)[-1].partition("/")[2]

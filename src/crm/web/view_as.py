"""Requests of an administrator who looks at the program as somebody else."""

from dataclasses import replace

from flask import Flask, request, session

from crm import current
from crm.domain.platform.auth import Session
from crm.errors import Forbidden
from crm.language import Words
from crm.web import session as sessions

MARK = "viewing"  # in the cookie: only then the server is asked at whom
END = "platform_view_as.destroy"
OVER = ("platform_auth.destroy", "platform_auth.create")  # with the session ends what it looks at
# One's own account, its sessions and secret addresses, are nobody else's business, also not an administrator's.
PRIVATE = ("platform_profile.", "platform_password.", "platform_factor.", "platform_prove.", "customer_calendar_feed.")


def look(app: Flask, found: Session) -> None:
    """The context of this request becomes that of the person who is looked at, read in the administrator's language."""
    token = sessions.token()
    if MARK not in session or token is None:
        return
    views = app.container.platform.view_as()  # type: ignore[attr-defined]
    endpoint = request.endpoint or ""
    seen = views.seen(token)
    if seen is None or endpoint in OVER:
        end(app)
    elif endpoint != END and getattr(app.view_functions.get(endpoint), "permission", None) != "public":
        language = session.get("language") or found.actor.language
        current.begin(replace(current.context(), actor=seen, language=language))
        if endpoint.startswith(PRIVATE):
            raise Forbidden(Words("This is {name}’s own affair, and is not shown to anybody else.", name=seen.name))


def end(app: Flask) -> int | None:
    """Give the session back to its own person; gives at whom it looked."""
    session.pop(MARK, None)
    token = sessions.token()
    views = app.container.platform.view_as()  # type: ignore[attr-defined]
    return views.end(token, request.remote_addr) if token else None  # type: ignore[no-any-return]

"""A form that is sent after the session ended: kept, and given back on its own page after sign-in."""

from flask import Flask, current_app, g, request, session, url_for
from werkzeug.datastructures import MultiDict

from crm import current
from crm.web.kit.record import RecordPage

# What was posted -> the page on which it is filled in again.
PAGES = {"create": "new", "update": "edit", "field_update": "field_edit"}


def keep(app: Flask) -> None:
    """Nobody is signed in: keep what was typed for whoever this browser last belonged to, signed by us."""
    who = session.get("who")
    if request.method == "POST" and isinstance(who, int):
        g.held_token = hold_for(app, who)


def moved(app: Flask) -> str | None:
    """Somebody is signed in, but the form is of a session before: its page with what was typed, or None."""
    who = current.actor().id
    token = hold_for(app, who) if who and request.method == "POST" and _page() else None
    return landing(app, token) if token else None


def hold_for(app: Flask, user_id: int) -> str | None:
    """Keep the form that was sent, for this person; the word by which it is found again."""
    fields = request.form.to_dict(flat=False)
    return app.container.platform.held().hold(user_id, _page() or "", request.full_path.rstrip("?"), fields)  # type: ignore[attr-defined]


def _page() -> str | None:
    """The form page that a post belongs to, when it is one that fills itself in again."""
    blueprint, _, action = (request.endpoint or "").rpartition(".")
    if not isinstance(current_app.blueprints.get(blueprint), RecordPage) or action not in PAGES:
        return None
    return url_for(f"{blueprint}.{PAGES[action]}", **(request.view_args or {}))


def landing(app: Flask, token: str) -> str | None:
    """Where somebody who has signed in goes on with his held form; None when it is not his."""
    found = app.container.platform.held().get(token)  # type: ignore[attr-defined]
    if found is None:
        return None
    return f"{found.path}?held={token}" if found.path else url_for("platform_auth.held", token=token)


def bring(app: Flask) -> None:
    """A form page with ?held=… finds in g.held what was typed."""
    token = request.args.get("held")
    if token and request.method == "GET":
        found = app.container.platform.held().get(token)  # type: ignore[attr-defined]
        if found:
            g.held = MultiDict((name, value) for name, values in found.data["fields"].items() for value in values)

"""Counts what people open and what they are refused, after each answer and without a write."""

from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.web.kit.page import container


def counted(response: Response) -> Response:
    """A record that was opened, or a refusal. Once in a while the figures are added up, after the answer has gone."""
    kind = _kind(response.status_code)
    if kind and (id := current.actor().id):
        acts = container().trace.act()
        if acts.count(id, kind):
            response.call_on_close(acts.add_up)
    return response


def _kind(status: int) -> str | None:
    about = bool(request.view_args)  # a record, not only a page
    if status == 403 or (status == 404 and about):
        return "denials"
    shown = request.method == "GET" and status in (200, 304) and (request.endpoint or "").endswith(".show")
    return "views" if shown and about else None

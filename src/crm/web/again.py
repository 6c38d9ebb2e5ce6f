"""What was sent and could not be taken just now stands on the page that says so, to be sent once more."""

from contextlib import suppress

from flask import request
from werkzeug.exceptions import HTTPException

UNTOLD = ("password", "secret")  # are given anew by whoever knows them


def fields() -> list[tuple[str, str]] | None:
    """Every field as it came, with its token and its key, so that a second try is refused or makes no twin as the first would have been.
    None where it cannot be sent once more: files and secrets are not given back."""
    if request.method == "GET":
        return list(request.args.items(multi=True))
    with suppress(HTTPException):  # what cannot be read is not repeated
        files = any(file.filename for file in request.files.values())
        if request.method == "POST" and not files and not any(word in name for name in request.form for word in UNTOLD):
            return list(request.form.items(multi=True))
    return None


def typed(sent: list[tuple[str, str]] | None) -> bool:
    """Whether there is anything among them that somebody wrote."""
    return request.method == "POST" and any(value for name, value in sent or () if name not in ("csrf_token", "once"))

"""What people read at a host name where nobody is let in: one sentence, made without any database."""

from typing import Any

from flask import Flask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from crm import current
from crm.language import say
from crm.tenants import Shut


def door(app: Flask, environ: dict[str, Any], shut: Shut) -> Response:
    """The answer: JSON for programs, a page for people."""
    language = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE", ""), LanguageAccept).best_match(("zh", "en"), "zh")
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'"}
    if shut.seconds:
        headers["Retry-After"] = str(shut.seconds)
    with current.acting(language=language):
        sentence = say(shut.words)
        if environ.get("PATH_INFO", "").startswith(("/api/", "/scim/")):
            text = app.json.dumps({"error": {"code": "shut", "message": sentence}})
            return Response(text, shut.status, headers, mimetype="application/json")
        page = app.jinja_env.get_template("platform/tenant/shut.html").render(sentence=sentence, language=language)
    return Response(page, shut.status, headers, content_type="text/html; charset=utf-8")

"""Text goes over the wire compressed, when the client takes it: pages as they are made, built files as the build left them.

An answer that holds a secret beside something an attacker chose tells the secret by its length (BREACH). What is secret in
our pages is the form's token: it is signed anew with the time of each answer, and the cookie behind it is SameSite, so that
another site cannot have our pages fetched in somebody's name. Answers to POST stay as they are: addresses and keys that are
shown once stand in some of them.
"""

import zlib
from collections.abc import Callable
from contextlib import suppress
from mimetypes import guess_type

from flask import Flask, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

TEXT = ("text/html", "text/css", "text/javascript", "text/plain", "application/json", "application/javascript", "image/svg+xml")
LEAST = 1000  # bytes; less fits into the packet that is sent anyway
LEVEL = 1  # 0.33 ms for a list of 52 kB, which it makes five times smaller; level 4 takes 0.44 ms for a tenth less
GZIP = 31  # what zlib calls a gzip header around the largest window


def register(app: Flask) -> None:
    """Before all other hooks: what is registered first comes last."""
    app.after_request(compressed)


def compressed(response: Response) -> Response:
    if request.method != "GET" or response.mimetype not in TEXT or response.is_streamed or response.direct_passthrough:
        return response
    headers = response.headers
    if "Content-Encoding" in headers or "ETag" in headers:  # of an API's record the tag is its version, which is sent back
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code in (204, 206, 304) or not takes_gzip() or len(body := response.get_data()) < LEAST:
        return response
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    response.set_data(packer.compress(body) + packer.flush())
    headers["Content-Encoding"] = "gzip"
    return response


def takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def static_file(name: str, send: Callable[[str], Response]) -> Response:
    """A built file; as the build compressed it, where it did."""
    kind = guess_type(name)[0]
    if kind not in TEXT:
        return send(name)
    response = None
    if takes_gzip():
        with suppress(NotFound):
            response = send(f"{name}.gz")
            response.mimetype = kind
            response.headers["Content-Encoding"] = "gzip"
    response = response or send(name)
    response.vary.add("Accept-Encoding")
    return response

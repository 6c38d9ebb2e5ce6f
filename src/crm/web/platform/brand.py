"""What a company shows of itself: its colour as a style sheet, for a page may carry no style of its own, and its logo."""

from flask import current_app
from werkzeug.wrappers import Response

from crm.errors import NotFound
from crm.web.kit.page import Page, container, permits

page = Page(__name__, url="/brand")
FOR_EVER = {"Cache-Control": "public, max-age=31536000"}  # an address names what it leads to
# Letters on white get darker, letters on black lighter, so that they can be read in both.
SHEET = """:root, [data-theme] {{
  --brand: light-dark({0}, color-mix(in oklab, {0}, white 55%));
  --brand-bg: light-dark(color-mix(in oklab, {0}, white 90%), color-mix(in oklab, {0}, black 60%));
  --brand-fill: {0};
  --brand-fill-2: color-mix(in oklab, {0}, black 12%);
}}
"""


@page.get("/colour.css")
@permits("public")
def colour() -> Response:
    if not (found := current_app.settings.app.colour):  # type: ignore[attr-defined]
        raise NotFound()
    return Response(SHEET.format(found), mimetype="text/css", headers=FOR_EVER)


@page.get("/logo")
@permits("public")
def logo() -> Response:
    if (found := container().platform.logo()) is None:
        raise NotFound()
    return Response(found.picture, mimetype=found.media, headers=FOR_EVER)

"""The colour of a company as a style sheet: a page may carry no style of its own."""

from flask import current_app
from werkzeug.wrappers import Response

from crm.errors import NotFound
from crm.web.kit.page import Page, permits

page = Page(__name__, url="/brand.css")
# Letters on white get darker, letters on black lighter, so that they can be read in both.
SHEET = """:root, [data-theme] {{
  --brand: light-dark({0}, color-mix(in oklab, {0}, white 55%));
  --brand-bg: light-dark(color-mix(in oklab, {0}, white 90%), color-mix(in oklab, {0}, black 60%));
  --brand-fill: {0};
  --brand-fill-2: color-mix(in oklab, {0}, black 12%);
}}
"""


@page.get("")
@permits("public")
def show() -> Response:
    """Its address names the colour, so it may be kept for ever."""
    if not (colour := current_app.settings.app.colour):  # type: ignore[attr-defined]
        raise NotFound()
    return Response(SHEET.format(colour), mimetype="text/css", headers={"Cache-Control": "public, max-age=31536000"})

"""One's own profile."""

from typing import Any

from flask import redirect, request, session

from crm.web.kit.page import Page, permits

page = Page(__name__, url="/profile")


@page.get("")
@permits("signed_in")
def index() -> Any:
    return page.render("index")


@page.post("/language/<code>")
@permits("public")
def language(code: str) -> Any:
    session["language"] = "en" if code == "en" else "zh"
    return redirect(request.referrer or "/", 303)

"""One's own profile: who one is, how pages look, where one is signed in, which programs act in one's name."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from dependency_injector.wiring import Provide
from flask import redirect, request, session

from crm import current, language
from crm.container import Container
from crm.domain.kit.field import changed
from crm.domain.platform.auth import agent_name
from crm.domain.platform.security import KINDS
from crm.domain.platform.user import DENSITIES, MODULE, OWN, THEMES, User
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.service.platform.auth import AuthService
from crm.service.platform.security import SecurityService
from crm.service.platform.token import TokenService
from crm.service.platform.user import UserService
from crm.web import session as sessions
from crm.web.kit.form import form_view, posted
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.auth import here
from crm.web.platform.password import said
from crm.web.platform.role_grid import grid
from crm.web.proof import asked

page = Page(__name__, url="/profile")
Users = Annotated[UserService, Provide[Container.platform.user]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Tokens = Annotated[TokenService, Provide[Container.platform.token]]
Security = Annotated[SecurityService, Provide[Container.platform.security]]
LOOKS = {
    "auto": N_("System default"), "light": N_("Light"), "dark": N_("Dark"), "contrast": N_("High contrast"),
    "comfortable": N_("Comfortable"), "compact": N_("Compact"),
}  # fmt: skip
DAYS = (30, 90, 365)
EVENTS = 8


@page.get("")
@permits("signed_in")
def index(users: Users, auth: Auth, tokens: Tokens, security: Security) -> Any:
    return _profile(users.me(), auth, tokens, security)


def _profile(
    me: User, auth: AuthService, tokens: TokenService, security: SecurityService, raw: Any = None, refusal: Invalid | None = None
) -> str:
    mine = sessions.resumed()
    speaking = changed(me, language=current.language())  # where he chose another language while signing in
    looks = {name: [(one, say(LOOKS[one]), one == getattr(me, name)) for one in known] for name, known in LOOK.items()}
    lines = [
        (line, agent_name(line.agent) or say("Unknown browser"), language.ago(line.seen_at), bool(mine and line.mark == mine.mark))
        for line in auth.sessions(me.id)
    ]
    return page.render(
        "index", form=form_view(MODULE, "/profile", "/profile", speaking, raw, refusal, names=OWN), me=me, looks=looks,
        lines=lines, events=[(say(KINDS[e.kind]), e.address or "", language.moment(e.at)) for e in security.page(me.id, EVENTS)],
        tokens=[_token(line) for line in tokens.mine()], may_token=current.actor().may("token.create"),
    )  # fmt: skip


LOOK = {"theme": THEMES, "density": DENSITIES}


def _token(line: Any) -> dict[str, Any]:
    now = current.now()
    state = "revoked" if line.revoked_at else "expired" if line.expires_at <= now else "active"
    words = {"revoked": N_("Revoked"), "expired": N_("Expired"), "active": N_("Holds until {day}")}
    return {
        "id": line.id, "name": line.name, "active": state == "active",
        "count": say_many("{n} permission", "{n} permissions", len(line.scopes)),
        "state": say(words[state], day=language.day(language.local(line.expires_at).date())),
        "used": language.ago(line.last_used_at) if line.last_used_at else say("never used"),
    }  # fmt: skip


@page.post("")
@permits("signed_in")
def update(users: Users, auth: Auth, tokens: Tokens, security: Security) -> Any:
    """Another mail address could take the account over, so it asks who one is."""
    raw = posted(MODULE, request.form, OWN)
    if raw.get("mail", "").strip() != (users.me().mail or "") and (away := asked()):
        return away
    try:
        row = users.change_own(raw)
    except Invalid as refusal:
        return _profile(users.me(), auth, tokens, security, raw, refusal), 422
    session.pop("language", None)
    with current.acting(language=row.language):
        toast(N_("Saved."), current.last_change())
    return page.to("index")


@page.post("/look")
@permits("signed_in")
def look(users: Users) -> Any:
    users.change_look(request.form.get("theme", ""), request.form.get("density", ""))
    toast(N_("Saved."))
    return page.to("index")


@page.post("/sessions/<mark>/end")
@permits("signed_in")
def end_session(mark: str, auth: Auth) -> Any:
    auth.end_session(mark)
    toast(N_("The session was ended."))
    return page.to("index")


@page.post("/sessions/end")
@permits("signed_in")
def end_others(auth: Auth) -> Any:
    """Everywhere but here."""
    mine = sessions.resumed()
    toast(N_("Sessions ended: {n}."), n=auth.end_sessions(current.actor().id, mine.mark if mine else None))
    return page.to("index")


@page.get("/tokens/new")
@permits("token.create")
def new_token(errors: dict[str, str] | None = None) -> Any:
    chosen = dict.fromkeys(request.form.getlist("scopes"), 1)
    given = {"name": request.form.get("name", ""), "days": request.form.get("days", "90")}
    return page.render("token", grid=grid(chosen, wanted=current.actor().may), given=given, days=DAYS, errors=errors or {})


@page.post("/tokens")
@permits("token.create")
def create_token(tokens: Tokens) -> Any:
    """The token is shown on this answer and never again."""
    form = request.form
    try:
        made = tokens.create(form.get("name", ""), form.getlist("scopes"), form.get("days", 0, int))
    except Invalid as refusal:
        return new_token(errors=said(refusal)), 422
    return page.render("token_made", token=made)


@page.post("/tokens/<int:id>/revocation")
@permits("signed_in")
def revoke_token(id: int, tokens: Tokens) -> Any:
    tokens.revoke(id)
    toast(N_("The token was revoked."))
    return page.to("index")


@permits("public")
def switch(code: str) -> Any:
    """Before sign-in as well; the page one comes from is shown again."""
    session["language"] = "en" if code == "en" else "zh"
    parts = urlsplit(request.referrer or "")
    return redirect(here(f"{parts.path}?{parts.query}" if parts.query else parts.path), 303)


page.add_url_rule("/language/<code>", "language", switch, methods=["POST"])

"""Where somebody is signed in, for whoever looks after his account: devices, networks, and an end to them."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import language
from crm.container import Container
from crm.domain.platform.auth import agent_name
from crm.language import N_, say
from crm.service.platform.auth import AuthService
from crm.service.platform.security import SecurityService
from crm.service.platform.user import UserService
from crm.web import session as sessions
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.journal_event import EventView, views

page = Page(__name__, url="/users/<int:id>/sessions")
Users = Annotated[UserService, Provide[Container.platform.user]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Security = Annotated[SecurityService, Provide[Container.platform.security]]
EVENTS = 20


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in words."""

    mark: str
    agent: str
    address: str
    began: str
    seen: str
    here: bool


@page.get("")
@permits("user.edit")
def index(id: int, users: Users, auth: Auth, security: Security) -> Any:
    row = users.require_rank(id)
    events: list[EventView] = views(security.lines(EVENTS, user_id=id))
    return page.render("index", row=row, lines=session_lines(auth, id), events=events)


@page.post("/<mark>/end")
@permits("user.edit")
def end(id: int, mark: str, users: Users, auth: Auth) -> Any:
    users.require_rank(id)
    auth.end_session(mark, id)
    toast(N_("The session was ended."))
    return page.to("index", id=id)


def session_lines(auth: AuthService, user_id: int) -> list[SessionLine]:
    mine = sessions.resumed()
    return [
        SessionLine(
            one.mark, agent_name(one.agent) or say("Unknown browser"), one.address or "—", language.moment(one.created_at),
            language.ago(one.seen_at), bool(mine and one.mark == mine.mark),
        )
        for one in auth.sessions(user_id)
    ]  # fmt: skip

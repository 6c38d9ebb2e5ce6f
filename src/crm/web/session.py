"""Who is signed in, by flask-login: its user id is the token of a session that lives on the server."""

import pickle
import secrets
import time
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from crm.domain.platform.auth import Opened, Session
from crm.web.kit.page import container

DEVICE = "crm-device"
YEAR = 365 * 86400
MOST = 1000  # cookies that are remembered
KNOWN = 20  # people a browser is remembered for


class Signer:
    """Flask's signer of the cookie, which remembers what it has verified: a browser sends the same cookie many times."""

    def __init__(self, signer: Any, secret: Any, verified: dict[tuple[Any, str], tuple[float, bytes]]):
        self.signer = signer
        self.secret = secret
        self.verified = verified  # by the secret that it was signed under

    def dumps(self, value: Any) -> str:
        return str(self.signer.dumps(value))

    def loads(self, text: str, max_age: int) -> Any:
        """The value, always a new one; too old or forged raises BadSignature."""
        known = self.verified.get((self.secret, text))
        if known is None or time.time() - known[0] > max_age:
            value, stamped = self.signer.loads(text, max_age=max_age, return_timestamp=True)
            if len(self.verified) >= MOST:
                self.verified.clear()
            known = self.verified[self.secret, text] = stamped.timestamp(), pickle.dumps(value)
        return pickle.loads(known[1])  # our own bytes, never the browser's


class SignedCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, with one signer for all requests of a tenant."""

    def __init__(self) -> None:
        self.signers: dict[Any, Signer] = {}
        self.verified: dict[tuple[Any, str], tuple[float, bytes]] = {}

    def get_signing_serializer(self, app: Flask) -> Any:
        secret = app.secret_key
        if (signer := self.signers.get(secret)) is None:
            signer = self.signers[secret] = Signer(super().get_signing_serializer(app), secret, self.verified)
        return signer


class Login(UserMixin):
    """What flask-login keeps: the token, and the session it opened."""

    def __init__(self, token: str, session: Session | None = None):
        self.id = token
        self.session = session


def register(app: Flask) -> None:
    """Let flask-login ask our sessions. Its own protection is off: a session is bound to its token alone."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)  # an error page must not ask the database again

    @manager.user_loader
    def load(token: str) -> Login | None:
        platform = app.container.platform  # type: ignore[attr-defined]
        found = platform.auth().resume(token)
        here = found is not None and platform.network().allows(found.actor.roles, request.remote_addr)
        return Login(token, found) if here else None


def resumed() -> Session | None:
    """The session of this request, when there is one that holds."""
    return current_user.session if current_user.is_authenticated else None


def token() -> str | None:
    return current_user.id if current_user.is_authenticated else None


def sign_forms() -> None:
    """The token that the forms of a page carry, signed once a minute and session: a signature costs what ten rows of a list do."""
    if request.method == "GET" and (secret := session.get("csrf_token")):
        g.csrf_token = _signed(secret, int(time.time()) // 60)


@lru_cache(maxsize=MOST)
def _signed(_secret: str, _minute: int) -> str:
    return str(generate_csrf())


def begin(opened: Opened) -> None:
    """A new session in this browser, with nothing left of the one before but what the browser itself is."""
    kept = {name: session[name] for name in ("language", "push") if name in session}
    session.clear()
    session.update(kept)
    login_user(Login(opened.token))
    session.permanent = True
    _, known = device(current_app)
    if opened.user_id not in known:
        container().trace.account_notice().opened(opened.user_id, request.remote_addr, request.user_agent.string)
    session["who"] = opened.user_id  # outlives the session, so that what was typed meanwhile finds its owner
    g.new_device_user = opened.user_id


def owe(opened: Opened) -> None:
    """Half signed in: the browser keeps the right to give the second factor, which opens nothing else."""
    session["step"] = opened.token


def owed() -> str | None:
    return session.get("step")


def forget() -> None:
    """Sign out; who it was stays, for a form that another tab still sends."""
    who, language = session.get("who"), session.get("language")
    logout_user()
    session.clear()
    session.update({name: value for name, value in (("who", who), ("language", language)) if value})


# The browser --------------------------------------------------------------------


def device(app: Flask) -> tuple[str, tuple[int, ...]]:
    """This browser's name, and who has signed in from it before; signed, so that nobody can make it up."""
    try:
        found: Any = _signer(app).loads(request.cookies.get(_cookie(app), ""))
        return str(found["id"]), tuple(int(one) for one in found["users"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return "", ()


def remember(app: Flask, response: Response) -> None:
    """After a sign-in: the browser is known for this person."""
    user_id = g.pop("new_device_user", None)
    if user_id is None:
        return
    name, users = device(app)
    users = (user_id, *(one for one in users if one != user_id))[:KNOWN]
    value = _signer(app).dumps({"id": name or secrets.token_urlsafe(12), "users": users})
    secure = app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_cookie(app), str(value), max_age=YEAR, httponly=True, secure=secure, samesite="Lax")


def _signer(app: Flask) -> URLSafeSerializer:
    return URLSafeSerializer(app.secret_key, "device")  # type: ignore[arg-type]


def _cookie(app: Flask) -> str:
    return f"__Host-{DEVICE}" if app.config["SESSION_COOKIE_SECURE"] else DEVICE

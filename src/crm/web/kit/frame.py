"""What stands around every page: menu, person, toast, and what the templates may call."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from flask import Flask, g, get_flashed_messages, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from crm import current
from crm.language import say
from crm.paths import STATIC
from crm.per_tenant import PerTenant
from crm.service.kit.reader import reader_mark
from crm.web.kit.menu import menu_of
from crm.web.kit.page import container
from crm.web.kit.view import Link, MenuGroup, Toast


@dataclass
class Frame:
    """Built once a page, from what the actor may see."""

    workspace: str
    user_name: str
    language: str
    theme: str
    density: str
    menu: tuple[MenuGroup, ...]
    user_links: tuple[Link, ...]
    create_links: tuple[Link, ...]
    keys: tuple[Link, ...]
    toast: Toast | None
    search_url: str | None
    statements: str | None = None
    seen_by: Link | None = None  # an administrator looks through the eyes of whoever acts: the way to end it
    mark: str = ""  # what stands pale across the page: who looks at it, and when
    closed: bool = False  # for maintenance, to everybody who does not work on it
    colour: str = ""  # of the company, where it has one of its own
    logo: str = ""  # the address of the company's


TOKEN = "a token of this session"


@lru_cache(maxsize=32)
def _unpacked(packed: bytes) -> str:
    """Of whoever was here a moment ago it lies ready: a megabyte at the most."""
    return zlib.decompress(packed).decode()


class Kept:
    """What was made for a reader before, by key. New grants come with a new actor, and everything is made anew."""

    def __init__(self, most: int):
        self.made: PerTenant[tuple[current.Actor, Any]] = PerTenant(most)

    def __call__(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        actor = current.actor()
        whole = (actor.id, current.language(), *key)
        known = self.made.get(whole)
        if known is None or known[0] is not actor:
            known = self.made.keep(whole, (actor, make()))
        return known[1]

    def text(self, key: tuple[Any, ...], make: Callable[[], str]) -> str:
        """The same of a text. It is kept packed, in a seventh of its room: two hundred people in ten parts of the program have two
        thousand menus."""
        return _unpacked(self(key, lambda: zlib.compress(make().encode(), 1)))

    def html(self, key: tuple[Any, ...], make: Callable[[], str]) -> str:
        """The same of HTML with forms in it: only their token is put in anew each time."""
        token = generate_csrf()
        return self.text(key, lambda: make().replace(token, TOKEN)).replace(TOKEN, token)


_around = Kept(20_000)
_parts = Kept(1000)  # two kilobytes each


def _here() -> str:
    """In which part of the program: all that a menu depends on beside the reader and his grants."""
    return request.path.split("/")[1]


def part(key: tuple[Any, ...], make: Callable[[], str]) -> str:
    """HTML that stays the same for this reader until `key` or his grants change: everything it shows must be in one of them."""
    return _parts.html(key, make)


def sidebar() -> Markup:
    """The side menu as it stands in the page."""
    return Markup(_around.html(("sidebar", _here()), lambda: render_template("kit/sidebar.html")))


def ending() -> Markup:
    """What every page of a module ends with: the bar of the phone, the dialogs, the general keys."""
    return Markup(_around.text(("ending", _here()), lambda: render_template("kit/ending.html")))


def frame(app: Flask) -> Frame:
    actor, settings = current.actor(), app.settings  # type: ignore[attr-defined]
    groups, create, keys = _around(("menu", _here()), lambda: menu_of(request.path)) if actor.id else ((), (), ())
    profile = g.get("profile")
    return Frame(
        workspace=container().platform.setting().get("company"),
        user_name=actor.name,
        language=current.language(),
        theme=profile.theme if profile else "auto",
        density=profile.density if profile else "comfortable",
        menu=groups,
        user_links=_around(("links", _here()), _user_links) if actor.id else (),
        create_links=create,
        keys=keys,
        toast=_toast(),
        search_url=url_for("platform_search.index") if actor.id else None,
        statements=_statements(settings),
        seen_by=Link(say("End the view"), url_for("platform_view_as.destroy")) if actor.seen_by else None,
        mark=reader_mark(),
        closed=container().operation.maintenance().under_way() is not None,
        colour=settings.app.colour,
        logo=logo_url(),
    )


def logo_url() -> str:
    """Where the company's logo is to be had; it changes with the picture."""
    found = container().platform.logo()
    return url_for("platform_brand.logo", v=found.digest) if found else ""


def bare() -> Frame:
    """Around a page that says that the database is away: nothing of it comes from there."""
    language = current.context().language or request.accept_languages.best_match(("zh", "en")) or current.language()
    return Frame("CRM", "", language, "auto", "comfortable", (), (), (), (), None, None)


def _user_links() -> tuple[Link, ...]:
    other = "en" if current.language() == "zh" else "zh"
    return (
        Link(say("My profile"), url_for("platform_profile.index"), "user", testid="platform_profile.index"),
        Link(say("My absences"), url_for("platform_absence.mine"), "plane-departure", testid="platform_absence.mine"),
        Link(
            {"en": "English", "zh": "简体中文"}[other],
            url_for("platform_profile.language", code=other),
            "language",
            testid="platform_profile.language",
            post=True,
        ),
        Link(say("Sign out"), url_for("platform_auth.destroy"), "logout", testid="platform_auth.destroy", post=True),
    )


def _toast() -> Toast | None:
    found = get_flashed_messages(with_categories=True)
    if not found:
        return None
    tone, text = tuple(found[-1])
    said = json.loads(text)
    return Toast(said["text"], said.get("undo"), tone if tone in ("ok", "bad") else "ok")


def _statements(settings: Any) -> str | None:
    tally = g.get("tally")
    return f"{tally.count} SQL · {tally.seconds * 1000:.1f} ms" if settings.app.development and tally else None


@cache
def _manifest() -> dict[str, str]:
    path = STATIC / "dist" / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else {}


def asset(path: str) -> str:
    """The address of a built file; it changes with its content, so that it may be cached for ever."""
    return f"/static/dist/{path}?v={_manifest().get(path, '0')}"


@lru_cache(maxsize=1024)
def icon(name: str, class_: str = "") -> Markup:
    """One icon of the sprite. A function and not a macro: a page has forty of them."""
    return Markup('<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        f" {class_}" if class_ else "", asset("icons.svg"), name
    )

"""The rows of the command palette, in sections: from what the actor may see and do on the page he comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import current_app
from werkzeug.datastructures import MultiDict

from crm import current
from crm.domain.kit.command import Command, commands
from crm.domain.kit.filter_find import said
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import fold
from crm.language import N_, noun, say
from crm.service.platform.recent import RecentService
from crm.web.kit import frame
from crm.web.kit.page import container

PREFIXES = {"@": ("contact", "user"), "#": ("account",), "$": ("opportunity",), "!": ("ticket",)}
SHOWN = 8
HELP = (
    (">", N_("Only actions and pages")), ("@", N_("Only people")), ("#", N_("Only customers")), ("$", N_("Only deals")),
    ("!", N_("Only tickets")), ("?", N_("This help")),
)  # fmt: skip
KEYS = (
    ("Ctrl K", N_("Open the palette anywhere")), ("/", N_("Search")), ("?", N_("Keys of this page")), ("g t", N_("Go to Today")),
    ("c", N_("Create here")), ("f", N_("Filter the list")), ("j k", N_("Next or previous row")), ("x", N_("Select the row")),
    ("z", N_("Undo while the message shows")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a link, or with `post` a form; `more` asks for an argument in the same box."""

    label: str
    url: str
    icon: str
    second: str = ""
    key: str = ""
    post: Mapping[str, Any] = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; those of records stand before the page's own actions."""

    label: str
    rows: tuple[Row, ...]
    records: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """The page one comes from, its module, and the records that actions are for."""

    path: str
    module: Module | None
    ids: list[int]
    one: bool  # the page is that of a record

    def url(self, **more: Any) -> str:
        pairs = [("page", self.path), *(() if self.one else (("id", id) for id in self.ids)), *more.items()]
        return f"/go?{urlencode(pairs)}"


def here(args: MultiDict[str, str]) -> Here:
    """Only a path of our own is ever gone back to."""
    given = urlsplit(args.get("page", ""))
    path = given.path if given.path.startswith("/") and not given.path.startswith("//") and "\\" not in given.path else "/"
    found = (m for m in modules().values() if path == m.path or path.startswith(m.path + "/"))
    module = max(found, key=lambda m: len(m.path), default=None)
    if module is not None and not current.actor().may(module.permission("view")):
        module = None
    rest = path.removeprefix(module.path).strip("/") if module else ""
    one = rest.isascii() and rest.isdigit() and len(rest) < 16
    ids = [int(rest)] if one else [int(id) for id in args.getlist("id")[:500] if id.isascii() and id.isdigit() and len(id) < 16]
    back = path + (f"?{given.query}" if given.query else "")
    return Here(back, module, ids if module else [], one)


def allowed(here: Here) -> tuple[Command, ...]:
    """What the actor may do to the chosen records; nothing without any."""
    if here.module is None or not here.ids:
        return ()
    return tuple(one for one in commands(here.module) if current.actor().may(here.module.permission(one.verb)))


def worded(here: Here, act: Command) -> str:
    name = here.module.fields[act.field].label if act.field and here.module else ""
    return say(act.label, field=say(name)) if name else say(act.label)


def _actions(here: Here, text: str = "") -> tuple[Row, ...]:
    found = []
    for act in allowed(here):
        label = worded(here, act)
        typed, _, argument = (part.strip() for part in text.partition("→"))
        if text and not said(label, typed or text):
            continue
        second = say("Selected records: {n}", n=len(here.ids)) if not here.one else ""
        if act.name == "remove":
            post = {"act": act.name, "id": [] if here.one else here.ids, "page": here.path}
            found.append(Row(label, "/go", act.icon, second or say("This can be undone."), post=post))
        else:
            more = {"q": argument} if argument else {}
            found.append(Row(label, here.url(act=act.name, **more), act.icon, second, more=True))
    return tuple(found)


def _pages(text: str = "") -> tuple[Row, ...]:
    """Every page of the menu, the ways to create, and one's own pages."""
    links = frame.frame(current_app)  # type: ignore[arg-type]
    listed = [link for group in links.menu for link in group.links]
    found = [
        Row(link.label, link.url, link.icon or "circle-dot", key=link.key or "") for link in listed if not text or said(link.label, text)
    ]
    for link in links.create_links:
        label = say("New {name}", name=noun(link.label))
        if not text or said(label, text):
            found.append(Row(label, link.url, "plus"))
    for link in links.user_links:
        if text and said(link.label, text):
            found.append(Row(link.label, link.url, link.icon or "user", post={"page": ""} if link.post else {}))
    return tuple(found)


def _records(hits: list[Any]) -> tuple[Row, ...]:
    known = modules()
    return tuple(
        Row(hit.title, f"{known[hit.module].path}/{hit.id}", known[hit.module].icon, hit.second or say(known[hit.module].label))
        for hit in hits
        if hit.module in known
    )


def _help() -> list[Section]:
    prefixes = tuple(Row(say(text), f"/go?q={urlencode({'': sign})[1:]}", "help", key=sign) for sign, text in HELP if _useful(sign))
    return [
        Section(say("Begin with one of these"), prefixes),
        Section(say("Keys"), tuple(Row(say(t), "", "keyboard", key=k) for k, t in KEYS)),
    ]


def _useful(sign: str) -> bool:
    return sign not in PREFIXES or any(name in modules() for name in PREFIXES[sign])


def empty(here: Here, recent: RecentService) -> list[Section]:
    return [
        Section(say("Opened lately"), _records(recent.page(SHOWN)), True),
        Section(say("Actions"), _actions(here)),
        Section(say("Go to"), _pages()),
    ]


def matching(here: Here, text: str, recent: RecentService) -> list[Section]:
    sign, rest = text[0], fold(text[1:]).casefold()
    if sign == "?":
        return _help()
    if sign == ">":
        return [Section(say("Actions"), _actions(here, rest)), Section(say("Go to"), _pages(rest))]
    if sign in PREFIXES:
        names = [name for name in PREFIXES[sign] if name in modules()]
        hits = recent.find(rest, SHOWN * 2, names) if rest else [hit for hit in recent.page(50) if hit.module in names][:SHOWN]
        return [Section(say("Records"), _records(hits), True)]
    typed = fold(text).casefold()
    everything = Row(say("Search everything for “{words}”", words=text), f"/search?{urlencode({'q': text})}", "search")
    return [
        Section(say("Records"), _records(recent.find(text, SHOWN)), True),
        Section(say("Actions"), _actions(here, typed)),
        Section(say("Go to"), _pages(typed)),
        Section(say("Search"), (everything,)),
    ]


def arguments(here: Here, act: Command, text: str) -> Section:
    """What the action may be done with: people, choices, tags."""
    assert here.module is not None
    module, typed = here.module, fold(text).casefold()
    post = {"act": act.name, "id": [] if here.one else here.ids, "page": here.path}
    if act.name == "assign":
        people = container().platform.user().colleagues(text)
        colleagues = [Row(one.name, "/go", "user", one.department_name or "", post=post | {"value": one.id}) for one in people]
        return Section(worded(here, act), tuple(colleagues))
    if act.field == "tags":
        names = [name for name in container().customer.tag().names() if not typed or said(name, typed)][: SHOWN * 2]
        if act.name == "tag" and text and text not in names:
            names.append(text[:40])
        return Section(worded(here, act), tuple(Row(name, "/go", "tag", post=post | {"value": name}) for name in names))
    options = module.draft.fields[act.field].options
    fitting = [one for one in options if not typed or said(one.label, typed, one.aliases)]
    found = tuple(Row(say(one.label), "/go", one.icon or "circle-dot", post=post | {"value": one.value}) for one in fitting)
    return Section(worded(here, act), found)

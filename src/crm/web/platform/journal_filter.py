"""What one looks for in the journal and among security events: read from the address, shown as a form, kept in links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from crm import current
from crm.domain.kit.module import modules
from crm.domain.kit.text import Refused
from crm.domain.kit.values import day
from crm.domain.platform.journal_words import OTHERS, SOURCES, VERBS
from crm.domain.platform.security import KINDS
from crm.language import say
from crm.web.kit.page import container
from crm.web.kit.view import InputView

LONGEST_ID = 15
TABLES = ("csv", "xlsx", "json")
PATHS = {"changes": "/journal", "events": "/journal/events"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: for the service, for the form, for links. `wrong`: something in it cannot be read."""

    criteria: dict[str, Any]
    inputs: tuple[InputView, ...]
    given: dict[str, str]
    wrong: bool

    @property
    def said(self) -> list[str]:
        """What is looked for, in words."""
        views = {view.name: view for view in self.inputs}
        return [f"{views[name].label}: {_shown(views[name])}" for name in self.given]

    def address(self, path: str, **more: Any) -> str:
        query = urlencode(self.given | {name: value for name, value in more.items() if value})
        return f"{path}?{query}" if query else path


def _shown(view: InputView) -> str:
    return dict(view.choices).get(str(view.value)) or view.text or str(view.value)


class Reader:
    """Reads one argument after the other; what cannot be read is said beside its box, and looks for nothing."""

    def __init__(self, args: Mapping[str, str]):
        self.args = args
        self.criteria: dict[str, Any] = {}
        self.inputs: list[InputView] = []
        self.given: dict[str, str] = {}
        self.wrong = False

    def done(self) -> Wanted:
        return Wanted(self.criteria, tuple(self.inputs), self.given, self.wrong)

    def person(self, name: str, label: str, criterion: str) -> None:
        """By id, or by what somebody typed without script: a name or an account."""
        text, users = self.args.get(f"{name}__text", "").strip()[:100], container().platform.user()
        id = self._number(self.args.get(name, ""))
        if id is None and text:
            found = users.find_one(text)
            id = found.id if found else None
        names = container().records().names({("user", id)}) if id else {}
        error = say("Nobody is called so, or several are.") if text and id is None else None
        shown = names.get(("user", id or 0), text or (f"#{id}" if id else ""))
        self._keep(name, criterion, id, str(id) if id else "", error)
        self.inputs.append(InputView(name, label, "user", id or "", shown, error=error, options_url="/users/options"))

    def choice(self, name: str, label: str, choices: Mapping[str, str], criterion: str) -> str | None:
        text = self.args.get(name, "")
        value = text if text in choices else None
        self._keep(name, criterion, value, value or "")
        self.inputs.append(InputView(name, label, "choice", value or "", choices=tuple(choices.items()), placeholder=say("All")))
        return value

    def text(self, name: str, label: str, criterion: str, max: int = 100) -> None:
        value = self.args.get(name, "").replace("\0", "").strip()[:max]
        self._keep(name, criterion, value or None, value)
        self.inputs.append(InputView(name, label, "text", value, max=max))

    def number(self, name: str, label: str, criterion: str) -> None:
        text = self.args.get(name, "").strip()
        value = self._number(text.lstrip("#"))
        error = say("A number, please.") if text and value is None else None
        self._keep(name, criterion, value, str(value or ""), error)
        self.inputs.append(InputView(name, label, "text", value or text[:20], error=error, max=LONGEST_ID + 1))

    def days(self) -> None:
        for name, label, later in (("since", say("From"), 0), ("until", say("Up to"), 1)):
            text, found, error = self.args.get(name, "").strip()[:40], None, None
            if text:
                try:
                    found = day(text, current.today())
                except Refused as no:
                    error = say(no.words)
            moment = _midnight(found + timedelta(days=later)) if found and found < date.max else None
            self._keep(name, name, moment, found.isoformat() if found else "", error)
            self.inputs.append(InputView(name, label, "date", found.isoformat() if found else text, error=error))

    def _keep(self, name: str, criterion: str, value: Any, text: str, error: str | None = None) -> None:
        self.wrong = self.wrong or error is not None
        if value is not None:
            self.criteria[criterion], self.given[name] = value, text

    @staticmethod
    def _number(text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= LONGEST_ID else None


def _midnight(found: date) -> datetime:
    """The beginning of a day on the reader's own clock."""
    return datetime.combine(found, time(), ZoneInfo(current.timezone()))


def saved(wanted: Wanted, place: str) -> dict[str, Any]:
    """One's own links into this part of the journal, and what would be saved now."""
    path, here = PATHS[place], wanted.address("").removeprefix("?")
    links = [(one, f"{path}?{one.query}", one.query == here) for one in container().platform.journal_link().mine(place)]
    return {"place": place, "links": links, "query": "" if wanted.wrong or any(known for *_, known in links) else here}


def exports(wanted: Wanted, path: str) -> list[tuple[str, str]]:
    """(kind, address) of the files in which the same may be taken away."""
    may = current.actor().may("journal.export") and not wanted.wrong
    return [(kind.upper(), wanted.address(f"{path}.{kind}")) for kind in TABLES] if may else []


def changes(args: Mapping[str, str], own: bool = False) -> Wanted:
    """What is looked for among change sets. A record and a field are those of a module, so they need one."""
    reader = Reader(args)
    if not own:
        reader.person("actor", say("Who"), "actor_id")
    known = {name: say(module.plural) for name, module in modules().items()} | {name: say(label) for name, label in OTHERS.items()}
    chosen = reader.choice("module", say("Module"), known, "module_name")
    if chosen:
        reader.number("record", say("Record no."), "record_id")
        if chosen in modules():
            fields = {name: say(field.label) for name, field in modules()[chosen].fields.items() if not field.computed}
            reader.choice("field", say("Field"), fields, "field")
    reader.choice("verb", say("What"), {name: say(words) for name, words in VERBS.items()}, "verb")
    reader.choice("source", say("How"), {name: say(words) for name, words in SOURCES.items()}, "source")
    reader.days()
    reader.text("reason", say("Reason contains"), "reason")
    reader.text("request", say("Request no."), "request_id", 40)
    return reader.done()


def events(args: Mapping[str, str]) -> Wanted:
    """What is looked for among security events."""
    reader = Reader(args)
    reader.person("person", say("Who"), "user_id")
    reader.choice("kind", say("What"), {name: say(words) for name, words in KINDS.items()}, "kind")
    reader.text("address", say("Address"), "address", 60)
    reader.days()
    reader.text("request", say("Request no."), "request_id", 40)
    return reader.done()

"""The settings page: found by words in both languages, each with its default, its source and its last change."""

from functools import lru_cache
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.pinyin import spellings
from crm.domain.platform.setting import FILED, SECTIONS, SETTINGS, SettingRow
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.mail import MailService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService
from crm.settings import sources
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, Link, SectionView

page = Page(__name__, url="/settings")
Settings = Annotated[SettingService, Provide[Container.platform.setting]]
Mail = Annotated[MailService, Provide[Container.platform.mail]]
Users = Annotated[UserService, Provide[Container.platform.user]]
OURS = "default.toml"  # what stands there is the program's own default


@page.get("")
@permits("setting.view")
def index(settings: Settings) -> Any:
    return _form(settings)


def _form(settings: SettingService, raw: dict[str, str] | None = None, refusal: Invalid | None = None) -> str:
    """All settings, or those in which what is searched for occurs, whatever language it is written in."""
    words = request.args.get("q", "").strip().casefold()
    errors = refusal.fields if refusal else {}
    sections, changed, files = [], settings.changed(), _files()
    for section in SECTIONS:
        named = not words or words in _said(section.label)
        lines = tuple(
            _line(settings, changed.get(name), name, raw, errors.get(name), files.get(name))
            for name in section.names
            if named or words in _text(settings, name)
        )
        if lines:
            sections.append(SectionView(say(section.label), lines))
    summary = tuple((name, f"{say(SETTINGS[name].label)}: {say(why)}") for name, why in errors.items())
    form = FormView("/settings", tuple(sections), errors=summary)
    anchors = tuple(Link(section.label, f"#section-{at}") for at, section in enumerate(sections, 1))
    return page.render(
        "index", form=form, q=request.args.get("q", ""), editable=current.actor().may("setting.edit"), anchors=anchors,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _said(text: str, spelt: bool = True) -> str:
    """A sentence in both languages, for the search; a short one also in pinyin."""
    found = []
    for code in language.LOCALES:
        with current.acting(language=code):
            found.append(say(text))
    return " ".join((*found, *(spellings(found[0]) if spelt else ()))).casefold()


def _text(settings: SettingService, name: str) -> str:
    """All that a setting is found by: its label, help, value and default."""
    field = SETTINGS[name]
    values = () if field.secret else (settings.get(name), settings.defaults[name])
    worded = (_said(str(field.label_of(value)), False) for value in values if value is not None)
    return " ".join((name, _said(field.label), _said(field.help or "", False), *worded))


def _files() -> dict[str, str]:
    """Setting -> the file, or the environment, that gives it another default than the program."""
    given = [(place, values) for place, values in sources() if place != OURS]
    return {
        name: say("environment") if place == "environment" else place
        for name, (section, key) in FILED.items()
        for place, values in given
        if key in values.get(section, {})
    }


def _line(
    settings: SettingService, row: SettingRow | None, name: str, raw: dict[str, str] | None, error: str | None, file: str | None
) -> dict[str, Any]:
    """A setting's input, what it is without us and why, and who changed it last."""
    field, value = SETTINGS[name], settings.get(name)
    hidden = field.secret and value
    default = settings.defaults[name]
    shown = raw[name] if raw and name in raw else "" if hidden else field.kind.write(value)
    return {
        "input": input_view(field, shown, error=error),
        "set": bool(hidden),
        "was": _default(field, default),
        "file": file,
        "by": row.updated_by_name or say("System") if row else "",
        "at": language.moment(row.updated_at) if row else "",
    }


def _default(field: Any, default: Any) -> str:
    if default is None or field.secret:
        return say("empty") if default is None else "•••"
    if isinstance(default, bool):
        return say("Yes") if default else say("No")
    return say(field.label_of(default))


@page.post("")
@permits("setting.edit")
def update(settings: Settings) -> Any:
    """Write what differs; an empty box of a secret leaves it as it is, and so does a setting that the page did not show."""
    raw = {name: text for name in SETTINGS if (text := request.form.get(name)) is not None}
    raw |= {name: "no" for name in request.form.getlist("shown") if name in SETTINGS and name not in raw}  # an unticked box sends nothing
    given = {name: text for name, text in raw.items() if text or not SETTINGS[name].secret or f"{name}.clear" in request.form}
    try:
        changed = settings.change(given)
    except Invalid as refusal:
        return _form(settings, raw, refusal), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."), changed)
    return page.to("index")


@page.post("/<name>/default")
@permits("setting.edit")
def reset(name: str, settings: Settings) -> Any:
    """Back to what the program or its settings files say."""
    changed = settings.reset(name)
    toast(N_("Back to the default."), changed)
    return page.to("index")


@page.post("/mail-test")
@permits("setting.edit")
def test_mail(mail: Mail, settings: Settings, users: Users) -> Any:
    """Send a mail to oneself, by the same way as every other."""
    me = users.me()
    if not me.mail:
        toast(N_("Your profile has no mail address."), tone="bad")
    elif why := mail.waits():
        toast(why, tone="bad")
    else:
        subject = say("Test mail of {company}", company=settings.get("company"))
        mail.send(me.mail, subject, say("Mail works: this came through the mail server of your settings."))
        toast(N_("A test mail to {mail} is on its way. See “Jobs” when it does not come."), mail=me.mail)
    return page.to("index")

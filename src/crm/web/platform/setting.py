"""The settings page."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.platform.setting import SECTIONS, SETTINGS, SettingRow
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.mail import MailService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, SectionView

page = Page(__name__, url="/settings")
Settings = Annotated[SettingService, Provide[Container.platform.setting]]
Mail = Annotated[MailService, Provide[Container.platform.mail]]
Users = Annotated[UserService, Provide[Container.platform.user]]


@page.get("")
@permits("setting.view")
def index(settings: Settings) -> Any:
    return _form(settings)


def _form(settings: SettingService, raw: dict[str, str] | None = None, refusal: Invalid | None = None) -> str:
    """All settings, or those whose name, help or default contains what is searched for."""
    words = request.args.get("q", "").strip().casefold()
    errors = refusal.fields if refusal else {}
    sections, changed = [], settings.changed()
    for section in SECTIONS:
        lines = tuple(_line(settings, changed.get(name), name, raw, errors.get(name)) for name in section.names)
        found = tuple(line for line in lines if words in " ".join((line["input"].label, line["input"].help or "", line["was"])).casefold())
        if found:
            sections.append(SectionView(say(section.label), found))
    summary = tuple((name, f"{say(SETTINGS[name].label)}: {say(why)}") for name, why in errors.items())
    form = FormView("/settings", tuple(sections), errors=summary)
    return page.render("index", form=form, q=request.args.get("q", ""), editable=current.actor().may("setting.edit"))


def _line(settings: SettingService, row: SettingRow | None, name: str, raw: dict[str, str] | None, error: str | None) -> dict[str, Any]:
    """A setting's input, what it is without us, and who changed it last."""
    field, value = SETTINGS[name], settings.get(name)
    hidden = field.secret and value
    default = settings.defaults[name]
    shown = raw[name] if raw and name in raw else "" if hidden else field.kind.write(value)
    return {
        "input": input_view(field, shown, error=error),
        "set": bool(hidden),
        "was": say(field.label_of(default)) if default is not None and not field.secret else "",
        "by": row.updated_by_name or say("System") if row else "",
        "at": language.moment(row.updated_at) if row else "",
    }


@page.post("")
@permits("setting.edit")
def update(settings: Settings) -> Any:
    """Write what differs; an empty box of a secret leaves it as it is."""
    raw = {name: text for name in SETTINGS if (text := request.form.get(name)) is not None}
    given = {name: text for name, text in raw.items() if text or not SETTINGS[name].secret or f"{name}.clear" in request.form}
    try:
        changed = settings.change(given)
    except Invalid as refusal:
        return _form(settings, raw, refusal), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."))
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

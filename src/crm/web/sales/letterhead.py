"""The letterhead of the company: typed in once, printed on every quote, order and contract."""

from collections.abc import Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.platform.setting_letter import LETTER, LETTER_SECTIONS
from crm.domain.platform.user import LANGUAGES
from crm.errors import Forbidden, Invalid
from crm.language import N_, Words, say
from crm.service.platform.file import FileService
from crm.service.sales.letterhead import LetterheadService
from crm.web.kit.form import input_view, known
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, Link, SectionView

page = Page(__name__, url="/settings/letterhead")
Letterhead = Annotated[LetterheadService, Provide[Container.trade.letterhead]]
Files = Annotated[FileService, Provide[Container.platform.file]]
FIELDS = {field.name: field for field in LETTER}
LOGO = "letter_logo"


@page.get("")
@permits("setting.view")
def index(letterhead: Letterhead) -> str:
    return _form(letterhead)


def _form(letterhead: LetterheadService, raw: Mapping[str, Any] | None = None, errors: Mapping[str, str] | None = None) -> str:
    errors, kept = errors or {}, letterhead.values()
    shown = {name: raw[name] if raw is not None and name in raw else known(field, kept[name]) for name, field in FIELDS.items()}
    sections = tuple(
        SectionView(say(part.label), tuple(input_view(FIELDS[name], shown[name], error=errors.get(name)) for name in part.names))
        for part in LETTER_SECTIONS
    )
    summary = tuple((name, f"{say(FIELDS[name].label)}: {say(why)}") for name, why in errors.items())
    samples = tuple(
        Link(say(one.label), f"/papers/letterhead/{one.value}.pdf", "file-type-pdf", testid="sales_paper.letterhead") for one in LANGUAGES
    )
    form = FormView("/settings/letterhead", sections, errors=summary, cancel_url="/settings")
    return page.render("index", form=form, samples=samples, editable=current.actor().may("setting.edit"))


@page.post("")
@permits("setting.edit")
def update(letterhead: Letterhead, files: Files) -> Any:
    """What is refused comes back as it was typed, with the picture that was sent."""
    raw = {name: request.form[name] for name in FIELDS if name in request.form}
    if request.form.get(f"{LOGO}__drop"):
        raw[LOGO] = ""
    try:
        _take(files, raw)
        changed = letterhead.change(raw)
    except Invalid as refusal:
        return _form(letterhead, raw, refusal.fields), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."), changed)
    return page.to("index")


def _take(files: FileService, raw: dict[str, Any]) -> None:
    """Keep the picture that came with the form; Invalid beside it where it is not taken."""
    sent = request.files.get(LOGO)
    if sent is None or not sent.filename:
        return
    try:
        raw[LOGO] = str(files.take(sent.filename, sent.stream).id)
    except Invalid as no:
        raise Invalid({LOGO: next(iter(no.fields.values()))}) from None
    except Forbidden:
        raise Invalid({LOGO: Words("Your roles may not add files.")}) from None

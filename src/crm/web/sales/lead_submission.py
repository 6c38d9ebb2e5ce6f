"""A form on the web, as anybody sees it who has its address: no account, no script, in both languages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlsplit

from dependency_injector.wiring import Provide
from flask import make_response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.sales.lead_form import LANGUAGES, LeadForm
from crm.domain.sales.lead_submission import TRAP, Given, asked
from crm.errors import Busy, Invalid, TooMany
from crm.language import N_, say
from crm.service.platform.attempt import network
from crm.service.sales.lead_form import LeadFormService
from crm.service.sales.lead_submission import LeadSubmissionService
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, container, permits

LARGEST = 64 * 1024
AS_BROWSERS_NAME = {
    "name": "name", "company": "organization", "title": "organization-title", "phone": "tel", "mail": "email", "website": "url",
    "province": "address-level1", "city": "address-level2", "address": "street-address",
}  # fmt: skip
LABELS = {"name": N_("Your name"), "remark": N_("Your message")}  # where the visitor's word is not ours
page = Page(__name__, url="/forms")
page.from_elsewhere = True  # type: ignore[attr-defined]  # sent from other websites too: it carries no token of a session
Forms = Annotated[LeadFormService, Provide[Container.sales.lead_form]]
Submissions = Annotated[LeadSubmissionService, Provide[Container.sales.lead_submission]]


@page.before_request
def bounds() -> None:
    request.max_content_length = LARGEST


@page.get("/<token>")
@permits("public")
def new(token: str, forms: Forms, submissions: Submissions) -> Any:
    form = forms.open(token)
    with visitor() as language:
        return _page(form, "new", stamp=submissions.stamp(form), **form_values(form, language, request.args))


@page.post("/<token>")
@permits("public")
def create(token: str, forms: Forms, submissions: Submissions) -> Any:
    form, typed = forms.open(token), request.form
    with visitor() as language:
        given = Given(
            {name: typed.get(name, "") for name in asked(form)}, "consent" in typed, typed.get("agreed", ""), typed.get(TRAP, ""),
            typed.get("stamp", ""), network(request.remote_addr), request.headers.get("Origin"), language,
        )  # fmt: skip
        try:
            submissions.receive(form, given)
        except Invalid as refusal:
            return _again(form, submissions, language, refusal.fields), 422
        except TooMany as refusal:
            return _again(form, submissions, language, {"": refusal.words}), 429, {"Retry-After": str(refusal.seconds)}
        except Busy as refusal:
            return _again(form, submissions, language, {"": refusal.words}), 503, {"Retry-After": "2"}
        return redirect(form.return_to or url_for("sales_lead_submission.thanks", token=token, lang=language), 303)


@page.get("/<token>/thanks")
@permits("public")
def thanks(token: str, forms: Forms) -> Any:
    form = forms.open(token)
    with visitor() as language:
        return _page(form, "thanks", text=form.text("thanks", language), **form_values(form, language, MultiDict()))


@contextmanager
def visitor() -> Iterator[str]:
    """In the language that the address or the form names, else in the one the browser asks for."""
    wanted = request.values.get("lang")
    with current.acting(language=wanted if wanted in LANGUAGES else current.language()):
        yield current.language()


def form_values(form: LeadForm, language: str, typed: MultiDict[str, str], wrong: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the form shows: its words, its inputs with what was typed, and what is wrong with it."""
    fields, errors = asked(form), wrong or {}
    purpose = container().privacy.consent_purpose().shown(form.purpose_id) if form.purpose_id else None
    inputs = tuple(
        replace(
            input_view(replace(field, required=name in ("name", *form.needed)), typed.get(name, ""), error=errors.get(name)),
            label=say(LABELS.get(name, field.label)), autocomplete=AS_BROWSERS_NAME.get(name), help=None,
        )
        for name, field in fields.items()
    )  # fmt: skip
    return {
        "language": language, "heading": form.text("title", language) or form.name, "intro": form.text("intro", language),
        "consent": form.text("consent", language), "inputs": inputs, "agreed": "consent" in typed, "trap": TRAP,
        "purpose": (purpose.text(language), purpose.seal(language)) if purpose else None, "purpose_agreed": "agreed" in typed,
        "errors": tuple((name, say(why)) for name, why in errors.items()), "consent_error": say(errors.get("consent", "")),
        "purpose_error": say(errors.get("agreed", "")),
    }  # fmt: skip


def _again(form: LeadForm, submissions: LeadSubmissionService, language: str, wrong: Mapping[str, str]) -> Response:
    """The form once more, with all that was typed."""
    return _page(form, "new", stamp=submissions.stamp(form), **form_values(form, language, request.form, wrong))


def _page(form: LeadForm, name: str, **values: Any) -> Response:
    """No script at all; a form may lead on to the page that its owner has named."""
    answer = make_response(page.render(name, action=f"/forms/{form.token}", other=_other(form, values["language"]), **values))
    parts = urlsplit(form.return_to or "")
    onward = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'{onward}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _other(form: LeadForm, language: str) -> tuple[str, str]:
    """The form in the other language."""
    other = next(one for one in LANGUAGES if one != language)
    return other, url_for("sales_lead_submission.new", token=form.token, lang=other)

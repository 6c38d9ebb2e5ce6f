"""A quote as its customer sees it who has its link: no account, hardly a script, in the language of the quote."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import make_response, request, send_file, url_for
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.platform.brand import logo_of
from crm.domain.sales.paper import Paper
from crm.domain.sales.quote_comment import QuoteComment
from crm.domain.sales.quote_link_answer import acceptance, refusal
from crm.errors import Busy, Conflict, Invalid, NotFound, TooMany
from crm.language import N_, say
from crm.service.sales.quote_view import QuoteViewService, Visit
from crm.web.kit.page import Page, container, permits

LARGEST = 320 * 1024  # a form with a drawn signature
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
GONE = {
    "": (N_("This link is not known"), N_("Please look whether it is written in full, or ask whoever sent it to you.")),
    "revoked": (N_("This link no longer works"), N_("It was withdrawn. Please ask whoever sent it to you for a new one.")),
    "over": (N_("This link has expired"), N_("Please ask whoever sent it to you for a new one.")),
    "replaced": (N_("There is a newer version of this quote"), N_("Please ask whoever sent it to you for the link to it.")),
    "away": (N_("This quote is not to be seen just now"), N_("Please ask whoever sent the link to you.")),
}
STATUS = {"": 404, "revoked": 410, "over": 410, "replaced": 410, "away": 410}
page = Page(__name__, url="/q")
Visits = Annotated[QuoteViewService, Provide[Container.trade.quote_view]]


@page.before_request
def bounds() -> None:
    request.max_content_length = LARGEST


def _within(token: str, visits: QuoteViewService, do: Callable[[Visit], Any]) -> Any:
    """What is done with the quote of the link, in its language; whatever keeps it from being shown has a page of its own."""
    staff = bool(current.actor().id)
    try:
        visit = visits.enter(token, request.remote_addr)
        with visits.visiting(visit.quote.language):
            if visit.gone:
                return _closed(visit.gone)
            if request.method == "GET" and not staff:
                visits.see(visit, request.remote_addr, request.user_agent.string)
            return do(visit)
    except NotFound:
        return _closed("")
    except (TooMany, Busy) as refused:
        return _sealed("closed", *_later(refused), heading=say("Just a moment"), sentence=say(refused.words))


def _later(refused: TooMany | Busy) -> tuple[int, dict[str, str]]:
    return 429 if isinstance(refused, TooMany) else 503, {"Retry-After": str(getattr(refused, "seconds", 2))}


def _closed(why: str) -> Response:
    heading, sentence = GONE[why]
    return _sealed("closed", STATUS[why], heading=say(heading), sentence=say(sentence))


def _sealed(name: str, status: int = 200, headers: Mapping[str, str] | None = None, /, **values: Any) -> Response:
    """Rendered as nobody: what stands around our own pages is not even made."""
    with current.acting(actor=current.NOBODY):
        answer = make_response(page.render(name, language=current.language(), **values), status, dict(headers or {}))
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@page.get("/<token>")
@permits("public")
def show(token: str, visits: Visits) -> Any:
    return _within(token, visits, lambda visit: _page(token, visit))


@page.get("/<token>/paper.pdf")
@permits("public")
def paper(token: str, visits: Visits) -> Any:
    """The paper; what was signed, once it is."""

    def do(visit: Visit) -> Response:
        name, contents = container().trade.quote_link_answer().paper(visit)
        answer = send_file(BytesIO(contents), "application/pdf", as_attachment=True, download_name=name)
        answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"] = "noindex", "private, no-store"
        return answer

    return _within(token, visits, do)


@page.post("/<token>/comments")
@permits("public")
def comment(token: str, visits: Visits) -> Any:
    def do(visit: Visit) -> Any:
        visits.comment(visit, request.form.get("body", ""), request.form.get("author", ""))

    return _within(token, visits, lambda visit: _done(token, visit, do, "comments"))


@page.post("/<token>/acceptance")
@permits("public")
def accept(token: str, visits: Visits) -> Any:
    def do(visit: Visit) -> Any:
        container().trade.quote_link_answer().accept(visit, acceptance(request.form))

    return _within(token, visits, lambda visit: _done(token, visit, do, "main"))


@page.post("/<token>/refusal")
@permits("public")
def decline(token: str, visits: Visits) -> Any:
    def do(visit: Visit) -> Any:
        container().trade.quote_link_answer().decline(visit, refusal(request.form))

    return _within(token, visits, lambda visit: _done(token, visit, do, "main"))


def _done(token: str, visit: Visit, do: Callable[[Visit], None], place: str) -> Any:
    """Back to the page; what cannot be accepted is said on it, with all that was typed. What came too late is shown as it is now."""
    visits = container().trade.quote_view()
    try:
        visits.admit(request.remote_addr)
        do(visit)
    except (TooMany, Busy) as refused:
        return _page(token, visit, {"": refused.words}, *_later(refused))
    except (Invalid, Conflict) as no:
        wrong = no.fields if isinstance(no, Invalid) else {"state": no.words}
        late = bool({"state", "valid_until"} & set(wrong))
        visit = visits.enter(token, request.remote_addr) if late else visit
        return _closed(visit.gone) if visit.gone else _page(token, visit, wrong, 409 if late else 422)
    return page.to("show", token=token, _anchor=place)


def _page(
    token: str, visit: Visit, wrong: Mapping[str, str] | None = None, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    quote, errors = visit.quote, {name: say(why) for name, why in (wrong or {}).items()}
    papers, visits = container().trade.paper(), container().trade.quote_view()
    shown = papers.of_row("quote", quote, None, visit.link.template_id)
    over = quote.state == "sent" and quote.is_over(current.today())
    return _sealed(
        "show", status, headers,
        paper=shown, logo=_logo(shown),
        state="over" if over or quote.state == "expired" else quote.state,
        signer=quote.signer or "",
        answered=language.moment(quote.answered_at) if quote.answered_at else "",
        valid=language.day(quote.valid_until) if quote.valid_until else "",
        comments=tuple(comment_view(one) for one in visits.comments_of(visit)),
        typed=request.form, errors=errors, signature=_kept(errors), whom=visit.link.recipient or quote.contact_name or "",
        home=url_for("sales_quote_view.show", token=token),
    )  # fmt: skip


def _logo(paper: Paper) -> str:
    """That of the paper, unless it is one that was made for print."""
    with suppress(Invalid, KeyError):
        return logo_of(paper.pictures["logo"]).inline
    return ""


def _kept(errors: Mapping[str, str]) -> str:
    """What was drawn stays drawn when something else is wrong."""
    return "" if "signature" in errors else request.form.get("signature", "")


def comment_view(one: QuoteComment) -> dict[str, Any]:
    """A comment as both sides read it."""
    return {"ours": one.user_id is not None, "author": one.author, "at": language.moment(one.at), "body": one.body}

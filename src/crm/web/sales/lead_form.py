"""Pages of forms on the web: how one is put on a website, and what came in with it."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict

from crm import current, language
from crm.container import Container
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_form import LANGUAGES, MODULE, LeadForm
from crm.domain.sales.lead_submission import REASONS, Submission
from crm.errors import Conflict, Invalid, Taken
from crm.language import N_, NAMES, say
from crm.service.sales.lead_form import LeadFormService
from crm.service.sales.lead_submission import LeadSubmissionService
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.sales.lead_submission import form_values

SIZE = 50
Forms = Annotated[LeadFormService, Provide[Container.sales.lead_form]]
Submissions = Annotated[LeadSubmissionService, Provide[Container.sales.lead_submission]]


class LeadFormPage(RecordPage):
    """The pages of forms."""

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """What a form is opened for stands beside its name."""
        path = f"{MODULE.path}/{row.id}"
        ways = [Link(say("Put it on a website"), f"{path}/embedding", "link", testid="sales_lead_form.embedding")]
        if editable:
            ways.insert(0, Link(say("What came in"), f"{path}/submissions", "inbox", testid="sales_lead_form.submissions"))
        return super().head(row, editable) | {"actions": tuple(ways)}

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        own = (Link(say("Open the form"), address(row), "external-link", testid="sales_lead_submission.new"),) if row.active else ()
        return (*own, *super().record_links(row, editable))


page = LeadFormPage(MODULE)


def address(form: LeadForm, language: str | None = None) -> str:
    """Where anybody reaches the form, as the outside world writes it."""
    path, root = url_for("sales_lead_submission.new", token=form.token, lang=language), container().platform.setting().get("address")
    return f"{(root or request.host_url).rstrip('/')}{path}"


@page.get("/<int:id>/embedding")
@permits("lead_form.view")
def embedding(id: int, forms: Forms) -> Any:
    """The addresses of the form, and the HTML that can stand in any page."""
    form = forms.get(id)
    links = tuple((NAMES[one], address(form, one)) for one in LANGUAGES)
    snippets = []
    for one, target in zip(LANGUAGES, (target for _, target in links), strict=True):
        with current.acting(language=one):
            values = form_values(form, one, MultiDict())
            html = page.render("snippet", target=target, **values)
        snippets.append((NAMES[one], "\n".join(line for line in html.splitlines() if line.strip())))
    return page.render(
        "embedding", title=form.name, record_url=f"{MODULE.path}/{id}", links=links, snippets=tuple(snippets), site=form.site
    )


@page.get("/<int:id>/submissions")
@permits("lead_form.edit")
def submissions(id: int, forms: Forms, sent: Submissions) -> Any:
    """What was taken, and what was refused and why."""
    refused = request.args.get("show") == "refused"
    found = sent.page(id, SIZE + 1, refused, request.args.get("before", type=int))
    tally, path = sent.tally(id), f"{MODULE.path}/{id}/submissions"
    query = "?show=refused" if refused else ""
    tabs = (
        Link(f"{say('Became leads')} {language.number(tally.taken)}", path, current=not refused),
        Link(f"{say('Held back')} {language.number(tally.refused)}", f"{path}?show=refused", current=refused),
    )
    more = f"{path}{query}{'&' if query else '?'}before={found[SIZE - 1].id}" if len(found) > SIZE else None
    return page.render(
        "submissions", title=forms.get(id).name, record_url=f"{MODULE.path}/{id}", tabs=tabs, refused=refused, more_url=more,
        lines=tuple(_line(one) for one in found[:SIZE]), may_accept=current.actor().may("lead.create"),
    )  # fmt: skip


def _line(one: Submission) -> dict[str, Any]:
    reason = say(REASONS[one.reason]) if one.reason in REASONS else ""
    return {
        "id": one.id, "at": language.moment(one.at), "from": one.network, "consent": one.consent or "",
        "values": tuple((say(LeadDraft.own[name].label), value) for name, value in one.given.items() if name in LeadDraft.own),
        "lead": one.lead_name or "", "lead_url": f"{LEAD.path}/{one.lead_id}" if one.lead_id else "",
        "reason": " · ".join(part for part in (reason, one.detail) if part),
    }  # fmt: skip


@page.post("/<int:id>/submissions/<int:submission>/acceptance")
@permits("lead_form.edit")
def accept(id: int, submission: int, sent: Submissions) -> Any:
    """Make a lead of what was refused."""
    try:
        lead = sent.accept(id, submission)
    except Invalid as no:
        toast(next(iter(no.fields.values())), tone="bad")
    except (Conflict, Taken) as no:
        toast(no.words, tone="bad")
    else:
        toast(N_("It is a lead now."), current.last_change())
        return redirect(f"{LEAD.path}/{lead}", 303)
    return redirect(f"{MODULE.path}/{id}/submissions?show=refused", 303)

"""Papers as PDF: of quotes, orders and contracts, and of a template with a quote that nobody made."""

from io import BytesIO
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import Response, request, send_file

from crm import current
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.platform.user import LANGUAGES
from crm.domain.sales.paper_mail import MAILED
from crm.errors import NotFound
from crm.language import say
from crm.service.sales.paper import TITLES, PaperService, name_of
from crm.service.sales.paper_sample import PaperSampleService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import Page, allow, container, permits
from crm.web.kit.view import Link

TONGUES = tuple(option.value for option in LANGUAGES)
page = Page(__name__, url="/papers")
Papers = Annotated[PaperService, Provide[Container.trade.paper]]
Samples = Annotated[PaperSampleService, Provide[Container.trade.paper_sample]]


@page.get("/<module>/<int:id>.pdf")
@permits("signed_in")
def show(module: str, id: int, papers: Papers) -> Response:
    """The paper of a record that one may see; `?keep=1` to save it."""
    if module not in TITLES:
        raise NotFound()
    allow(f"{module}.view")
    tongue = request.args.get("lang")
    return sent(*papers.pdf(module, id, tongue if tongue in TONGUES else None, request.args.get("template", type=int)))


@page.get("/templates/<int:id>.pdf")
@permits("quote_template.view")
def preview(id: int, samples: Samples) -> Response:
    paper = samples.paper(id)
    return sent(name_of(paper), container().trade.paper_press().print(paper))


@page.get("/letterhead/<tongue>.pdf")
@permits("setting.view")
def letterhead(tongue: str, samples: Samples) -> Response:
    """How papers of a language look with the letterhead of the settings."""
    if tongue not in TONGUES:
        raise NotFound()
    paper = samples.standard(tongue)
    return sent(name_of(paper), container().trade.paper_press().print(paper))


def sent(name: str, contents: bytes) -> Any:
    """The PDF for the browser's own viewer, under its name."""
    answer = send_file(BytesIO(contents), "application/pdf", as_attachment=bool(request.args.get("keep")), download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def as_paper(module: Module, row: Any) -> Beside:
    """The way to the paper, in the menu of every record that has one."""
    if module.name not in TITLES or not current.actor().id:
        return Beside()
    way = f"/papers/{module.name}/{row.id}"
    links = [Link(say("PDF"), f"{way}.pdf", "file-type-pdf", testid="sales_paper.show")]
    if row.state in MAILED[module.name] and current.actor().may("file.create") and container().records()(module.name).may("edit", row):
        links.append(Link(say("Mail the paper"), f"{way}/mail", "send", testid="sales_paper_mail.edit"))
    return Beside(links=tuple(links))


OF_RECORD.append(as_paper)

"""A customer's answer by a link: the quote is accepted or declined, and the signed paper kept, all or nothing."""

from io import BytesIO

from crm import current
from crm.dao.sales.quote_link import QuoteLinkDao
from crm.domain.sales.quote_link_answer import Acceptance
from crm.errors import Invalid, NotFound
from crm.language import Words, say
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file import FileService
from crm.service.sales.paper import PaperService, name_of
from crm.service.sales.paper_press import PaperPress
from crm.service.sales.quote import QuoteService
from crm.service.sales.quote_view import QuoteViewService, Visit


class QuoteLinkAnswerService:
    def __init__(
        self, quotes: QuoteService, links: QuoteLinkDao, visits: QuoteViewService, papers: PaperService, press: PaperPress,
        files: FileService,
    ):  # fmt: skip
        self.db = quotes.db
        self.quotes = quotes
        self.links = links
        self.visits = visits
        self.papers = papers
        self.press = press
        self.files = files

    def accept(self, visit: Visit, given: Acceptance) -> None:
        """Invalid for `state` when somebody answered before, or it no longer holds; for `signature` when that is no picture.

        The paper is printed before the transaction begins, so that nobody waits for the press: what was sent stays as it is.
        """
        self._hold(visit)
        pictures = {"signature": given.signature} if given.signature else {}
        paper = self.papers.of_row("quote", visit.quote, None, visit.link.template_id, pictures, (given.name, current.now()))
        self._accept(visit, given, name_of(paper), self.press.print(paper))

    @transactional
    def _accept(self, visit: Visit, given: Acceptance, name: str, pdf: bytes) -> None:
        with current.acting(reason=given.name):
            quote = self.quotes.accept(visit.quote.id, given.name, given.mail)
            paper = self.files.attach("quote", quote.id, name, BytesIO(pdf))
            if given.signature:
                self.files.attach("quote", quote.id, f"{say('Signature')} {given.name}.png", BytesIO(given.signature))
        if not self.links.sign(visit.link.id, paper.id):
            raise Invalid(state=Words("This quote can no longer be answered here."))
        self.visits.tell(quote, Words("{who} accepted “{quote}”", who=given.name, quote=quote.name))

    @transactional
    def decline(self, visit: Visit, reason: str) -> None:
        """Invalid as of `accept`."""
        self._hold(visit)
        quote = self.quotes.decline(visit.quote.id, reason)
        who = quote.account_name or Words("The customer")
        self.visits.tell(quote, Words("{who} declined “{quote}”", who=who, quote=quote.name), reason)

    @staticmethod
    def _hold(visit: Visit) -> None:
        if visit.gone or visit.quote.state != "sent":
            raise Invalid(state=Words("This quote can no longer be answered here."))

    def paper(self, visit: Visit) -> tuple[str, bytes]:
        """What was signed under this link; else the paper of the quote. NotFound where nothing is shown."""
        if visit.gone:
            raise NotFound()
        if kept := self._signed(visit):
            return kept
        return self.papers.pdf("quote", visit.quote.id, None, visit.link.template_id)

    @reading
    def _signed(self, visit: Visit) -> tuple[str, bytes] | None:
        accepted = visit.quote.state == "accepted"  # and not taken back since
        found = self.files.find([visit.link.signed_file_id]) if accepted and visit.link.signed_file_id else []
        return (found[0].name, self.files.contents(found[0]).read_bytes()) if found else None

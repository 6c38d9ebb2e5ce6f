"""Several accept one quote under its links at the same moment: one of them does, and one signed paper is kept."""

from crm.current import acting
from crm.domain.kit.module import modules
from crm.domain.sales.quote_link_answer import Acceptance
from tests.kit.company import SYSTEM
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)
from tests.unit.service.sales.test_quote_race import AT_ONCE, together


def test_of_many_who_accept_at_once_one_does_and_his_paper_alone_is_kept(crm, monkeypatch):  # noqa: F811
    trade, files = crm.trade, crm.platform.file()
    monkeypatch.setattr(trade.paper_press(), "print", lambda paper: f"%PDF-1.7 {paper.signs[1].name}".encode())
    with acting(actor=SYSTEM):
        account = crm.customer.account().create(modules()["account"].draft.parse({"name": "云帆科技"}))
        made = trade.quote().create(modules()["quote"].draft.parse({"name": "报价", "account_id": account.id, "amount": "1000"}))
        trade.quote().send(made.id)
        tokens = [trade.quote_link().make(made.id) for _ in range(AT_ONCE)]

    def accept(n):
        with trade.quote_view().visiting("zh"):
            visit = trade.quote_view().enter(tokens[n % 2], "203.0.113.7")
            trade.quote_link_answer().accept(visit, Acceptance(f"签署人{n}", None, None))

    done, met = together(accept)
    assert (len(done), len(met)) == (1, AT_ONCE - 1)
    with acting(actor=SYSTEM):
        (paper,) = files.attached("quote", made.id, 10)
        assert files.contents(paper).read_text() == f"%PDF-1.7 签署人{done[0]}"
        signed = [link.signed_file_id for link in trade.quote_link().of(made.id)[1] if link.signed_file_id]
        assert signed == [paper.id] and trade.quote().get(made.id).signer == f"签署人{done[0]}"

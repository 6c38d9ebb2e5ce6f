"""Links of quotes: who has one reads, writes and answers this one quote, once, until it ends; nobody else learns anything."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from crm.current import acting
from crm.domain.sales.quote_link_answer import Acceptance
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from tests.unit.service.sales.quotes import quote

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"
HERE = "203.0.113.7"


@pytest.fixture
def trade(company):
    return company.container.trade


@pytest.fixture
def sent(company):
    with company.acting("wang", clock=NOW):
        return quote(company, "sent")


def made(company, row, **more) -> str:
    with company.acting("wang", clock=NOW):
        return company.container.trade.quote_link().make(row.id, **more)


def signature() -> bytes:
    picture, made = Image.new("RGBA", (800, 300)), BytesIO()
    ImageDraw.Draw(picture).line((40, 200, 300, 60, 700, 220), fill="black", width=8)
    picture.save(made, "PNG")
    return made.getvalue()


def accept(trade, token, name="张建国", drawn=None, clock=NOW):
    with acting(clock=clock):
        visit = trade.quote_view().enter(token, HERE)
        with trade.quote_view().visiting("zh"):
            trade.quote_link_answer().accept(visit, Acceptance(name, "zhang@example.cn", drawn))


def notices(company):
    with company.acting("wang", clock=NOW):
        return [one.title for one in company.container.platform.notice().page(20)]


def test_sharing_what_is_approved_sends_it_and_the_token_is_kept_nowhere(company, trade):
    with company.acting("lilei", clock=NOW):
        row = quote(company)
        with pytest.raises(Invalid):
            trade.quote_link().make(row.id)
        trade.quote().change(row.id, {"state": "approved"})
        token = trade.quote_link().make(row.id, 7, "林女士")
        assert trade.quote().get(row.id).state == "sent"
        (link,) = trade.quote_link().of(row.id)[1]
        assert (link.recipient, link.expires_at, link.views) == ("林女士", NOW + timedelta(days=7), 0)
        for days in (0, 366):
            with pytest.raises(Invalid):
                trade.quote_link().make(row.id, days)
    assert token not in str(vars(link)) and len(token) > 40


def test_links_are_made_by_whoever_may_edit_the_quote(company, trade, sent):
    with company.acting("chen"), pytest.raises(NotFound):
        trade.quote_link().make(sent.id)
    with company.acting("sun"), pytest.raises(Forbidden):
        trade.quote_link().make(sent.id)


def test_openings_are_noted_with_little_and_the_owner_hears_of_the_first(company, trade, sent):
    token, views = made(company, sent, recipient="林女士"), trade.quote_view()
    for minutes, agent in ((0, "Slackbot 1.0"), (1, PHONE), (5, PHONE), (20, PHONE)):
        with acting(clock=NOW + timedelta(minutes=minutes)):
            views.see(views.enter(token, HERE), HERE, agent)
    with company.acting("wang", clock=NOW):
        seen = trade.quote_link().views_of(sent.id)
        summary = trade.quote_link().summary(sent.id)
    assert [(one.network, one.device) for one in seen] == [("203.0.113.0/24", "phone")] * 2 + [("203.0.113.0/24", "robot")]
    assert (summary.links, summary.views, summary.comments) == (1, 2, 0)
    assert notices(company) == ["林女士 打开了报价“云帆采购报价”"]


def test_a_link_ends_by_its_day_by_revocation_and_with_a_newer_version(company, trade, sent):
    tokens = [made(company, sent, days=days) for days in (1, 30)]
    views = trade.quote_view()
    with acting(clock=NOW + timedelta(days=1)):
        assert [views.enter(token, HERE).gone for token in tokens] == ["over", ""]
    with company.acting("wang", clock=NOW):
        new = trade.quote_version().new_version(sent.id)
        trade.quote().send(new.id)
    with acting(clock=NOW):
        assert [views.enter(token, HERE).gone for token in tokens] == ["replaced", "replaced"]
        with pytest.raises(Invalid), views.visiting("zh"):
            trade.quote_link_answer().accept(views.enter(tokens[1], HERE), Acceptance("张", None, None))
    with company.acting("wang", clock=NOW):
        link = trade.quote_link().of(sent.id)[1][0]
        trade.quote_link().revoke(sent.id, link.id)
        with pytest.raises(NotFound):
            trade.quote_link().revoke(sent.id, link.id)
    with acting(clock=NOW):
        assert views.enter(tokens[1], HERE).gone == "revoked"


def test_guessing_is_slowed_down_and_finds_nothing(trade, sent):
    with acting(clock=NOW):
        for n in range(20):
            with pytest.raises(NotFound):
                trade.quote_view().enter(f"guess-{n}", HERE)
        for token in ("guess", "\0", "x" * 5000, "中"):
            with pytest.raises(TooMany):
                trade.quote_view().enter(token, HERE)


def test_an_acceptance_is_kept_with_the_signed_paper_and_counts_once(company, trade, sent):
    token = made(company, sent)
    accept(trade, token, drawn=signature())
    with company.acting("wang", clock=NOW):
        row = trade.quote().get(sent.id)
        assert (row.state, row.signer, row.signer_mail) == ("accepted", "张建国", "zhang@example.cn")
        link = trade.quote_link().of(sent.id)[1][0]
        files = {one.id: one for one in company.container.platform.file().attached("quote", sent.id, 10)}
        paper = files.pop(link.signed_file_id)
        kept = company.container.platform.file().contents(paper).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == paper.digest and paper.media == "application/pdf"
        assert [one.media for one in files.values()] == ["image/png"]
    page = pypdfium2.PdfDocument(kept)[0]
    assert "张建国" in page.get_textpage().get_text_range() and any(one.type == 3 for one in page.get_objects())
    with acting(clock=NOW), trade.quote_view().visiting("zh"):
        assert trade.quote_link_answer().paper(trade.quote_view().enter(token, HERE))[1] == kept
    with pytest.raises(Invalid):
        accept(trade, token, "李四")
    assert notices(company) == ["张建国 接受了报价“云帆采购报价”"]


def test_what_is_refused_leaves_nothing_behind(company, trade, sent):
    token = made(company, sent)
    with acting(clock=NOW):
        visit = trade.quote_view().enter(token, HERE)
        with company.acting("wang", clock=NOW):
            trade.quote_link().revoke(sent.id, visit.link.id)
        with pytest.raises(Invalid), trade.quote_view().visiting("zh"):
            trade.quote_link_answer().accept(visit, Acceptance("张建国", None, None))
    with company.acting("wang", clock=NOW):
        assert trade.quote().get(sent.id).state == "sent"
        assert company.container.platform.file().attached("quote", sent.id, 10) == []


def test_customer_and_owner_write_to_each_other(company, trade, sent):
    token, views = made(company, sent), trade.quote_view()
    with acting(clock=NOW), views.visiting("zh"):
        visit = views.enter(token, HERE)
        views.comment(visit, "能否分期付款？", "林女士")
        with pytest.raises(Invalid):
            views.comment(visit, " ", "")
    with company.acting("wang", clock=NOW):
        trade.quote_link().reply(sent.id, "可以，分两期。")
        assert [(one.author, one.body, one.user_id is None) for one in trade.quote_link().comments_of(sent.id)] == [
            ("林女士", "能否分期付款？", True), ("王强", "可以，分两期。", False),
        ]  # fmt: skip
    assert notices(company) == ["林女士 就报价“云帆采购报价”留言"]


def test_a_refusal_comes_with_its_reason(company, trade, sent):
    token = made(company, sent)
    with acting(clock=NOW), trade.quote_view().visiting("zh"):
        trade.quote_link_answer().decline(trade.quote_view().enter(token, HERE), "预算不足")
    with company.acting("wang", clock=NOW):
        assert (trade.quote().get(sent.id).state, trade.quote().get(sent.id).answer) == ("declined", "预算不足")
    assert notices(company) == ["云帆科技 拒绝了报价“云帆采购报价”"]

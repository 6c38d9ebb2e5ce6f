"""A customer with a link reads, writes, accepts or declines without an account; whatever a link cannot do has a clear page."""

import re
from base64 import b64decode

import pytest

from crm.domain.platform.brand import LARGEST, Logo, logo_of
from crm.errors import Busy
from tests.unit.service.sales.quotes import quote

DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
YES = {"name": "张建国", "agreed": "yes"}


@pytest.fixture
def sent(app):
    with app.company.acting("wang"):
        return quote(app.company, "sent")


@pytest.fixture
def url(app, sent):
    with app.company.acting("wang"):
        return f"/q/{app.container.trade.quote_link().make(sent.id, recipient='林女士')}"


@pytest.fixture
def visitor(app):
    made = app.test_client()
    made.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"
    return made


def test_the_page_shows_the_quote_and_nothing_of_the_program(visitor, url):
    page = visitor.get(url)
    for words in ("报价单", "云帆科技", "企业版", "¥1,600.00", "人民币壹仟陆佰元整", f'action="{url}/acceptance"', f"{url}/paper.pdf"):
        assert words in page.text, words
    assert "/accounts" not in page.text and "/quotes" not in page.text and "crm.js" not in page.text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"] and "connect-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Robots-Tag"] == "noindex" and page.headers["Cache-Control"] == "no-store"
    paper = visitor.get(f"{url}/paper.pdf")
    assert paper.data.startswith(b"%PDF-") and paper.mimetype == "application/pdf" and "no-store" in paper.headers["Cache-Control"]


def test_the_logo_of_the_company_stands_on_the_page_and_the_paper(app, visitor, url, monkeypatch):
    plain = visitor.get(f"{url}/paper.pdf").data
    monkeypatch.setattr(app.container.trade.quote_template(), "brand", logo_of(DOT))
    assert 'class="logo" src="data:image/png;base64,iVBOR' in visitor.get(url).text
    assert len(visitor.get(f"{url}/paper.pdf").data) > len(plain)
    monkeypatch.setattr(app.container.trade.quote_template(), "brand", Logo(DOT + bytes(LARGEST), "image/png"))  # made for print
    assert 'class="logo"' not in visitor.get(url).text


def test_his_forms_carry_a_token_of_his_own_session(app, visitor, url):
    app.config["WTF_CSRF_ENABLED"] = True
    assert visitor.post(f"{url}/acceptance", data=YES).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(url).text)[1]
    assert visitor.post(f"{url}/acceptance", data=YES | {"csrf_token": token}).status_code == 303


def test_accepting_twice_says_who_has_accepted(visitor, url, sign_in, sent):
    first = visitor.post(f"{url}/acceptance", data=YES)
    assert (first.status_code, first.location) == (303, f"{url}#main")
    page = visitor.get(url).text
    assert "张建国 已于" in page and "acceptance" not in page
    again = visitor.post(f"{url}/acceptance", data=YES | {"name": "李四"})
    assert again.status_code == 409 and "张建国 已于" in again.text and "此报价已不能在此答复。" in again.text
    assert visitor.post(f"{url}/refusal", data={"reason": "太贵"}).status_code == 409
    owner = sign_in("wang")
    page = owner.get(f"/quotes/{sent.id}").text
    assert "张建国" in page and "card-customer" in page
    log = owner.get(f"/quotes/{sent.id}/customer").text
    assert "127.0.0.0/24" in log and "Mobile phone" in log and "Signed paper" in log


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(visitor, url):
    answer = visitor.post(f"{url}/acceptance", data={"name": "", "mail": "keine", "signature": "data:,x"})
    assert answer.status_code == 422 and 'value="keine"' in answer.text
    assert set(re.findall(r'id="(\w+)-error"', answer.text)) == {"name", "mail", "agreed", "signature"}
    answer = visitor.post(f"{url}/refusal", data={"reason": ""})
    assert answer.status_code == 422 and 'id="reason-error"' in answer.text
    answer = visitor.post(f"{url}/comments", data={"body": "能否分期？", "author": ""})
    assert answer.status_code == 422 and "能否分期？" in answer.text and 'id="author-error"' in answer.text


def test_a_guessed_link_is_told_nothing_and_soon_waits(visitor):
    tries = [visitor.get(f"/q/{'x' * n}") for n in range(1, 23)]
    assert {one.status_code for one in tries[:20]} == {404} and "链接无法识别" in tries[0].text
    assert tries[-1].status_code == 429 and tries[-1].headers["Retry-After"]
    assert visitor.post("/q/nonsense/acceptance", data=YES).status_code in (404, 429)


def test_what_came_to_its_end_says_so_and_shows_nothing(app, visitor, url, sent):
    with app.company.acting("wang"):
        links = app.container.trade.quote_link()
        links.revoke(sent.id, links.of(sent.id)[1][0].id)
    for answer in (visitor.get(url), visitor.get(f"{url}/paper.pdf"), visitor.post(f"{url}/acceptance", data=YES)):
        assert answer.status_code == 410 and "链接已失效" in answer.text and "企业版" not in answer.text


def test_a_newer_version_takes_the_place_of_what_was_sent(app, visitor, url, sent):
    with app.company.acting("wang"):
        new = app.container.trade.quote_version().new_version(sent.id)
        app.container.trade.quote().send(new.id)
    answer = visitor.post(f"{url}/acceptance", data=YES)
    assert answer.status_code == 410 and "此报价已有新版本" in answer.text


def test_a_database_that_is_busy_says_so_and_loses_nothing(app, visitor, url, monkeypatch):
    def busy(*_):
        raise Busy()

    monkeypatch.setattr(app.container.trade.quote_link_answer(), "_accept", busy)
    answer = visitor.post(f"{url}/acceptance", data=YES)
    assert answer.status_code == 503 and answer.headers["Retry-After"] and 'value="张建国"' in answer.text
    monkeypatch.setattr(app.container.trade.quote_view(), "see", busy)
    answer = visitor.get(url)
    assert answer.status_code == 503 and answer.headers["Retry-After"]


def test_who_sends_too_often_waits_and_loses_nothing(visitor, url):
    for _ in range(20):
        visitor.post(f"{url}/comments", data={"body": "", "author": ""})
    answer = visitor.post(f"{url}/comments", data={"body": "能否分期？", "author": "林女士"})
    assert answer.status_code == 429 and answer.headers["Retry-After"] and "能否分期？" in answer.text


def test_whoever_works_here_is_not_counted_as_the_customer(sign_in, url, sent):
    client = sign_in("wang")
    assert client.get(url).status_code == 200
    assert "Nobody has opened it yet." in client.get(f"/quotes/{sent.id}/customer").text


def test_a_link_is_made_shown_once_and_revoked_on_the_page_of_its_quote(sign_in, sent, visitor):
    client = sign_in("wang")
    home = f"/quotes/{sent.id}/customer"
    assert f'href="{home}"' in client.get(f"/quotes/{sent.id}").text
    wrong = client.post(f"{home}/links", data={"days": "900", "recipient": "林女士"})
    assert wrong.status_code == 422 and 'value="900"' in wrong.text and 'value="林女士"' in wrong.text
    for bad in ({"recipient": "\0"}, {"recipient": "x" * 61}, {"days": "x"}):
        assert client.post(f"{home}/links", data={"days": "14", **bad}).status_code == 422
    made = client.post(f"{home}/links", data={"days": "14", "template": "9" * 30, "recipient": "林女士"})
    address = re.search(r'value="(http://[^"]+/q/[^"]+)"', made.text)[1]
    path = address.split("localhost", 1)[1]
    assert visitor.get(path).status_code == 200 and "/q/" not in client.get(home).text
    visitor.post(f"{path}/comments", data={"body": "能否分期？", "author": "林女士"})
    assert client.post(f"{home}/comments", data={"body": "可以。"}).status_code == 303
    assert "可以。" in visitor.get(path).text and "能否分期？" in client.get(home).text
    assert client.post(re.search(rf'action="({home}/links/\d+/revocation)"', client.get(home).text)[1]).status_code == 303
    assert visitor.get(path).status_code == 410
    assert sign_in("chen").get(home).status_code == 404 and sign_in("sun").post(f"{home}/links", data={"days": "1"}).status_code == 403


def test_papers_open_from_the_pages_of_their_records(sign_in, sent):
    client = sign_in("wang")
    assert f"/papers/quote/{sent.id}.pdf" in client.get(f"/quotes/{sent.id}").text
    paper = client.get(f"/papers/quote/{sent.id}.pdf")
    assert paper.data.startswith(b"%PDF-") and "inline" in paper.headers["Content-Disposition"]
    assert sign_in("chen").get(f"/papers/quote/{sent.id}.pdf").status_code == 404
    assert client.get("/papers/account/1.pdf").status_code == 404

"""The provider's page of companies, and what of it a company's own people see."""

from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace

import pytest

from crm.domain.platform.job import GiveUp
from crm.domain.sales.quote_template import plain
from crm.tenants import mover
from crm.tenants.operate import Operator
from tests.kit import company as companies
from tests.kit import tenants

PNG = b"\x89PNG\r\n\x1a\n" + b"a logo"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator:
    app, operator = tenants.opened(tmp_path_factory.mktemp("provider"))
    with tenants.system():
        companies.found(app.home)
    yield app, tenants.founded(app, operator, "alpha", planted=False)
    app.tenants.close_all()
    app.tenants = None


@pytest.fixture
def client(site):
    """The provider's administrator."""
    made = site[0].test_client()
    made.post("/sign-in", base_url=f"http://{tenants.PROVIDER}", data={"account": "lilei", "password": companies.PASSWORD})
    with made.session_transaction(base_url=f"http://{tenants.PROVIDER}") as session:
        session["language"] = "en"
    return lambda url, method="GET", **more: made.open(url, method=method, base_url=f"http://{tenants.PROVIDER}", **more)


def test_a_company_is_made_listed_changed_and_suspended(site, client):
    raw = {"name": "gamma", "host": "gamma.test", "title": "Gamma", "language": "en", "timezone": "Asia/Shanghai"}
    assert client("/tenants", "POST", data=raw).status_code == 303
    assert "Gamma" in client("/tenants").text and "gamma.test" in client("/tenants").text
    wrong = client("/tenants/gamma", "POST", data={**raw, "people": "many", "version": "4"})
    assert wrong.status_code == 422 and "A whole number above zero" in wrong.text and 'value="many"' in wrong.text
    version = site[0].tenants.service.get("gamma").version
    assert client("/tenants/gamma", "POST", data={**raw, "people": "3", "colour": "#0a7d4f", "version": version}).status_code == 303
    assert client("/tenants/gamma", "POST", data={**raw, "people": "5", "version": version}).status_code == 409
    assert 'value="Gamma"' in site[0].test_client().get("/setup", base_url="http://gamma.test").text
    sheet = site[0].test_client().get("/brand/colour.css", base_url="http://gamma.test")
    assert "#0a7d4f" in sheet.text and 'colour.css?v=0a7d4f"' in site[0].test_client().get("/setup", base_url="http://gamma.test").text
    client("/tenants/gamma/state", "POST")
    assert site[0].test_client().get("/", base_url="http://gamma.test").status_code == 403
    client("/tenants/gamma/state", "POST", data={"undo": "yes"})
    assert site[0].test_client().get("/", base_url="http://gamma.test").status_code == 303


def test_a_host_that_is_taken_is_said_beside_the_field(client):
    raw = {"name": "delta", "host": tenants.PROVIDER, "title": "Delta", "language": "en", "timezone": "Asia/Shanghai"}
    answer = client("/tenants", "POST", data=raw)
    assert answer.status_code == 422 and "This host name leads somewhere else already." in answer.text


def test_a_company_sees_no_directory_but_what_was_agreed_with_it(site):
    app, alpha = site
    service = app.tenants.service
    with tenants.system():
        service.change("alpha", {"people": "25", "requests": "5"}, service.get("alpha").version)
    alpha.cookie = tenants.sign_in(alpha)
    assert alpha.ask("/tenants", cookie=alpha.cookie).status_code == 404
    assert "25" in alpha.ask("/agreed", cookie=alpha.cookie).text
    answers = [alpha.ask("/sign-in", cookie=alpha.cookie) for _ in range(6)]
    with tenants.system():
        service.change("alpha", {"people": "", "requests": ""}, service.get("alpha").version)
    assert answers[-1].status_code == 429 and 0 < int(answers[-1].headers["Retry-After"]) <= 12


def test_a_logo_stands_on_the_pages_and_papers_of_its_company_alone(site, client):
    def sent(picture: bytes):
        return client("/tenants/alpha/logo", "POST", data={"logo": (BytesIO(picture), "logo.png")}, content_type="multipart/form-data")

    assert sent(PNG).status_code == 303 and client("/tenants/alpha/logo").data == PNG
    refused = sent(b"<svg/>")
    assert refused.status_code == 422 and "A logo is a PNG or JPEG picture" in refused.text
    alpha = site[0].test_client()
    page = alpha.get("/sign-in", base_url="http://alpha.test").text
    shown = alpha.get("/brand/logo", base_url="http://alpha.test")
    assert 'class="logo" src="/brand/logo?v=' in page and (shown.data, shown.mimetype) == (PNG, "image/png")
    assert site[0].tenants.at("alpha.test").container.trade.quote_template().logo(plain("en")) == PNG
    assert client("/brand/logo").status_code == 404 and "/brand/logo" not in client("/tenants").text
    client("/tenants/alpha/logo", "POST", data={"drop": "yes"})
    assert alpha.get("/brand/logo", base_url="http://alpha.test").status_code == 404


def test_only_a_suspended_company_is_removed_and_only_by_its_name(site, client, monkeypatch):
    monkeypatch.setattr(mover, "GRACE", 0)
    raw = {"name": "omega", "host": "omega.test", "title": "Omega", "language": "en", "timezone": "Asia/Shanghai"}
    client("/tenants", "POST", data=raw)
    assert "Suspend it first" in client("/tenants/omega/removal").text
    assert client("/tenants/omega/removal", "POST", data={"name": "omega"}).status_code == 422
    client("/tenants/omega/state", "POST")
    wrong = client("/tenants/omega/removal", "POST", data={"name": "alpha"})
    assert wrong.status_code == 422 and "Please type the name omega." in wrong.text and 'value="alpha"' in wrong.text
    assert client("/tenants/omega/removal", "POST", data={"name": "omega"}).status_code == 303
    assert client("/tenants/omega").status_code == 404 and "Omega" not in client("/tenants").text.partition("<table")[2]


@pytest.mark.parametrize(("to", "there"), [("confirm", True), ("back", False)])
def test_a_move_is_ended_on_the_page_either_way_by_its_name(site, client, monkeypatch, tmp_path, to, there):
    monkeypatch.setattr(mover, "GRACE", 0)
    name, service, place = f"moved_{to}", site[0].tenants.service, f"sqlite:///{tmp_path / 'there.db'}"
    raw = {"name": name, "host": f"{to}.test", "title": name.title(), "language": "en", "timezone": "Asia/Shanghai"}
    client("/tenants", "POST", data=raw)
    assert "New address" in client(f"/tenants/{name}/move").text
    with tenants.system():
        Operator(site[0].tenants).move(name, place)
    assert "End the move" in client(f"/tenants/{name}").text and "Keep to the new place" in client(f"/tenants/{name}/move").text
    wrong = client(f"/tenants/{name}/move", "POST", data={"name": "alpha", "to": to})
    assert wrong.status_code == 422 and f"Please type the name {name}." in wrong.text and service.get(name).former
    assert client(f"/tenants/{name}/move", "POST", data={"name": name, "to": to}).status_code == 303
    found = service.get(name)
    assert not found.former and (service.place(found) == place) is there and (tmp_path / "there.db").exists() is there


def test_a_move_is_begun_on_the_page_and_done_by_a_job(site, client, monkeypatch, tmp_path):
    monkeypatch.setattr(mover, "GRACE", 0)
    app, service, place = site[0], site[0].tenants.service, f"sqlite:///{tmp_path / 'there.db'}"
    with tenants.system():
        first = Operator(app.tenants).create("leaves", "leaves.test", "Leaves", None, "en", "Asia/Shanghai")
    assert "Move elsewhere" in client("/tenants/leaves").text and "New address" in client("/tenants/leaves/move").text
    said = {
        "nonsense": "This is no address", "sqlite:///": "", "postgresql://u:p@h:port/x": "This is no address",
        "postgresql://127.0.0.1:1/x": "kind that the installation", service.place(first): "There is a database at",
    }  # fmt: skip
    for target, words in said.items():
        wrong = client("/tenants/leaves/moves", "POST", data={"name": "leaves", "place": target})
        assert wrong.status_code == 422 and words in wrong.text, target
    assert client("/tenants/leaves/moves", "POST", data={"name": "alpha", "place": place}).status_code == 422
    assert site[0].test_client().get("/", base_url="http://leaves.test").status_code == 303  # nobody was sent away for any of it
    begun = client("/tenants/leaves/moves", "POST", data={"name": "leaves", "place": place})
    assert client("/tenants/leaves/moves", "POST", data={"name": "leaves", "place": place}).location == begun.location
    app.home.platform.job_runner().run_due()
    assert service.place(service.get("leaves")) == place and "/tenants/leaves" in client(begun.location).text
    assert app.test_client().get("/", base_url="http://leaves.test").status_code == 303
    assert "Keep to the new place" in client("/tenants/leaves/moves", "POST", data={"name": "leaves", "place": place}).text


def test_a_move_that_fails_is_not_tried_again_and_one_that_was_done_is_not_done_twice(site, monkeypatch, tmp_path):
    monkeypatch.setattr(mover, "GRACE", 0)
    found, service, place = site[0].tenants, site[0].tenants.service, f"sqlite:///{tmp_path / 'there.db'}"
    with tenants.system():
        Operator(found).create("killed", "killed.test", "Killed", None, "en", "Asia/Shanghai")
        with pytest.raises(GiveUp, match="There is a database"):
            found.moves.run({"name": "killed", "target": service.place(service.get("alpha"))}, SimpleNamespace(attempts=1))
        Operator(found).move("killed", place)
        assert found.moves.run({"name": "killed", "target": place}, SimpleNamespace(attempts=2))["url"] == "/tenants/killed"


def test_a_company_whose_move_was_broken_off_is_opened_again_on_the_page(site, client, monkeypatch):
    monkeypatch.setattr(mover, "GRACE", 0)
    raw = {"name": "broken", "host": "broken.test", "title": "Broken", "language": "en", "timezone": "Asia/Shanghai"}
    client("/tenants", "POST", data=raw)
    service = site[0].tenants.service
    with tenants.system():
        service.turn("broken", "moving", "active")
    asked = client("/tenants/broken/move").text
    assert "If it was broken off" in client("/tenants/broken").text and "Open it again" in asked and 'value="confirm"' not in asked
    client("/tenants/broken/move", "POST", data={"name": "broken", "to": "back"})
    assert service.get("broken").state == "active"

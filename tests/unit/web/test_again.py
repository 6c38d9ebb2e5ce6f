"""What cannot be taken just now is said on a page that keeps what was typed."""

import re
from io import BytesIO

import pytest
from structlog.testing import capture_logs

from crm.errors import Away, NoRoom

TYPED = {"csrf_token": "t", "once": "key-1", "name": "云帆“科技”<b>", "remark": "第一行\n第二行", "tags": ["展会", "VIP"]}


@pytest.fixture
def failing(app, monkeypatch):
    """The database fails from now on: failing(Away, always=True) also for whoever reads."""
    db, real = app.container.db(), app.container.db().transaction

    def fail(kind, always=False):
        def transaction(writes=True, patient=True):
            if writes or always:
                raise kind()
            return real(writes, patient)

        monkeypatch.setattr(db, "transaction", transaction)

    return fail


def again(page):
    """(method, fields) of the form by which it is sent once more; None where there is none."""
    form = re.search(r'<form id="again" method="(\w+)">(.*?)</form>', page, re.S)
    return form and (form[1], re.findall(r'name="(.*?)" value="(.*?)"', form[2], re.S))


@pytest.mark.parametrize(("kind", "status", "told"), [(NoRoom, 507, "磁盘"), (Away, 503, "数据库")])
def test_a_form_that_finds_no_room_or_no_database_is_kept_on_the_page_with_its_key(app, sign_in, failing, kind, status, told):
    client = sign_in("wang", "zh")
    failing(kind, always=kind is Away)
    with capture_logs() as lines:
        answer = client.post("/accounts", data=TYPED)
    assert (kind.__name__, "/accounts") in [(line["error"], line["path"]) for line in lines if line["event"] == "trouble"]
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Retry-After" in answer.headers, told in page) == (status, True, True)
    method, fields = again(page)
    assert method == "post" and ("once", "key-1") in fields and ("tags", "VIP") in fields and ("tags", "展会") in fields
    assert ("name", "云帆“科技”&lt;b&gt;") in fields and ("remark", "第一行\n第二行") in fields
    assert "data-sentence" in page and "您填写的内容" in page


def test_the_page_without_a_database_stands_alone_in_the_language_that_the_browser_asks_for(app, failing):
    failing(Away, always=True)
    for language, told in (("zh-CN", "无法连接数据库"), ("en", "The database cannot be reached")):
        answer = app.test_client().get("/accounts?q=a&q=b", headers={"Accept-Language": language})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, answer.mimetype) == (503, "text/html")
        assert told in page and again(page) == ("get", [("q", "a"), ("q", "b")])
        assert "您填写" not in page and "What you typed" not in page


def test_secrets_and_files_are_not_given_back(app, sign_in, failing):
    client = sign_in("wang")
    failing(NoRoom)
    page = client.post("/sign-in", data={"account": "wang", "password": "not to be repeated"}).get_data(as_text=True)
    assert again(page) is None and "not to be repeated" not in page
    page = client.post("/accounts", data={"name": "云帆", "paper": (BytesIO(b"x"), "a.txt")}).get_data(as_text=True)
    assert again(page) is None

"""Files in the composer: sent ahead or with the form, in the story with their picture, kept by drafts and refused forms."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.errors import NotFound

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@pytest.fixture
def account(app):
    with app.company.acting("wang"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


@pytest.fixture
def wang(sign_in):
    return sign_in("wang")


def ahead(client, *files):
    """Their ids."""
    answer = client.post("/files/ahead", data={"file": [(BytesIO(contents), name) for name, contents in files]})
    assert answer.status_code == 200, answer.text
    return re.findall(r'name="files" value="(\d+)"', answer.text)


def test_files_sent_ahead_stand_in_the_story_and_on_the_record(wang, account):
    ids = ahead(wang, ("现场.png", PNG), ("合同.txt", b"x"))
    answer = wang.post(f"/activities/for/account/{account.id}/note", data={"name": "看现场", "files": ids})
    assert answer.status_code == 303
    story = wang.get(answer.location).text.split('id="entry-a')[1]
    assert f'<img src="/files/{ids[0]}/contents"' in story and "合同.txt" in story
    assert "现场.png" in wang.get(f"/files/of/account/{account.id}").text
    entry = re.search(r'href="(/activities/\d+)">看现场', story)[1]
    assert "现场.png" in wang.get(entry).text
    wang.post(f"{entry}/pin")
    pinned = wang.get(answer.location).text.split('class="pinned"')[1].split("</section>")[0]
    assert f'<img src="/files/{ids[0]}/contents"' in pinned


def test_without_script_they_come_with_the_form(wang, account):
    data = {"name": "看现场", "file": [(BytesIO(b"x"), "合同.txt")]}
    answer = wang.post(f"/activities/for/account/{account.id}/note", data=data, content_type="multipart/form-data")
    assert "合同.txt" in wang.get(answer.location).text.split('id="entry-a')[1]


def test_a_refused_form_keeps_its_files(wang, account):
    (id,) = ahead(wang, ("合同.txt", b"x"))
    refused = wang.post(f"/activities/for/account/{account.id}/task", data={"name": "报价", "files": id})
    assert refused.status_code == 422 and f'name="files" value="{id}"' in refused.text
    data = {"name": "看现场", "files": id, "file": [(BytesIO(b"MZ"), "virus.exe")]}
    refused = wang.post(f"/activities/for/account/{account.id}/note", data=data, content_type="multipart/form-data")
    assert refused.status_code == 422 and f'name="files" value="{id}"' in refused.text and "exe" in refused.text


def test_a_draft_keeps_them(wang, account, sign_in):
    (id,) = ahead(wang, ("合同.txt", b"x"))
    wang.post(f"/drafts/account/{account.id}/call", data={"files": id})
    page = wang.get(f"/accounts/{account.id}").text
    assert f'name="files" value="{id}"' in page and "Your draft is back" in page
    wang.post(f"/activities/for/account/{account.id}/call", data={"name": "回访", "files": id})
    assert f'name="files" value="{id}"' not in wang.get(f"/accounts/{account.id}").text


def test_nobody_takes_anothers_file(wang, account, sign_in):
    (id,) = ahead(sign_in("han"), ("秘密.txt", b"x"))
    answer = wang.post(f"/activities/for/account/{account.id}/note", data={"name": "看现场", "files": id})
    assert "秘密.txt" not in wang.get(answer.location).text
    assert wang.get(f"/files/{id}/contents").status_code == 404


def test_one_that_is_not_accepted_is_told_and_the_others_are_taken(wang):
    files = [(BytesIO(b"MZ"), "virus.exe"), (BytesIO(b"x"), "合同.txt")]
    answer = wang.post("/files/ahead", data={"file": files})
    assert answer.status_code == 422 and "合同.txt" in answer.text and "virus.exe: " in answer.text


def test_who_may_add_no_files_is_not_asked_for_any(sign_in, account):
    page = sign_in("lilei").get(f"/accounts/{account.id}").text
    assert "data-attach" in page
    assert "data-attach" not in sign_in("sun").get(f"/accounts/{account.id}").text


def test_what_was_sent_ahead_and_never_used_is_swept_out(app, wang):
    (id,) = ahead(wang, ("合同.txt", b"never used"))
    files = app.container.platform.file()
    with app.company.acting("lilei"):
        later = current.now() + timedelta(days=32)
        path = files.contents(files.get(int(id)))
        files.tidy()
        assert files.get(int(id))
    with app.company.acting("lilei", clock=later):
        files.tidy()
        with pytest.raises(NotFound):
            files.get(int(id))
        assert not path.exists()

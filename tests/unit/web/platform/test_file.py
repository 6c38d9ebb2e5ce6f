"""The pages of files: attach, look, download; nothing runs under our own address."""

from io import BytesIO
from typing import Any

import pytest

from crm.domain.customer.account import AccountDraft
from tests.kit.company import Company

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def company(app: Any) -> Company:
    return app.company


@pytest.fixture
def customer(company: Company) -> int:
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "北京云帆科技有限公司"})).id


def send(client: Any, id: int, name: str, contents: bytes, **headers: str) -> Any:
    data = {"file": (BytesIO(contents), name)}
    return client.post(f"/files/of/account/{id}", data=data, headers=headers, content_type="multipart/form-data")


def test_a_file_is_attached_by_a_form_and_stands_on_the_record(sign_in: Any, customer: int) -> None:
    client = sign_in("wang")
    answer = send(client, customer, "合同.txt", "甲方：云帆".encode())
    assert answer.status_code == 303 and answer.location.endswith(f"/accounts/{customer}")
    assert f"/files/of/account/{customer}" in client.get(f"/accounts/{customer}").text
    assert "合同.txt" in client.get(f"/files/of/account/{customer}").text


def test_with_script_the_card_comes_back(sign_in: Any, customer: int) -> None:
    answer = send(sign_in("wang"), customer, "photo.png", PNG, **{"HX-Request": "true"})
    assert answer.status_code == 200 and "photo.png" in answer.text and "<html" not in answer.text


def test_a_refused_file_is_named_beside_the_form(sign_in: Any, customer: int) -> None:
    answer = send(sign_in("wang"), customer, "setup.exe", b"MZ")
    assert answer.status_code == 422 and "exe" in answer.text
    none = sign_in("wang").post(f"/files/of/account/{customer}", data={}, content_type="multipart/form-data")
    assert none.status_code == 422


def test_what_is_nearly_used_up_is_told_before_anything_is_refused(company: Company, sign_in: Any, customer: int) -> None:
    with company.acting("lilei"):
        company.container.platform.setting().change({"file_quota": "1", "file_total": "2"})
    client = sign_in("wang")
    assert "that are accepted" not in send(client, customer, "a.txt", b"x" * 790_000, **{"HX-Request": "true"}).text
    told = send(client, customer, "b.txt", b"y" * 20_000, **{"HX-Request": "true"}).text
    assert "Your files need 810 kB of the 1.0 MB" in told and "All files together" not in told


def test_pictures_open_sealed_and_everything_else_is_only_kept(company: Company, sign_in: Any, customer: int) -> None:
    client = sign_in("wang")
    for name, contents in (("photo.png", PNG), ("page.html", b"<script>alert(1)</script>"), ("drawing.svg", b"<svg onload=alert(1)>")):
        send(client, customer, name, contents)
    with company.acting("wang"):
        files = {row.name: row.id for row in company.container.platform.file().attached("account", customer, 9)}
    picture = client.get(f"/files/{files['photo.png']}/contents")
    assert picture.mimetype == "image/png" and "sandbox" in picture.headers["Content-Security-Policy"]
    assert client.get(f"/files/{files['photo.png']}/contents?keep=1").headers["Content-Disposition"].startswith("attachment")
    for name in ("page.html", "drawing.svg"):
        kept = client.get(f"/files/{files[name]}/contents")
        assert kept.mimetype == "application/octet-stream" and kept.headers["Content-Disposition"].startswith("attachment")
        assert kept.headers["X-Content-Type-Options"] == "nosniff"
    shown = client.get(f"/files/{files['page.html']}").text
    assert "&lt;script&gt;alert(1)" in shown and "<script>alert" not in shown


def test_a_file_of_a_record_one_may_not_see_is_as_unknown_as_any(company: Company, sign_in: Any, customer: int) -> None:
    send(sign_in("wang"), customer, "合同.txt", b"secret")
    with company.acting("wang"):
        (file,) = company.container.platform.file().attached("account", customer, 9)
    stranger = sign_in("chen")
    for address in (f"/files/{file.id}", f"/files/{file.id}/contents", f"/files/of/account/{customer}", f"/files/{file.id}/history"):
        assert stranger.get(address).status_code == 404
    assert send(stranger, customer, "a.txt", b"x").status_code == 404


def test_rename_and_delete(company: Company, sign_in: Any, customer: int) -> None:
    client = sign_in("han")
    send(client, customer, "合同.txt", b"x")
    with company.acting("wang"):
        (file,) = company.container.platform.file().attached("account", customer, 9)
    assert client.get(f"/files/{file.id}/edit").status_code == 200
    assert client.post(f"/files/{file.id}", data={"name": "旧合同.txt", "version": file.version}).status_code == 303
    assert client.post(f"/files/{file.id}/removal").status_code == 303
    assert client.get(f"/files/{file.id}").status_code == 404

"""A person is taken away as a file and erased on the page of privacy; a salesperson never comes there."""

import io
import zipfile

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def person(app):
    with app.company.acting("lilei"):
        return app.container.customer.account().create(AccountDraft.parse({"name": "周小川", "kind": "person", "phone": "13900001234"}))


def test_a_person_is_taken_away_held_and_erased(app, sign_in, person):
    client, url = sign_in("lilei"), f"/privacy/account/{person.id}"
    assert "周小川" in client.get(url).text and "/privacy/account/" in client.get(f"/accounts/{person.id}").text
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{url}/export").data))
    assert {"data.json", "index.html"} <= set(archive.namelist()) and "13900001234" in archive.read("data.json").decode()
    assert client.post(f"{url}/hold", data={"reason": "", "until": "never"}).status_code == 422
    assert client.post(f"{url}/hold", data={"reason": "Case 17", "until": ""}).status_code == 303
    refused = client.post(f"{url}/erasure", data={"ground": "asked"})
    assert refused.status_code == 422 and "Case 17" in refused.text
    client.post(f"{url}/hold/removal")
    assert client.post(f"{url}/erasure", data={"ground": ""}).status_code == 422
    assert client.post(f"{url}/erasure", data={"ground": "asked"}).status_code == 303
    assert client.get(f"/accounts/{person.id}").status_code == 404 and "周小川" not in client.get("/privacy").text


def test_only_whoever_looks_after_privacy_comes_there(sign_in, person):
    client = sign_in("wang")
    assert [client.get(path).status_code for path in ("/privacy", f"/privacy/account/{person.id}")] == [403, 403]

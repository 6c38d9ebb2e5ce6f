"""Proving again who one is by signing in at the provider once more, through the pages."""

import re
from urllib.parse import urlsplit

import pytest

from crm import current
from tests.kit import oidc
from tests.unit.web.platform.test_factor import age


@pytest.fixture(scope="module")
def provider():
    with oidc.provider() as found:
        yield found


def test_whoever_signs_in_by_a_provider_alone_confirms_there(app, sign_in, provider):
    company, identity, wang = app.company, app.container.identity, app.company.users["wang"]
    with company.acting("lilei"):
        made = identity.source().create(identity.source().module.draft.parse(provider.source()))
        identity.source().put_secret(made.id, "a secret")
    client = sign_in("wang")
    with app.container.db().transaction() as work:
        identity.identity_dao().insert(made.id, wang, provider.issuer, "s-wang", [], "", current.now())
        work.cursor.execute("DELETE FROM credential")
    age(app)
    asked = client.get("/profile/security/app", headers={"Accept": "text/html"}).headers["Location"]
    page = client.get(asked).text
    assert "Confirm with 公司账号" in page and "Current password" not in page
    way = re.search(r'href="(/sign-in/with/[^"]*prove=1[^"]*)"', page)[1].replace("&amp;", "&")

    def back(subject, **claims):
        provider.know(subject, **claims)
        answer = provider.sign_in(client.get(way).headers["Location"], subject)
        return client.get(f"/sign-in/with/{made.id}/callback", query_string=answer)

    late = back("s-wang", auth_time=1)
    assert late.status_code == 422 and "did not ask again who you are" in late.text and "Confirm with 公司账号" in late.text
    assert client.get("/profile/security/app").status_code == 303
    assert urlsplit(back("s-wang").headers["Location"]).path == "/profile/security/app"
    assert client.get("/profile/security/app").status_code == 200

"""The page from which a paper is mailed: seen first, what is wrong stands beside its field, sent by one click."""

import re

from tests.unit.service.sales.quotes import quote
from tests.unit.service.sales.test_paper_mail import approved, customer


def test_a_paper_is_mailed_from_its_page_and_a_bad_address_loses_nothing_typed(app, sign_in):
    with app.company.acting("wang"):
        made = approved(app.company, **customer(app.company))
        draft = quote(app.company)
    client, way = sign_in("wang"), f"/papers/quote/{made.id}/mail"
    assert way in client.get(f"/quotes/{made.id}").text and f"/papers/quote/{draft.id}/mail" not in client.get(f"/quotes/{draft.id}").text
    page = client.get(way).text
    assert '<option value="王芳 &lt;wang@x.example&gt;">' in page and "{link}" in page and f"/papers/quote/{made.id}.pdf" in page
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    typed = {"to": "nobody at all", "subject": "Our offer", "text": "Please read.\n{link}", "once": once}
    refused = client.post(way, data=typed)
    assert refused.status_code == 422 and 'id="to-error"' in refused.text and 'value="nobody at all"' in refused.text
    assert 'value="Our offer"' in refused.text and "Please read." in refused.text
    sent = client.post(way, data=typed | {"to": "lin@y.example"})
    assert sent.status_code == 303 and sent.location.endswith(f"/quotes/{made.id}")
    found = client.get(f"/quotes/{made.id}").text
    assert "lin@y.example" in found and "Record the answer" in found and ".pdf" in found
    assert client.get(f"/papers/quote/{draft.id}/mail").status_code == 303  # back to the draft, with the reason
    assert sign_in("zhao").get(way).status_code == 404 and client.get(f"/papers/account/{made.account_id}/mail").status_code == 404

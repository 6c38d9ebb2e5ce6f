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
    both = client.post(way, data=typed | {"to": "lin@y.example", "cc": "li@y.example, 张三"})
    assert both.status_code == 422 and 'id="cc-error"' in both.text and 'id="to-error"' not in both.text and "“张三”" in both.text
    assert 'value="li@y.example, 张三"' in both.text and 'value="lin@y.example"' in both.text
    assert 'value="Our offer"' in refused.text and "Please read." in refused.text
    sent = client.post(way, data=typed | {"to": "lin@y.example"})
    assert sent.status_code == 303 and sent.location.endswith(f"/quotes/{made.id}")
    found = client.get(f"/quotes/{made.id}").text
    assert "lin@y.example" in found and "Record the answer" in found and ".pdf" in found
    assert client.get(f"/papers/quote/{draft.id}/mail").status_code == 303  # back to the draft, with the reason
    assert sign_in("zhao").get(way).status_code == 404 and client.get(f"/papers/account/{made.account_id}/mail").status_code == 404


def test_who_mails_too_much_stays_on_the_form_with_what_he_typed(app, sign_in):
    settings = app.company.container.platform.setting()
    settings._values, settings._stamp = {"pace_mail": 1}, settings._current_stamp()
    with app.company.acting("wang"):
        made = approved(app.company, **customer(app.company))
    client, way = sign_in("wang"), f"/papers/quote/{made.id}/mail"
    typed = {"to": "lin@y.example", "cc": "li@y.example", "subject": "Our offer", "text": "Please read."}
    assert client.post(way, data=typed | {"once": "a"}).status_code == 303
    slow = client.post(way, data=typed | {"once": "b"})
    assert slow.status_code == 429 and "60" in slow.text and 'value="li@y.example"' in slow.text and "Please read." in slow.text

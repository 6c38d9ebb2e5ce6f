"""What one looks for in the journal is kept by a name of one's own, as far as the filter understands it."""

import re

from crm.domain.platform.journal_link import MOST


def save(client, name, query, place="changes"):
    return client.post("/journal/links", data={"name": name, "query": query, "place": place})


def test_a_filter_is_saved_opened_and_removed(app, sign_in):
    lilei, sun = sign_in("lilei"), sign_in("sun")
    page = lilei.get("/journal?verb=remove&source=api").text
    assert 'name="query" value="verb=remove&amp;source=api"' in page
    answer = save(lilei, " API  删除 ", "verb=remove&source=api&nothing=1&before=7")
    assert answer.headers["Location"] == "/journal?verb=remove&source=api"
    page = lilei.get(answer.headers["Location"]).text
    assert 'href="/journal?verb=remove&amp;source=api" aria-current="page"' in page and "API 删除" in page
    assert 'name="query"' not in page and "API 删除" not in lilei.get("/journal/events").text and "API 删除" not in sun.get("/journal").text
    save(lilei, "登录失败", "kind=sign_in_failed", "events")
    assert 'href="/journal/events?kind=sign_in_failed"' in lilei.get("/journal/events").text
    (id,) = re.findall(r"/journal/links/(\d+)/removal", page)
    assert sun.post(f"/journal/links/{id}/removal").status_code == 404
    assert lilei.post(f"/journal/links/{id}/removal").headers["Location"] == "/journal"
    assert "API 删除" not in lilei.get("/journal").text


def test_what_cannot_be_saved_is_said_and_nothing_is_lost(app, sign_in):
    lilei = sign_in("lilei")
    wrong = (("", "verb=remove", "Please fill this in."), ("x", "nothing=1", "fill"), ("x" * 61, "verb=remove", "At most 60"))
    for name, query, why in wrong:
        where = save(lilei, name, query).headers["Location"]
        assert why in lilei.get(where).text, name
    for at in range(MOST):
        save(lilei, f"n{at}", "verb=remove")
    assert "At most 30 links" in lilei.get(save(lilei, "one more", "verb=edit").headers["Location"]).text
    assert save(sign_in("wang"), "x", "verb=remove").status_code == 403

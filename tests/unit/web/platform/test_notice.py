"""The bell and the list of notices."""

import pytest

from tests.kit.company import PASSWORD


@pytest.fixture
def tell(app):
    def told(who: str, title: str = "Reminder: 报价 <1>", url: str = "/jobs/mine") -> None:
        app.container.platform.notice().tell([app.company.users[who]], "reminder", title, url)

    return told


def test_the_bell_counts_what_is_unread(sign_in, tell):
    client = sign_in("wang")
    assert "badge" not in client.get("/notices/bell").text
    tell("wang"), tell("wang"), tell("zhao")
    piece = client.get("/notices/bell").text
    assert '<span class="badge">2</span>' in piece and "<html" not in piece


def test_following_a_notice_reads_it(sign_in, tell):
    tell("wang")
    client = sign_in("wang")
    page = client.get("/notices").text
    assert "Reminder: 报价 &lt;1&gt;" in page
    (path,) = {part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/notices/1")}
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/jobs/mine")
    assert "badge" not in client.get("/notices/bell").text


def test_somebody_elses_notice_is_not_found(sign_in, tell):
    tell("wang")
    assert sign_in("zhao").get("/notices/1").status_code == 404


def test_all_are_read_at_once(sign_in, tell):
    tell("wang"), tell("wang")
    client = sign_in("wang", "zh")
    assert "全部标为已读" in client.get("/notices").text
    assert client.post("/notices/reading").status_code == 303
    page = client.get("/notices").text
    assert "全部标为已读" not in page and "提醒" in page or "Reminder" in page


def test_more_than_a_page_goes_on(sign_in, tell):
    for _ in range(52):
        tell("wang")
    client = sign_in("wang")
    assert "/notices?before=3" in client.get("/notices").text
    assert client.get("/notices?before=3", headers={"HX-Request": "true"}).text.count("entry-title") == 2


def test_a_visitor_signs_in_first(app):
    assert app.test_client().get("/notices").status_code == 303


@pytest.mark.parametrize("query", ["before=x", "before=999999999999999999999", "before="])
def test_nonsense_in_the_address_is_a_page(sign_in, query):
    assert sign_in("wang").get(f"/notices?{query}").status_code == 200


def test_one_is_marked_and_the_list_filtered_without_script(sign_in, tell):
    tell("wang")
    client = sign_in("wang")
    assert client.post("/notices/1/mark", data={"read": "1"}).status_code == 303
    assert "Reminder: 报价" not in client.get("/notices?unread=1").text
    assert "Reminder: 报价" in client.get("/notices?kind=reminder").text
    assert "Nothing of this kind." in client.get("/notices?kind=mention").text
    client.post("/notices/1/mark", data={"read": "0"})
    assert "Reminder: 报价" in client.get("/notices?unread=1").text


def test_everybody_chooses_for_himself(sign_in):
    client = sign_in("wang")
    assert client.post("/notices/choices", data={"follow": "digest", "quiet_from": "22:00", "quiet_until": "7:30"}).status_code == 303
    text = client.get("/notices/choices").text
    assert 'name="follow" value="digest" checked' in text and 'value="22:00"' in text and 'value="07:30"' in text
    refused = client.post("/notices/choices", data={"quiet_from": "22:00", "quiet_until": ""})
    assert refused.status_code == 422 and "Quiet hours need a beginning and an end." in refused.text and 'value="22:00"' in refused.text


def browser(path: str = "/fcm/send/abc") -> dict:
    key = "B" + "A" * 86
    return {"endpoint": f"https://fcm.googleapis.com{path}", "keys": {"p256dh": key, "auth": "A" * 22}}


def test_push_is_chosen_by_kind_and_switched_on_in_a_browser(sign_in):
    client = sign_in("wang")
    page = client.get("/notices/choices").text
    assert 'name="push.mention"' in page and 'data-push="/notices/devices"' in page and "sw.js" in page
    client.post("/notices/choices", data={"mention": "app", "push.mention": "yes", "digest_at": "09:00"})
    assert client.get("/notices/choices").text.count(" checked><span>Push it") == 1
    assert client.post("/notices/devices", json=browser()).status_code == 200
    page = client.get("/notices/choices").text
    assert "This browser<" in page
    path = page.split('action="/notices/devices/')[1].split('"')[0]
    assert client.post(f"/notices/devices/{path}").status_code == 303
    assert "This browser<" not in client.get("/notices/choices").text


def test_signing_out_or_somebody_else_signing_in_ends_the_push_in_this_browser(app, sign_in):
    devices = app.container.platform.notice_push_dao()

    def known(who: str) -> int:
        with devices.db.transaction():
            return len(devices.devices([app.company.users[who]]))

    client = sign_in("wang")
    client.post("/notices/devices", json=browser())
    client.post("/sign-in", data={"account": "wang", "password": PASSWORD})
    assert known("wang") == 1
    client.post("/sign-in", data={"account": "zhao", "password": PASSWORD})
    assert known("wang") == 0
    client.post("/notices/devices", json=browser())
    assert known("zhao") == 1
    client.post("/sign-out")
    assert known("zhao") == 0


def test_what_no_browser_says_is_refused_in_words(sign_in):
    client = sign_in("wang")
    answer = client.post("/notices/devices", json=browser() | {"endpoint": "https://evil.cn/x"})
    assert (answer.status_code, answer.json) == (422, {"error": "The browser's push service is not one that we know."})
    assert client.post("/notices/devices", data="{", content_type="application/json").status_code == 400
    assert client.post("/notices/devices", json=[]).status_code == 422
    assert client.post("/notices/devices/nobody/removal").status_code == 404


def test_without_the_library_push_is_not_offered(app, sign_in):
    app.container.platform.notice_push().is_offered = False
    page = sign_in("wang").get("/notices/choices").text
    assert "push." not in page and "data-push" not in page and "When mail may come" in page

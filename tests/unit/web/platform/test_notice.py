"""The bell and the list of notices."""

import pytest


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

"""The room of a customer's preferences."""

import re


def hotel(sign_in):
    sign_in("lilei").post("/preference-cards/ready", data={"pack": "hospitality"})
    client = sign_in("wang")
    return client, client.post("/accounts", data={"name": "王芳", "kind": "person"}).location


def field(page: str, label: str) -> str:
    return re.search(rf'for="(field-\d+)">{label}', page)[1]


def test_cards_are_filled_in_and_read_again(sign_in):
    client, guest = hotel(sign_in)
    page = client.get(f"{guest}/preferences").text
    answer = client.post(f"{guest}/preferences", data={field(page, "Lighting"): "Dim", "source": "seen"}, follow_redirects=True)
    assert '<option value="Dim" selected' in answer.text and "Observed · 王强" in answer.text and "Saved." in answer.text


def test_what_does_not_fit_is_told_beside_the_field_and_stays_typed(sign_in):
    client, guest = hotel(sign_in)
    page = client.get(f"{guest}/preferences").text
    answer = client.post(f"{guest}/preferences", data={field(page, "Slipper size"): "big"})
    assert answer.status_code == 422 and 'value="big"' in answer.text and "This is not a number." in answer.text


def test_whoever_may_only_look_reads_the_answers(sign_in):
    client, guest = hotel(sign_in)
    page = client.get(f"{guest}/preferences").text
    client.post(f"{guest}/preferences", data={field(page, "Lighting"): "Dim"})
    page = sign_in("sun").get(f"{guest}/preferences").text
    assert "Dim" in page and '<form method="post" action="/accounts' not in page


def test_without_cards_the_room_says_where_they_come_from(sign_in):
    client = sign_in("wang")
    guest = client.post("/accounts", data={"name": "王芳", "kind": "person"}).location
    assert "There are no preference cards yet." in client.get(f"{guest}/preferences").text
    assert "/preference-cards/ready" not in sign_in("sun").get(f"{guest}/preferences").text
    assert "/preference-cards/ready" in sign_in("lilei").get(f"{guest}/preferences").text


def test_the_plus_of_a_card_leads_to_the_room(sign_in):
    client = sign_in("wang")
    assert client.get("/preferences/new?contact_id=7").location == "/contacts/7/preferences"

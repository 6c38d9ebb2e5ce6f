"""The page on which a task learns to come back."""

import re

import pytest

FORM = {"unit": "weekly", "every": "2", "due": "2040-01-02T10:00", "ends": "", "days": ["0", "2"]}


@pytest.fixture
def client(sign_in):
    return sign_in("wang")


@pytest.fixture
def path(client):
    answer = client.post("/activities", data={"kind": "task", "name": "周报", "due_at": "2040-01-02T10:00"})
    return answer.location + "/recurrence"


def test_the_times_are_shown_before_and_saved_after(client, path):
    looked = client.post(path, data=FORM | {"look": "1"}).text
    assert "2 Jan 2040 10:00" in looked and "4 Jan 2040 10:00" in looked and "16 Jan 2040 10:00" in looked
    assert "Only this one" not in looked
    assert client.post(path, data=FORM).status_code == 303
    page = client.get(path).text
    assert "Only this one" in page and re.search(r'name="days" value="2" checked', page)


def test_the_way_there_stands_on_the_page_of_an_open_task_alone(client, path):
    page, link = path.removesuffix("/recurrence"), 'data-testid="customer_recurrence.show"'
    assert link in client.get(page).text
    client.post(f"{page}/completion")
    assert link not in client.get(page).text


def test_a_wrong_rule_comes_back_with_what_was_typed(client, path):
    answer = client.post(path, data=FORM | {"every": "500"})
    assert answer.status_code == 422 and 'value="500"' in answer.text and "A whole number from 1 to 99." in answer.text


def test_one_alone_leads_to_its_form(client, path):
    client.post(path, data=FORM)
    answer = client.post(f"{path}/part")
    assert answer.status_code == 303 and answer.location.endswith("/edit")
    assert client.get("/activities?q=周报").text.count("data-row") == 2


def test_somebody_elses_task_is_not_found(path, sign_in):
    assert sign_in("chen").get(path).status_code == 404

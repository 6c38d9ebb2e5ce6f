"""Walking along the list one came from; stars and what one follows."""

import re

import pytest


@pytest.fixture
def rows(make):
    return [make("wang", name=name, city="上海" if n != 1 else "北京") for n, name in enumerate(("甲", "乙", "丙", "丁"))]


def walk(client, row, query):
    return client.get(f"/accounts/{row.id}/walk", query_string={"list": query}).text


def test_the_place_and_the_ways_on_are_those_of_the_list(sign_in, rows):
    text = walk(sign_in("wang"), rows[2], "f=city:is:上海&sort=created_at")
    assert "2 of 3" in text
    assert re.findall(r'href="/accounts/(\d+)" data-key="(.)"', text) == [(str(rows[0].id), "k"), (str(rows[3].id), "j")]


def test_the_way_goes_on_as_the_list_stood_when_one_left_it(sign_in, rows):
    client = sign_in("wang")
    walk(client, rows[3], "sort=-updated_at")
    client.post(f"/accounts/{rows[1].id}/field/grade", data={"grade": "A", "version": 1})
    text = client.get(f"/accounts/{rows[2].id}/walk").text
    assert re.findall(r'href="/accounts/(\d+)" data-key', text) == [str(rows[3].id), str(rows[1].id)]


def test_without_script_a_step_leads_to_the_next_record_and_the_end_says_so(sign_in, rows):
    client = sign_in("wang")
    assert client.get(f"/accounts/{rows[0].id}/walk?list=sort%3Dcreated_at&step=1").location == f"/accounts/{rows[1].id}"
    end = client.get(f"/accounts/{rows[3].id}/walk?step=1", follow_redirects=True)
    assert end.request.path == f"/accounts/{rows[3].id}" and "The list ends here." in end.text


def test_only_who_came_from_the_list_walks_along_it(sign_in, rows):
    client, path = sign_in("wang"), f"/accounts/{rows[0].id}"
    assert f"{path}/walk?list=q%3D%E7%94%B2" in client.get(path, headers={"Referer": "http://localhost/accounts?q=甲"}).text
    assert f'hx-get="{path}/walk"' in client.get(path, headers={"Referer": f"http://localhost/accounts/{rows[1].id}"}).text
    assert "/walk" not in client.get(path, headers={"Referer": "http://localhost/"}).text
    assert walk(client, rows[0], "f=nonsense") == ""


def test_a_record_outside_the_list_has_no_place_in_it(sign_in, rows):
    client = sign_in("wang")
    assert walk(client, rows[1], "f=city:is:上海") == ""


def test_a_star_is_set_and_taken_away_and_stands_in_the_menu(sign_in, rows):
    client = sign_in("wang")
    answer = client.post(f"/accounts/{rows[0].id}/mark/star", data={"on": "1"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in answer.text and answer.headers["HX-Trigger"] == "crm:stars"
    assert "甲" in client.get("/starred/mine").text and "甲" in client.get("/starred").text
    assert "甲" not in sign_in("han").get("/starred/mine").text
    client.post(f"/accounts/{rows[0].id}/mark/star")
    assert "甲" not in client.get("/starred/mine").text


def test_nobody_marks_what_he_may_not_see_nor_in_a_way_that_is_not(sign_in, rows):
    assert sign_in("chen").post(f"/accounts/{rows[0].id}/mark/star", data={"on": "1"}).status_code == 404
    assert sign_in("wang").post(f"/accounts/{rows[0].id}/mark/nonsense", data={"on": "1"}).status_code == 404

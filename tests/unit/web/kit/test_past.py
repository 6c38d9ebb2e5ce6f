"""How a record stood at a version, beside how it stands now, and the way back for one value."""

import pytest


@pytest.fixture
def row(make, app):
    made = make("wang", name="云帆", city="北京", grade="A", tags="VIP")
    for changes in ({"city": "上海", "tags": ["展会"]}, {"city": "杭州"}, {"grade": "B"}):
        with app.company.acting("wang"):
            app.container.customer.account().change(made.id, changes)
    return made


def test_two_columns_show_what_was_different_then(sign_in, row):
    page = sign_in("wang").get(f"/accounts/{row.id}/history?version=1").text
    table = page.split('class="past-table"')[1].split("</table>")[0]
    assert all(word in table for word in ("北京", "杭州", "VIP", "展会", "A · key", "B · important")) and "上海" not in table
    assert 'type="range"' in page and page.count("<option value=") == 4


def test_without_a_choice_it_is_the_version_before_the_newest(sign_in, row):
    table = sign_in("wang").get(f"/accounts/{row.id}/history").text.split('class="past-table"')[1].split("</table>")[0]
    assert "A · key" in table and "杭州" not in table


@pytest.mark.parametrize(("version", "name", "value"), [(1, "city", "北京"), (2, "city", "上海"), (1, "tags", ["VIP"]), (3, "grade", "A")])
def test_one_value_is_brought_back(sign_in, row, reread, version, name, value):
    answer = sign_in("wang").post(f"/accounts/{row.id}/history/{version}/{name}")
    assert answer.status_code == 303 and getattr(reread(row), name) == value


def test_only_who_may_change_the_record_brings_a_value_back(sign_in, row, reread):
    assert "restore" not in sign_in("sun").get(f"/accounts/{row.id}/history?version=1").text
    assert sign_in("sun").post(f"/accounts/{row.id}/history/1/city").status_code == 403
    assert sign_in("wang").post(f"/accounts/{row.id}/history/3/city").status_code == 404  # it has not changed since
    assert sign_in("wang").post(f"/accounts/{row.id}/history/1/owner_id").status_code == 404
    assert reread(row).city == "杭州"


def test_a_record_of_one_version_has_nothing_to_compare(sign_in, make):
    assert "past-table" not in sign_in("wang").get(f"/accounts/{make('wang').id}/history").text

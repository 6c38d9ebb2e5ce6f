"""Household pages: members are searched for first and created second."""


def made(client, path, **values):
    return client.post(path, data=values).location


def test_somebody_who_is_there_is_found_and_put_in(sign_in):
    client = sign_in("wang")
    home = made(client, "/households", name="王建国家庭")
    person = made(client, "/accounts", name="王建国", kind="person").rsplit("/", 1)[1]
    found = client.get(f"{home}/members/new?q=wjg").text
    assert f'name="person_id" value="{person}"' in found
    client.post(f"{home}/members", data={"module": "account", "person_id": person, "relation": "head"})
    assert "王建国" in client.get(home).text
    assert f'name="person_id" value="{person}"' not in client.get(f"{home}/members/new?q=wjg").text


def test_somebody_new_is_created_on_the_spot(sign_in):
    client = sign_in("wang")
    home = made(client, "/households", name="王建国家庭")
    page = client.get(f"{home}/members/new?q=李梅").text
    assert "Nothing of that name was found." in page and 'name="name" type="text" value="李梅"' in page
    answer = client.post(f"{home}/members", data={"name": "李梅", "phone": "13800138000", "relation": "spouse"}, follow_redirects=True)
    assert "李梅 was put into the household." in answer.text


def test_what_was_typed_stays_when_it_is_refused(sign_in):
    client = sign_in("wang")
    home = made(client, "/households", name="王建国家庭")
    answer = client.post(f"{home}/members", data={"name": "李梅", "phone": "12", "relation": "spouse"})
    assert answer.status_code == 422 and 'value="李梅"' in answer.text and 'aria-invalid="true"' in answer.text


def test_the_plus_of_the_card_leads_to_the_search_and_a_name_alone_has_its_form(sign_in):
    client = sign_in("wang")
    home = made(client, "/households", name="王建国家庭")
    number = home.rsplit("/", 1)[1]
    assert client.get(f"/household-members/new?household_id={number}").location == f"{home}/members/new"
    assert "<h1" in client.get(f"/household-members/new?household_id={number}&by=name").text


def test_the_household_of_somebody_else_is_not_found(sign_in):
    home = made(sign_in("wang"), "/households", name="王建国家庭")
    assert sign_in("zhao").get(f"{home}/members/new").status_code == 404
    assert sign_in("sun").get(f"{home}/members/new").status_code == 403

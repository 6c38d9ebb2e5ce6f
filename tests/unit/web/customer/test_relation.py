"""The chart of relations, and adding to it."""


def contact(client, name: str, **more) -> str:
    return client.post("/contacts", data={"name": name, **more}).location


def test_the_drawing_and_the_table_say_the_same(sign_in):
    client = sign_in("wang")
    one, other = contact(client, "王芳", title="采购经理"), contact(client, "刘洋")
    page = client.get(f"{one}/relations/new?q=liuyang").text
    number = other.rsplit("/", 1)[1]
    assert f'name="person_id" value="{number}"' in page
    answer = client.post(f"{one}/relations", data={"kind": "influences", "person_id": number}, follow_redirects=True).text
    assert '<path class="bond influences"' in answer and ">influences</a></td>" in answer
    assert answer.count("刘洋") >= 2 and "采购经理" in answer


def test_somebody_new_is_written_on_the_spot_and_what_is_wrong_is_told(sign_in):
    client = sign_in("wang")
    one = contact(client, "王芳")
    refused = client.post(f"{one}/relations", data={"kind": "knows", "name": "刘洋", "phone": "1"})
    assert refused.status_code == 422 and 'value="刘洋"' in refused.text and 'id="new-phone-error"' in refused.text
    assert (
        "The relation to 刘洋 was added."
        in client.post(f"{one}/relations", data={"kind": "knows", "name": "刘洋"}, follow_redirects=True).text
    )


def test_a_customer_without_people_says_what_belongs_there(sign_in):
    client = sign_in("wang")
    firm = client.post("/accounts", data={"name": "云帆", "kind": "company"}).location
    assert "There is nobody here yet." in client.get(f"{firm}/relations").text
    assert f"{firm}/relations" in client.get(firm).text


def test_the_plus_of_the_card_leads_to_the_search(sign_in):
    assert sign_in("wang").get("/relations/new?contact_id=7").location == "/contacts/7/relations/new"

"""The page of a group of companies."""


def made(client, **values) -> str:
    return client.post("/accounts", data={"kind": "company", **values}).location


def test_the_tree_and_its_sums_stand_on_the_page(sign_in):
    client = sign_in("wang")
    top = made(client, name="云帆集团", employees="100")
    low = made(client, name="云帆北京", employees="20", parent_id=top.rsplit("/", 1)[1])
    page = client.get(f"{low}/group").text
    assert page.index("云帆集团") < page.index('class="depth-1 here"') and ">120<" in page.replace("\n", "")
    assert f"{low}/group" in client.get(low).text


def test_a_subsidiary_is_searched_for_and_put_in(sign_in):
    client = sign_in("wang")
    top, low = made(client, name="云帆集团"), made(client, name="云帆北京")
    number = low.rsplit("/", 1)[1]
    assert f'name="person_id" value="{number}"' in client.get(f"{top}/subsidiaries/new?q=yfbj").text
    answer = client.post(f"{top}/subsidiaries", data={"person_id": number}, follow_redirects=True)
    assert "云帆北京 was put into the group." in answer.text


def test_a_circle_is_refused_with_its_reason(sign_in):
    client = sign_in("wang")
    top = made(client, name="云帆集团")
    low = made(client, name="云帆北京", parent_id=top.rsplit("/", 1)[1])
    answer = client.post(f"{low}/subsidiaries", data={"person_id": top.rsplit("/", 1)[1]})
    assert answer.status_code == 422 and "A company cannot stand above itself." in answer.text

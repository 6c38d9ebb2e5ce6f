"""Tag pages: words of the house, which belong to nobody."""


def test_a_tag_is_made_shown_to_all_and_used_once(sign_in):
    client = sign_in("lilei")
    assert client.post("/tags", data={"name": "VIP", "category": "级别"}).status_code == 303
    assert "VIP" in sign_in("wang").get("/tags").text
    answer = client.post("/tags", data={"name": "VIP"})
    assert answer.status_code == 409 and client.get("/tags/total").text == "1"

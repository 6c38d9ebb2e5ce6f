"""Leads on their pages: twins of other modules beside the form, the board, the API."""


def test_a_form_tells_that_the_lead_is_a_customer_or_a_contact_already(sign_in):
    client = sign_in("wang")
    client.post("/accounts", data={"name": "杭州知行网络科技有限公司", "kind": "company", "city": "杭州"})
    client.post("/contacts", data={"name": "刘洋", "phones": "13800138000"})
    page = client.post("/duplicates/lead/strip", data={"name": "刘洋", "company": "杭州知行网络科技有限公司", "phone": "13800138000"}).text
    assert "杭州知行网络科技有限公司" in page and "Customer" in page and "刘洋" in page and "Contact" in page
    assert client.post("/duplicates/lead/strip", data={"name": "无人", "company": "不存在公司"}).text.count("twin") == 0
    client.post("/leads", data={"name": "刘洋", "phone": "13800138000", "company": ""})
    page = client.post("/duplicates/lead/strip", data={"name": "刘洋", "phone": "138 0013 8000"}).text
    assert page.count('data-testid="twin"') == 2


def test_the_board_moves_leads_by_state_and_asks_why_one_is_put_aside(sign_in):
    client = sign_in("wang")
    id = client.post("/leads", data={"name": "刘洋"}).location.rsplit("/", 1)[1]
    assert "刘洋" in client.get("/leads?layout=board").text
    move = {"move": id, "field": "state", "version": "1"}
    assert client.post("/leads/board/move", data=move | {f"to_{id}": "working"}).status_code == 303
    refused = client.post("/leads/board/move", data=move | {f"to_{id}": "disqualified", "version": "2"})
    assert refused.status_code == 422 and 'name="reason"' in refused.text
    answer = client.post("/leads/board/move", data=move | {f"to_{id}": "disqualified", "reason": "no_need", "version": "2"})
    assert answer.status_code == 303
    refused = client.post("/leads/board/move", data=move | {f"to_{id}": "converted", "version": "3"})
    assert refused.status_code == 422 and "converted on its own page" in refused.text


def test_what_cannot_be_is_told_beside_the_field(sign_in):
    client = sign_in("wang")
    answer = client.post("/leads", data={"name": "", "phone": "12", "company": "云帆"})
    assert answer.status_code == 422 and "Please fill this in." in answer.text and 'value="云帆"' in answer.text

"""The page of a customer's life cycle."""


def test_a_customer_is_moved_on_with_a_reason(sign_in):
    client = sign_in("wang")
    firm = client.post("/accounts", data={"name": "云帆", "kind": "company", "stage": "acquire"}).location
    page = client.post(f"{firm}/lifecycle", data={"stage": "grow", "reason": "签了首单"}, follow_redirects=True).text
    assert "签了首单" in page and page.index('<span class="tag warn">Develop</span></th>') < page.index(
        '<span class="tag info">Acquire</span></th>'
    )
    assert f"{firm}/lifecycle" in client.get(firm).text


def test_a_stage_that_is_none_is_refused_and_the_reason_stays(sign_in):
    client = sign_in("wang")
    firm = client.post("/accounts", data={"name": "云帆", "kind": "company"}).location
    answer = client.post(f"{firm}/lifecycle", data={"stage": "gone", "reason": "因为"})
    assert answer.status_code == 422 and 'value="因为"' in answer.text


def test_whoever_may_only_look_has_no_form(sign_in):
    firm = sign_in("wang").post("/accounts", data={"name": "云帆", "kind": "company"}).location
    page = sign_in("sun").get(f"{firm}/lifecycle")
    assert page.status_code == 200 and 'name="reason"' not in page.text

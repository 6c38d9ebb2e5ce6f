"""Contact pages: several phones, and a customer that is chosen by name."""


def test_a_contact_is_put_with_a_customer_by_its_name_without_script(sign_in):
    client = sign_in("wang")
    account = client.post("/accounts", data={"name": "北京云帆科技有限公司", "kind": "company"}).location
    answer = client.post(
        "/contacts", data={"name": "王芳", "account_id__text": "北京云帆科技有限公司", "phones": ["13800138000", "13900139000", ""]}
    )
    page = client.get(answer.location).text
    assert f'href="{account}"' in page and "tel:+8613800138000" in page and "tel:+8613900139000" in page
    assert "王芳" in client.get(account).text


def test_a_name_that_nobody_has_is_refused_and_kept(sign_in):
    answer = sign_in("wang").post("/contacts", data={"name": "王芳", "account_id__text": "没有这家公司"})
    assert answer.status_code == 422 and "Please choose one from the list." in answer.text

"""The box that an activity is written in: kept between pages, but not from one person's rights to another's."""


def test_a_field_that_is_hidden_from_one_is_not_in_his_box_because_another_saw_it_before(app, sign_in):
    container, company = app.container, app.company
    with company.acting("lilei"):
        accounts = container.customer.account()
        id = accounts.create(accounts.module.draft.parse({"name": "盒子客户", "owner_id": company.users["wang"]})).id
        container.platform.field_right().put(company.roles["salesperson"], {("activity", "result"): "hidden"})
    first, second = sign_in("lilei"), sign_in("wang")
    assert 'name="result"' in first.get(f"/accounts/{id}").text
    assert 'name="result"' not in second.get(f"/accounts/{id}").text

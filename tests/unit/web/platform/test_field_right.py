"""The page of rights of fields says what they do to people before they are saved; programs are told the same."""

from tests.unit.web.api.conftest import client


def test_what_it_does_to_people_is_said_then_done_and_nothing_chosen_is_lost(app, sign_in):
    role, lilei = app.company.roles["salesperson"], sign_in("lilei")
    path, chosen = f"/roles/{role}/fields", {"account.phone": "masked", "contact.remark": "hidden"}
    preview = lilei.post(path, data=chosen).text
    assert "3 people will no longer see Contacts: Remark." in preview and "3 people will see only a mask of Customers: Phone." in preview
    assert 'name="account.phone" value="masked"' in preview and "王强" in preview
    assert 'value="masked" selected' in lilei.post(path, data=chosen | {"then": "edit"}).text
    assert 'value="masked" selected' not in lilei.get(path).text
    assert lilei.post(path, data=chosen | {"confirmed": "yes"}).status_code == 303
    assert 'value="masked" selected' in lilei.get(path).text
    assert lilei.post(path, data=chosen).status_code == 303  # nothing happens to anybody


def test_a_move_says_who_sees_less(app, sign_in):
    company = app.company
    with company.acting("wang"):
        accounts = app.container.customer.account()
        accounts.create(accounts.module.draft.parse({"name": "云帆科技"}))
    page = sign_in("lilei").get(f"/departments/{company.departments['east']}/place?parent_id={company.departments['finance']}").text
    assert "1 person will no longer see 1 customers." in page and "韩梅梅" in page


def test_programs_are_told_before_they_write(app):
    roles, departments, admin = app.company.roles, app.company.departments, client(app, "lilei")
    told = admin.post(f"/api/v1/roles/{roles['salesperson']}/preview", json={"grants": {}})
    assert told.status_code == 200 and told.json["people"] == 3 and {line["wider"] for line in told.json["lines"]} == {False}
    told = admin.post(f"/api/v1/roles/{roles['salesperson']}/fields/preview", json={"levels": {"account.phone": "hidden"}})
    assert [(line["sentence"], line["wider"]) for line in told.json["lines"]] == [("3 people will no longer see Customers: Phone.", False)]
    told = admin.post(f"/api/v1/users/{app.company.users['wang']}/preview", json={"roles": [roles["auditor"]]})
    assert any(line["wider"] for line in told.json["lines"])
    told = admin.post(f"/api/v1/users/{app.company.users['wang']}/preview", json={"department_id": departments["finance"]})
    assert told.status_code == 200 and told.json["people"] == 4  # himself, Zhao, Han and Sun
    told = admin.post(f"/api/v1/departments/{departments['east']}/preview", json={"parent_id": departments["finance"]})
    assert told.status_code == 200 and told.json["people"] == 2  # Han and Sun
    for address, body, field in (
        (f"roles/{roles['salesperson']}/fields", {"levels": {"account.name": "hidden"}}, "account.name"),
        (f"roles/{roles['salesperson']}/fields", {"levels": [1]}, "levels"),
        (f"roles/{roles['salesperson']}", {"name": "x"}, "name"),
        (f"departments/{departments['sales']}", {"parent_id": departments["east"]}, "parent_id"),
    ):
        refused = admin.post(f"/api/v1/{address}/preview", json=body)
        assert refused.status_code == 422 and set(refused.json["error"]["fields"]) == {field}, address
    assert client(app, "sun").post(f"/api/v1/roles/{roles['salesperson']}/preview", json={"grants": {}}).status_code == 403

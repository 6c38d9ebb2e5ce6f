"""Role pages: what a change does is said before it is saved, two stand side by side, people are given a role and lose it."""

import pytest

from crm.domain.kit.module import modules
from crm.domain.platform.role_ready import ready_grants


@pytest.fixture
def admin(app, sign_in):
    """Li Lei; Wang has two customers, and the salesperson's role is the ready one."""
    accounts, roles = app.container.customer.account(), app.container.platform.role()
    with app.company.acting("lilei"):
        roles.change(app.company.roles["salesperson"], {"grants": ready_grants("salesperson", modules())})
    with app.company.acting("wang"):
        for name in ("云帆科技", "远航物流"):
            accounts.create(accounts.module.draft.parse({"name": name, "kind": "company"}))
    return sign_in("lilei")


def typed(app, **grants):
    """The form of the salesperson's role as it is filled in."""
    found = ready_grants("salesperson", modules()) | {name.replace("__", "."): scope for name, scope in grants.items()}
    return {"name": "销售", "factor": "none", **{f"grants.{name}": str(scope) for name, scope in found.items()}}


def test_a_change_is_foreseen_then_confirmed_and_nothing_typed_is_lost(app, admin):
    role = f"/roles/{app.company.roles['salesperson']}"
    form = typed(app, account__view=0, account__edit=0) | {"remark": "新的说明"}
    preview = admin.post(role, data=form)
    assert preview.status_code == 200 and "3 people will no longer see 2 customers." in preview.text
    assert "3 people lose “Edit”: Customers" in preview.text and 'name="grants.account.view" value="0"' in preview.text
    back = admin.post(role, data=form | {"then": "edit"}).text
    assert "新的说明" in back and 'data-was="1"' in back
    with app.company.acting("lilei"):
        assert app.container.platform.role().get(app.company.roles["salesperson"]).grants["account.view"] == 1
    assert admin.post(role, data=form | {"confirmed": "yes"}).status_code == 303
    assert not app.company.actor("wang").may("account.view")


def test_what_changes_nothing_for_anybody_is_saved_at_once(app, admin):
    assert admin.post(f"/roles/{app.company.roles['salesperson']}", data=typed(app) | {"remark": "x"}).status_code == 303


def test_what_is_wrong_is_said_beside_the_field_before_anything_is_foreseen(app, admin):
    answer = admin.post(f"/roles/{app.company.roles['salesperson']}", data=typed(app, account__view=0) | {"name": ""})
    assert answer.status_code == 422 and "Please fill this in." in answer.text


def test_people_are_given_a_role_and_lose_it_with_the_same_foresight(app, admin):
    path, wang, chen = f"/roles/{app.company.roles['auditor']}/people", app.company.users["wang"], app.company.users["chen"]
    preview = admin.post(path, data={"add": str(chen)})
    assert "1 person will also see 2 customers." in preview.text
    assert admin.post(path, data={"add": str(chen), "confirmed": "yes"}).status_code == 303 and "陈静" in admin.get(path).text
    sales = f"/roles/{app.company.roles['salesperson']}/people"
    assert "1 person will no longer see 2 customers." in admin.post(sales, data={"drop": [str(wang)]}).text
    assert admin.post(sales, data={"drop": [str(wang)], "confirmed": "yes"}).status_code == 303 and "王强" not in admin.get(sales).text
    assert "Please choose somebody." in admin.post(sales, data={}).text
    assert "last active administrator" in admin.post(
        f"/roles/{app.company.roles['administrator']}/people", data={"drop": [str(app.company.users["lilei"])], "confirmed": "yes"}
    ).text  # fmt: skip


def test_the_form_of_a_person_foresees_his_roles(app, admin):
    wang = app.company.users["wang"]
    form = {"name": "王强", "account": "wang", "state": "active", "language": "zh", "timezone": "Asia/Shanghai",
            "department_id": str(app.company.departments["east"]), "roles": [str(app.company.roles["auditor"])]}  # fmt: skip
    assert "1 person loses “Create”" in admin.post(f"/users/{wang}", data=form).text
    assert admin.post(f"/users/{wang}", data=form | {"confirmed": "yes"}).status_code == 303
    assert app.company.actor("wang").roles == (app.company.roles["auditor"],)


def test_the_form_of_a_person_foresees_his_department(app, admin):
    """Han sees Wang's two customers as long as he is below her."""
    wang, finance = app.company.users["wang"], app.company.departments["finance"]
    form = {"name": "王强", "account": "wang", "state": "active", "language": "zh", "timezone": "Asia/Shanghai",
            "department_id": str(finance), "roles": [str(app.company.roles["salesperson"])]}  # fmt: skip
    foreseen = admin.post(f"/users/{wang}", data=form).text
    assert "1 person will no longer see 2 customers." in foreseen and "韩梅梅" in foreseen
    assert app.company.actor("wang").department_id == app.company.departments["east"]
    assert admin.post(f"/users/{wang}", data=form | {"confirmed": "yes"}).status_code == 303
    assert app.company.actor("wang").department_id == finance


def test_two_roles_stand_side_by_side_also_as_they_came(app, admin):
    sales = app.company.roles["salesperson"]
    assert "These two grant the same." in admin.get(f"/roles/compare?left={sales}&right=ready.salesperson").text
    page = admin.get(f"/roles/compare?left={sales}&right={app.company.roles['administrator']}").text
    assert "Customers" in page and "Own" in page and "All" in page
    assert admin.get("/roles/compare?left=zero&right=ready.nothing").status_code == 200


def test_a_clone_is_limited_in_the_same_fields_and_fields_are_compared(app, admin):
    sales, rights = app.company.roles["salesperson"], app.container.platform.field_right()
    with app.company.acting("lilei"):
        rights.put(sales, {("account", "phone"): "masked"})
    assert f'name="clone" value="{sales}"' in admin.get(f"/roles/new?clone={sales}").text
    made = admin.post("/roles", data=typed(app) | {"name": "副本", "clone": str(sales)}).headers["Location"].split("/")[-1]
    with app.company.acting("lilei"):
        assert rights.of_role(int(made)) == {("account", "phone"): "masked"}
    assert "These two grant the same." in admin.get(f"/roles/compare?left={sales}&right={made}").text
    assert "Field “Phone”" in admin.get(f"/roles/compare?left={sales}&right=ready.salesperson").text


def test_a_ready_role_goes_back_to_how_it_came_by_its_form(app, admin):
    with app.company.acting("lilei"):
        made = app.container.platform.role().create_ready("agent")
        app.container.platform.role().change(made.id, {"grants": {"account.view": 1}})
    assert "Permissions that differ from how it came:" in admin.get(f"/roles/{made.id}").text
    page = admin.get(f"/roles/{made.id}/edit?came=1").text
    assert 'class="changed"' in page and "account.create" in page


def test_what_one_may_not_grant_is_shown_and_says_so(app, sign_in):
    with app.company.acting("lilei"):
        grants = {"role.view": 4, "role.edit": 4, "role.create": 4, "account.view": 1}
        roles, users = app.container.platform.role(), app.container.platform.user()
        helper = roles.create(roles.module.draft.parse({"name": "帮手", "grants": grants}))
        users.change(app.company.users["chen"], {"roles": [helper.id]})
    page = sign_in("chen").get("/roles/new").text
    assert "You do not hold this yourself, so you cannot grant it." in page and 'name="grants.account.export"' not in page


def test_the_move_of_several_people_is_foreseen_then_done_and_a_wrong_department_is_said(app, admin):
    wang, zhao = app.company.users["wang"], app.company.users["zhao"]
    form = {"id": [str(wang), str(zhao)], "department_id": str(app.company.departments["finance"])}
    preview = admin.post("/users/bulk/values", data=form)
    assert preview.status_code == 200 and "Nothing is saved yet." in preview.text and f'name="id" value="{zhao}"' in preview.text
    back = admin.post("/users/bulk/values", data=form | {"then": "edit"}).text
    assert 'name="department_id"' in back and "Only fields that you fill in are written." in back
    assert app.company.actor("wang").department_id == app.company.departments["east"]
    assert admin.post("/users/bulk/values", data=form | {"confirmed": "yes"}).status_code == 303
    assert app.company.actor("wang").department_id == app.company.actor("zhao").department_id == app.company.departments["finance"]
    assert admin.post("/users/bulk/values", data=form | {"department_id": "nowhere"}).status_code == 422

"""The pages of users, roles, departments, settings and the profile."""

import re

import pytest

from crm.app import create_app
from crm.domain.platform.role import RoleDraft
from crm.domain.platform.user import UserDraft
from crm.web.platform.password import base
from tests.kit.company import PASSWORD
from tests.kit.mails import waiting
from tests.unit.web.platform.test_factor import age

NEW = "violet kangaroo umbrella"


@pytest.fixture
def admin(sign_in):
    return sign_in("lilei")


def test_everybody_may_look_for_colleagues_by_name_and_learns_no_more(app, sign_in):
    found = sign_in("sun").get("/users/options?q=wang").json
    assert found == [{"id": app.company.users["wang"], "text": "王强", "second": "华东组"}]
    assert app.test_client().get("/users/options?q=wang").status_code == 303


@pytest.mark.parametrize("account", ["wang", "han", "sun"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/users/{wang}/suspension"), ("post", "/users/{wang}/sessions/end"), ("post", "/users/{wang}/invitation"),
        ("get", "/users/{wang}/password"), ("post", "/users/{wang}/password"), ("get", "/users/new"), ("get", "/roles/new"),
        ("post", "/settings"), ("post", "/settings/mail-test"), ("get", "/profile/tokens/new"), ("post", "/profile/tokens"),
    ],
)  # fmt: skip
def test_who_has_no_right_gets_nowhere(app, sign_in, account, method, path):
    answer = getattr(sign_in(account), method)(path.format(**app.company.users))
    assert answer.status_code == 403


def test_a_user_is_made_with_his_roles_and_gets_an_initial_password(app, admin):
    roles, departments = app.company.roles, app.company.departments
    raw = {"name": "韩雪", "account": "hanxue", "state": "active", "language": "zh", "timezone": "Asia/Shanghai",
           "department_id": departments["east"], "roles": [roles["salesperson"]]}  # fmt: skip
    made = admin.post("/users", data=raw).headers["Location"]
    assert "销售" in admin.get(made).text
    assert admin.post(f"{made}/password", data={"password": NEW, "again": NEW}).status_code == 303
    client = app.test_client()
    client.post("/sign-in", data={"account": "hanxue", "password": NEW})
    for path in ("/accounts", "/profile"):
        assert client.get(path).headers["Location"] == "/password/change"
    changed = client.post("/password/change", data={"current_password": NEW, "password": "another " + NEW, "again": "another " + NEW})
    assert changed.status_code == 303 and client.get("/accounts").status_code == 200


def test_suspending_shows_its_result_and_its_refusal(app, admin):
    wang, lilei = app.company.users["wang"], app.company.users["lilei"]
    other = app.test_client()
    other.post("/sign-in", data={"account": "wang", "password": PASSWORD})
    admin.post(f"/users/{wang}/suspension")
    assert other.get("/accounts").status_code == 303
    admin.post(f"/users/{lilei}/suspension")
    assert "You cannot suspend yourself." in admin.get(f"/users/{lilei}").text


def test_the_link_of_an_invitation_takes_no_host_from_the_request(app, admin):
    wang = app.company.users["wang"]
    with app.test_request_context("/", base_url="http://evil.example"):
        assert "evil.example" not in base()
    assert admin.post(f"/users/{wang}/invitation").headers["Location"] == f"/users/{wang}"
    (payload,) = waiting(app.container)
    assert "http://127.0.0.1" in payload and "/password/" in payload


def test_a_role_is_made_from_the_boxes_of_the_grid_cloned_and_shown(app, admin):
    raw = {"name": "外勤", "grants.account.view": "2", "grants.account.edit": "1", "grants.account.remove": "0", "grants.setting.view": "4"}
    made = admin.post("/roles", data=raw).headers["Location"]
    with app.company.acting("lilei"):
        role = app.container.platform.role().get(int(made.rsplit("/", 1)[1]))
    assert role.grants == {"account.view": 2, "account.edit": 1, "setting.view": 4}
    assert "Permissions" in admin.get(made).text
    clone = admin.get(f"/roles/new?clone={role.id}").text
    assert "外勤 (copy)" in clone and re.search(r'name="grants.account.view"[^>]*>.*?<option value="2" selected>', clone, re.S)
    assert admin.post("/roles", data={"name": "外勤二", "grants": '{"account.view": 3}'}).status_code == 303


@pytest.mark.parametrize("grants", ["no json", '{"account.view": 9}', '{"account.fly": 1}', "[1]", '"x"'])
def test_permissions_that_cannot_be_read_come_back_with_a_sentence(admin, grants):
    answer = admin.post("/roles", data={"name": "外勤", "grants": grants})
    assert answer.status_code == 422 and "外勤" in answer.text


def test_the_page_of_a_role_names_its_holders(app, admin):
    page = admin.get(f"/roles/{app.company.roles['salesperson']}").text
    assert all(name in page for name in ("王强", "赵敏", "陈静"))


def test_departments_are_a_tree_and_a_search_is_a_list(admin):
    tree = admin.get("/departments").text
    assert tree.index("总部") < tree.index("销售部") < tree.index("华东组") and "depth-2" in tree
    assert "华东组" in admin.get("/departments?q=华东").text


def test_people_and_departments_are_imported_by_whoever_may_create_them(admin, sign_in):
    other = sign_in("han")
    for module, path in (("user", "/users"), ("department", "/departments")):
        link = f"/imports/{module}/new"
        assert f'href="{link}"' in admin.get(path).text and "drop" in admin.get(link).text
        assert link not in other.get(path).text and other.get(link).status_code == 403


def test_settings_are_searched_changed_and_tell_who_did_it(app, admin):
    assert "Shortest password" not in admin.get("/settings?q=currency").text
    assert admin.post("/settings", data={"company": "云帆科技"}).status_code == 303
    page = admin.get("/settings").text
    assert "李雷, " in page and "云帆科技" in admin.get("/sign-in", follow_redirects=True).text
    wrong = admin.post("/settings", data={"company": "", "timezone": "Mars"})
    assert wrong.status_code == 422 and "Mars" in wrong.text


def test_a_secret_setting_is_never_shown_and_an_empty_box_keeps_it(app, admin):
    admin.post("/settings", data={"mail_url": "smtp://crm:geheim@smtp.example.cn"})
    assert "geheim" not in admin.get("/settings").text
    admin.post("/settings", data={"mail_url": "", "company": "云帆"})
    assert app.container.platform.setting().get("mail_url") == "smtp://crm:geheim@smtp.example.cn"
    admin.post("/settings", data={"mail_url": "", "mail_url.clear": "1"})
    assert app.container.platform.setting().get("mail_url") is None


def test_a_test_mail_says_why_it_cannot_be_sent(admin):
    admin.post("/settings/mail-test")
    assert "No mail server is set up." in admin.get("/settings").text


def test_ones_profile_is_changed_and_a_new_mail_address_asks_who_one_is(app, sign_in):
    client = sign_in("wang")
    raw = {"name": "王强", "mail": "wang@example.com", "language": "en", "timezone": "Asia/Shanghai"}
    assert client.post("/profile", data=raw).status_code == 303
    age(app)
    assert client.post("/profile", data=raw | {"name": "王强强"}).headers["Location"] == "/profile"
    asked = client.post("/profile", data=raw | {"mail": "new@example.com"}).headers["Location"]
    assert asked.startswith("/prove?") and app.company.actor("wang").name == "王强强"
    back = client.post("/prove", data={"current_password": PASSWORD, "held": asked.rpartition("held=")[2]}).headers["Location"]
    assert 'value="new@example.com"' in client.get(back).text
    assert client.post("/profile", data=raw | {"mail": "new@example.com"}).headers["Location"] == "/profile"
    client.post("/profile/look", data={"theme": "dark", "density": "compact"})
    assert 'data-theme="dark" data-density="compact"' in client.get("/profile").text


def test_ones_sessions_are_listed_and_ended(app, sign_in):
    here, there = sign_in("wang"), sign_in("wang")
    page = here.get("/profile").text
    assert "this one" in page
    (mark,) = set(re.findall(r"/profile/sessions/(\w{16})/end", page))
    assert here.post(f"/profile/sessions/{mark}/end").status_code == 303
    assert there.get("/profile").status_code == 303 and here.get("/profile").status_code == 200
    assert sign_in("zhao").post(f"/profile/sessions/{mark}/end").status_code == 404


def test_a_token_is_shown_once_and_is_revoked(app, admin):
    raw = {"name": "Shop", "days": "30", "scopes": []}
    assert admin.post("/profile/tokens", data=raw).status_code == 422
    page = admin.post("/profile/tokens", data=raw | {"scopes": ["account.view"]}).text
    token = re.search(r'value="(crm_[\w-]+)"', page)[1]
    tokens = app.container.platform.token()
    assert tokens.resolve(token).may("account.view")
    profile = admin.get("/profile").text
    assert token not in profile and "Shop" in profile
    admin.post(re.search(r"/profile/tokens/\d+/revocation", profile)[0])
    assert tokens.resolve(token) is None


def test_a_link_by_mail_leads_to_a_new_password(app):
    client = app.test_client()
    answers = [client.post("/password/forgotten", data={"account": name}) for name in ("wang", "nobody-here")]
    assert {answer.status_code for answer in answers} == {200}
    assert len({re.sub(r'nonce="[^"]*"|content="[^"]*"|value="[^"]*"', "", answer.text) for answer in answers}) == 1
    app.container.platform.job_runner().run_due()
    (payload,) = waiting(app.container)
    link = re.search(r"/password/[\w-]{20,}", payload)[0]
    assert "wang" in client.get(link).text
    assert client.post(link, data={"password": NEW, "again": "other"}).status_code == 422
    assert client.post(link, data={"password": NEW, "again": NEW}).headers["Location"] == "/sign-in"
    assert client.get(link).status_code == 404 and client.post(link, data={"password": NEW, "again": NEW}).status_code == 404
    assert client.post("/sign-in", data={"account": "wang", "password": NEW}).status_code == 303


def test_the_first_run_leads_everywhere_to_one_page_and_never_comes_back(sqlite_db, tmp_path):
    from crm.settings import load
    from tests.kit.served import container

    fresh = create_app(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), container(sqlite_db, tmp_path))
    fresh.config.update(WTF_CSRF_ENABLED=False)
    client = fresh.test_client()
    assert [client.get(path).headers["Location"] for path in ("/", "/sign-in", "/accounts")] == ["/setup"] * 3
    raw = {"company": "云帆科技", "name": "李雷", "account": "lilei", "password": NEW, "again": NEW}
    assert client.post("/setup", data=raw | {"password": "short", "again": "short"}).status_code == 422
    assert client.post("/setup", data=raw).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert fresh.test_client().get("/setup").status_code == 404 == fresh.test_client().post("/setup", data=raw).status_code


def test_the_language_switch_leads_back_to_our_own_page_only(app):
    client = app.test_client()
    for referrer, goes in (("http://localhost/sign-in", "/sign-in"), ("https://evil.example//evil.example", "/"), (None, "/")):
        headers = {"Referer": referrer} if referrer else {}
        assert client.post("/profile/language/en", headers=headers).headers["Location"] == goes


def test_roles_are_changed_in_place_and_more_than_one_holds_is_refused_there_too(app, admin, sign_in):
    wang, roles = app.company.users["wang"], app.company.roles
    assert "销售经理" in admin.get(f"/users/{wang}/field/roles/edit").text
    chosen = {"roles": [str(roles["manager"])], "version": "1"}
    saved = admin.post(f"/users/{wang}/field/roles", data=chosen, headers={"HX-Request": "true"})
    assert saved.status_code == 200 and "销售经理" in saved.text
    with app.company.acting("lilei"):
        helper = app.container.platform.role().create(RoleDraft.parse({"name": "人事", "grants": {"user.view": 4, "user.edit": 4}}))
        app.container.platform.user().change(app.company.users["chen"], {"roles": [helper.id]})
        bare = app.container.platform.user().create(UserDraft.parse({"name": "新人", "account": "new"}))
    refused = sign_in("chen").post(f"/users/{bare.id}/field/roles", data={"roles": [str(roles["administrator"])], "version": "1"})
    assert refused.status_code == 422 and "more than you may do yourself" in refused.text

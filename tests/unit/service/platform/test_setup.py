"""The first run: once, and never again."""

import pytest

from crm.container import Container
from crm.current import acting
from crm.errors import Invalid, NotFound
from crm.service.platform.setup import SYSTEM

PASSWORD = "correct horse battery"


def found(crm: Container, **more):
    given = {"company": "云帆科技", "name": "李雷", "account": "lilei", "password": PASSWORD, "language": "zh", "mail": "lilei@example.com"}
    return crm.platform.setup().found(**given | more)


def test_the_company_is_founded_with_its_administrator_roles_and_first_department(crm):
    assert crm.platform.setup().needed()
    id = found(crm)
    with acting(actor=SYSTEM):
        user, roles = crm.platform.user().get(id), [role.name for role in crm.platform.role().names()]
    assert (user.name, user.department_name, user.language) == ("李雷", "云帆科技", "zh")
    assert sorted(roles) == sorted(["管理员", "销售经理", "销售", "客服经理", "客服", "市场", "分析", "审计", "财务"])
    assert crm.platform.user().actor(id).grants.everything
    assert crm.platform.setting().get("company") == "云帆科技"
    assert crm.platform.auth().sign_in("lilei", PASSWORD).user_id == id


def test_the_names_of_the_roles_are_in_the_language_that_was_chosen(crm):
    found(crm, language="en")
    assert "Sales manager" in [role.name for role in crm.platform.role().names()]


def test_nobody_founds_it_twice(crm):
    found(crm)
    assert not crm.platform.setup().needed()
    with pytest.raises(NotFound):
        found(crm, account="other", mail="other@example.com", language="en")


@pytest.mark.parametrize("wrong", [{"company": " "}, {"name": ""}, {"account": ""}, {"mail": "no mail"}, {"password": "password1234"}])
def test_what_is_wrong_is_said_and_nothing_is_written(crm, wrong):
    with pytest.raises(Invalid) as refused:
        found(crm, **wrong)
    assert set(refused.value.fields) == set(wrong)
    assert crm.platform.setup().needed() and crm.platform.role().names() == []


def test_a_demo_may_have_a_password_that_everybody_knows(crm):
    found(crm, password="demo", check=False)
    assert crm.platform.auth().sign_in("lilei", "demo").token

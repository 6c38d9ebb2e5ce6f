"""Who looks at a page stands across it, where his role says so: his own name, also while he sees what another one sees."""

import pytest


@pytest.fixture
def marked(app):
    """marked("salesperson"): from now on the pages of whoever holds this role carry his name."""

    def mark(role: str) -> None:
        with app.company.acting("lilei"):
            app.container.platform.role().change(app.company.roles[role], {"screen_mark": "yes"})

    return mark


def drawn(page: str) -> str:
    return page.partition('<div class="watermark"')[2].partition("</svg>")[0]


def test_name_and_time_stand_across_the_pages_of_who_holds_the_role(sign_in, marked):
    wang, han = sign_in("wang"), sign_in("han")
    assert drawn(wang.get("/accounts").text) == ""
    marked("salesperson")
    page = wang.get("/accounts")
    assert "王强" in drawn(page.text) and " style=" not in drawn(page.text)
    assert drawn(han.get("/accounts").text) == ""


def test_it_is_the_administrator_who_stands_there_when_he_looks_as_somebody_else(app, sign_in, marked):
    marked("administrator")
    lilei = sign_in("lilei")
    lilei.post(f"/users/{app.company.users['wang']}/view")
    page = lilei.get("/accounts").text
    assert "李雷" in drawn(page) and "王强" not in drawn(page)

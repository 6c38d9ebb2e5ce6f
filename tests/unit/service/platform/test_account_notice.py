"""People hear at once of what happens to their own account."""


def told(company, who):
    with company.acting(who):
        return [(one.kind, one.title) for one in company.container.platform.notice().page(9)]


def test_a_new_device_is_told_of_but_not_the_first_sign_in_of_all(company):
    auth, notices, wang = company.container.platform.auth(), company.container.trace.account_notice(), company.users["wang"]
    auth.open(wang, "10.0.0.1", "")
    notices.opened(wang, "10.0.0.1", "Firefox/140 Windows")
    assert told(company, "wang") == []
    auth.open(wang, "10.0.0.2", "")
    notices.opened(wang, "10.0.0.2", "Firefox/140 Windows")
    ((kind, title),) = told(company, "wang")
    assert kind == "account" and "Firefox · Windows" in title and "10.0.0.2" in title


def test_a_token_a_password_and_a_factor_are_told_of_whoever_did_it(company):
    with company.acting("lilei"):
        company.container.platform.token().create("报表", ["account.view"], 30)
        for kind in ("password_change", "factor_added"):
            company.container.platform.security().note(kind, company.users["wang"])
    assert "报表" in told(company, "lilei")[0][1]
    assert len(told(company, "wang")) == 2

"""Today: one's own tasks by urgency and customers whose follow-up is due."""

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft


def _task(company, name, due):
    return company.container.customer.activity().create(ActivityDraft.parse({"kind": "task", "name": name, "due_at": due}))


def test_tasks_stand_under_their_urgency_and_others_tasks_are_absent(company):
    with company.acting("zhao"):
        _task(company, "赵敏的", "+1d")
    with company.acting("wang"):
        _task(company, "逾期", "-1d")
        _task(company, "今天", "+1h")
        _task(company, "以后", "+5d")
        found = company.container.customer.today().mine()
    assert [t.name for t in found.late] == ["逾期"]
    assert {t.name for t in [*found.due, *found.later]} == {"今天", "以后"}
    assert "以后" in [t.name for t in found.later]


def test_customers_to_follow_up_are_ones_own_and_due(company):
    accounts = company.container.customer.account()
    with company.acting("zhao"):
        accounts.create(AccountDraft.parse({"name": "别人的", "next_follow_at": "-1d"}))
    with company.acting("wang"):
        accounts.create(AccountDraft.parse({"name": "到期", "next_follow_at": "today"}))
        accounts.create(AccountDraft.parse({"name": "还早", "next_follow_at": "+9d"}))
        found = company.container.customer.today().mine()
    assert [a.name for a in found.follow] == ["到期"]
    assert {a.name for a in found.recent} == {"到期", "还早"}


def test_somebody_without_rights_sees_an_empty_day(company):
    with company.acting("wang"):
        _task(company, "逾期", "-1d")
    with company.acting("sun"):
        found = company.container.customer.today().mine()
    assert not (found.late or found.due or found.later or found.follow)

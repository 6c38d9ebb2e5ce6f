"""What tests of approvals begin with: a flow for contracts of 500,000 and more, by the managers and then by finance."""

from typing import Any

from crm.domain.kit.filter import Condition, Group, as_json
from crm.domain.kit.plain import dumps
from tests.kit.company import Company

LARGE = dumps(as_json(Group((Condition("amount_base", "at_least", 500_000),))))


def flow(company: Company, *steps: dict[str, Any], **raw: Any) -> Any:
    """A flow that the administrator writes; without steps named: one manager above whoever asks, then 孙丽 of finance."""
    people = company.container.platform.department()
    with company.acting("lilei"):
        people.change(company.departments["sales"], {"manager_id": company.users["han"]})
        people.change(company.departments["hq"], {"manager_id": company.users["lilei"]})
        usual = (
            {"name": "主管审批", "kind": "chain", "levels": 1},
            {"name": "财务审批", "kind": "person", "user_id": company.users["sun"], "position": 2},
        )
        made = _create(company, "flow", **{"name": "大额合同审批", "subject": "contract", "condition": LARGE, **raw})
        for step in steps or usual:
            _create(company, "step", flow_id=made.id, **{"position": 1, **step})
    return made


def _create(company: Company, noun: str, **raw: Any) -> Any:
    service = getattr(company.container.approval, noun)()
    return service.create(service.module.draft.parse(raw))


def waiting(company: Company, account: str) -> list[int]:
    """The requests that wait for somebody."""
    with company.acting(account):
        return [one.id for one in company.container.approval.approval().page("waiting")]

"""Requests as records: seen by those who may, changed by nobody."""

from crm.domain.kit.filter import Query
from tests.unit.service.platform.approvals import flow
from tests.unit.service.sales.contracts import contract


def test_a_request_is_listed_and_found_and_its_story_cannot_be_undone(company):
    flow(company)
    with company.acting("wang"):
        contract(company, "approval", amount="600000")
    requests = company.container.approval.request()
    with company.acting("lilei"):
        (made,) = requests.page(Query())
        assert (made.owner_name, made.flow_name, made.state) == ("王强", "大额合同审批", "open")
        (line,) = {one.change_set_id for one in company.container.platform.journal().since("approval_request", made.id, 0)}
        assert list(company.container.platform.undo().undo(line).refused) == [made.id]
        assert requests.get(made.id).is_open

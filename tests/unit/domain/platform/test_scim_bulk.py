"""Many operations of SCIM in one request: what is one, and in which order they are done."""

import pytest

from crm.domain.platform.scim import ScimError
from crm.domain.platform.scim_bulk import MOST_OPERATIONS, REQUEST, in_order, operations_of


def made(*operations, **more):
    return operations_of({"schemas": [REQUEST], "Operations": list(operations), **more})[0]


def post(name, kind="Users", **data):
    return {"method": "POST", "path": f"/{kind}", "bulkId": name, "data": data}


def test_what_another_operation_makes_is_made_first_and_filled_in():
    group = post("sales", "Groups", members=[{"value": "bulkId:wang"}], displayName="bulkId of nothing")
    change = {"method": "patch", "path": "/Groups/bulkId:sales", "data": {"Operations": [{"path": 'members[value eq "bulkId:wang"]'}]}}
    operations = made(change, group, post("wang"))
    assert [list(ready) for ready in in_order(operations)] == [[2], [1], [0]]
    filled = operations[0].filled({"wang": "7", "sales": "8"})
    assert (filled.id, filled.data, filled.needs) == ("8", {"Operations": [{"path": 'members[value eq "7"]'}]}, set())
    assert operations[1].filled({"wang": "7"}).data["members"] == [{"value": "7"}]


def test_who_wait_for_one_another_come_last_and_nothing_is_done_twice():
    circle = made(post("a", "Groups", members=[{"value": "bulkId:b"}]), post("b", "Groups", members=[{"value": "bulkId:a"}]), post("c"))
    assert [list(ready) for ready in in_order(circle)] == [[2], [0, 1]]
    assert [list(ready) for ready in in_order(made(post("x", members=[{"value": "bulkId:gone"}])))] == [[0]]


@pytest.mark.parametrize(
    "raw",
    [
        None, {"Operations": []}, {"schemas": [REQUEST], "Operations": {}}, {"schemas": [REQUEST], "Operations": ["x"]},
        {"schemas": [REQUEST], "Operations": [post("a"), post("a")]}, {"schemas": [REQUEST], "Operations": [], "failOnErrors": -1},
        {"schemas": [REQUEST], "Operations": [post("")]}, {"schemas": [REQUEST], "Operations": [{"method": "GET", "path": "/Users/7"}]},
        {"schemas": [REQUEST], "Operations": [{"method": "PUT", "path": "/Users"}]},
        {"schemas": [REQUEST], "Operations": [{"method": "DELETE", "path": "/Bulk/7"}]},
        {"schemas": [REQUEST], "Operations": [post(str(at)) for at in range(MOST_OPERATIONS + 1)]},
    ],
    ids=lambda raw: str(raw)[:60],
)  # fmt: skip
def test_anything_else_is_refused_before_anything_is_done(raw):
    with pytest.raises(ScimError):
        operations_of(raw)

"""The tree of a group and its sums, without a database."""

from datetime import UTC, datetime
from decimal import Decimal

from crm.domain.customer.account_group import Node, branches

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def node(id: int, path: str, name: str, revenue: str | None = None, at: datetime | None = None) -> Node:
    return Node(id, path, name, "company", None, None, None, 10, Decimal(revenue) if revenue else None, at)


def test_figures_add_up_from_the_leaves_to_the_top():
    nodes = [
        node(1, "1", "集团", "1.5", MAY),
        node(2, "1/2", "甲", "2"),
        node(3, "1/3", "乙", None, JUNE),
        node(4, "1/2/4", "甲一", "0.25"),
    ]
    found = branches(nodes, {1: 1, 4: 2}, {2: 7}, {3: 1})
    assert [(b.node.id, b.depth, b.whole.customers) for b in found] == [(1, 0, 4), (3, 1, 1), (2, 1, 2), (4, 2, 1)]
    top = found[0]
    assert (top.whole.contacts, top.whole.activities, top.whole.tasks, top.whole.employees) == (3, 7, 1, 40)
    assert (top.whole.revenue, top.whole.touched_at, top.own.revenue) == (Decimal("3.75"), JUNE, Decimal("1.5"))


def test_what_stands_below_a_hidden_customer_moves_up_to_the_next_that_is_seen():
    found = branches([node(1, "1", "集团"), node(9, "1/5/9", "孙公司")], {}, {}, {})
    assert [(b.node.id, b.parent_id, b.depth) for b in found] == [(1, None, 0), (9, 1, 1)]

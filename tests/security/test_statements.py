"""No value that somebody typed ever stands in the text of a statement: what tests send is watched, and the watch can bark."""

import pytest

from crm.dao.kit.database import Database
from tests.kit import statements
from tests.kit.statements import Typed, typed

SEEN = "SELECT a.id, a.name FROM account a WHERE a.removed_at IS NULL AND "


@pytest.mark.parametrize(
    "condition", ["a.name = ?", "+a.owner_id IN (SELECT value FROM json_each(?))", "a0.x_price > ? LIMIT 50", "a_page.id = ?"]
)
def test_what_the_program_says_itself_may_stand_there(condition):
    assert typed(SEEN + condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "a.name = '饕餮'", "a.name = 'zhangsan83'", "a.revenue > 84213", "a.name LIKE '%kanarie%' OR 1=1", "a.zhangsan = ?",
        "f9anything(a.id)",
    ],  # fmt: skip
)
def test_what_somebody_typed_is_found(condition):
    assert typed(SEEN + condition) != []


def test_every_statement_of_every_test_is_watched(sqlite_db):
    """The one place through which the mapper sends statements refuses a planted one before it is sent."""
    with sqlite_db.transaction() as work:
        with pytest.raises(Typed, match="zhangsan83"):
            sqlite_db._execute(work, "account.find", "SELECT id FROM account WHERE name = 'zhangsan83'", ())
        sqlite_db._execute(work, "account.find", "SELECT id FROM account WHERE name = ?", ("zhangsan83",))
    assert Database._execute.__module__ == statements.__name__

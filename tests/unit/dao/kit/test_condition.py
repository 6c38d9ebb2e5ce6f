"""One condition as SQL: what is typed is bound, people and days are the reader's own."""

from datetime import UTC, datetime

import pytest

from crm.current import Actor, acting
from crm.dao.kit.condition import Compiler
from crm.domain.customer.account import MODULE
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import parse_address

ACTOR = Actor(7, "wang", grants=Grants(department_id=3, below=(3, 4)), timezone="Asia/Shanghai")
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture
def compiled():
    """The SQL of one condition on customers, and what it binds."""

    def made(text: str, dialect: str = "sqlite") -> tuple[str, list]:
        values: dict = {}
        with acting(actor=ACTOR, clock=NOON):
            sql = Compiler(values, dialect).group(parse_address(MODULE, [text]), MODULE, "a")
        return sql, list(values.values())

    return made


@pytest.mark.parametrize("typed", ["x' OR 1=1 --", ":name", "100%_\\"])
def test_what_is_typed_is_bound_and_never_in_the_text(compiled, typed):
    sql, values = compiled(f"name:is:{typed}")
    assert (sql, values) == ("(a.name = :f0_)", [typed])


def test_signs_of_a_pattern_stand_for_themselves(compiled):
    assert compiled("name:contains:5%_\\") == ("(a.name LIKE :f0_ ESCAPE '\\')", ["%5\\%\\_\\\\%"])
    assert "ILIKE" in compiled("name:contains:5", "postgresql")[0]


def test_nothing_in_a_field_is_none_of_the_values(compiled):
    assert compiled("grade:none:A,B") == ("((a.grade IS NULL OR NOT (a.grade IN (:f0_))))", [["A", "B"]])


def test_people_are_the_reader_and_those_of_his_departments(compiled):
    assert compiled("owner_id:any:me") == ("(a.owner_id = :f0_)", [7])
    sql, values = compiled("owner_id:any:me,team")
    assert "app_user" in sql and values == [[3, 4], 7]
    assert compiled("department_id:any:mine") == ("(a.department_id IN (:f0_))", [[3, 4]])


def test_a_day_of_a_moment_begins_at_the_reader_s_midnight(compiled):
    sql, values = compiled("created_at:on:today")
    assert sql == "((a.created_at >= :f0_ AND a.created_at < :f1_))"
    assert values == [datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 21, 16, tzinfo=UTC)]

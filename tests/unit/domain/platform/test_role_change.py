"""What a change of roles opens and shuts, worked out from the predicates of lists."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.access import Grants, Scope, predicate
from crm.domain.kit.filter import Condition, Group
from crm.domain.platform.role_change import Shift, Touched, beyond, deeds, differences, sights

RECORDS = [SimpleNamespace(owner_id=owner, department_id=department) for owner in (1, 2, 3, 4) for department in (10, 11, 12)]
PLACES = {1: (10, (10, 11)), 2: (10, (10, 11)), 3: (11, (11,)), 4: (None, ())}


def reach(person: int, scope: Scope):
    department, below = PLACES[person]
    return predicate(Grants({"account.view": scope}, person, department, below), "account.view")


def meets(part: Group | Condition, record) -> bool:
    if isinstance(part, Condition):
        return (getattr(record, part.field) in part.value) == (part.operator == "any")
    return (any if part.any else all)(meets(one, record) for one in part.parts)


@given(st.lists(st.tuples(st.sampled_from(list(PLACES)), st.sampled_from(list(Scope)), st.sampled_from(list(Scope))), max_size=6))
def test_the_filter_finds_what_at_least_one_of_them_saw_and_sees_no_longer(people):
    pairs = [(reach(one, before), reach(one, after)) for one, before, after in people]
    lost = [record for record in RECORDS if any(before.holds(record) and not after.holds(record) for before, after in pairs)]
    found = beyond(pairs)
    assert [record for record in RECORDS if found is not None and meets(found, record)] == lost


def test_people_with_the_same_reach_are_asked_for_together():
    """However many they are, the filter has a part for each reach and not for each person."""
    everybody = [(reach(one, Scope.OWN), reach(one, Scope.NONE)) for one in PLACES]
    assert beyond(everybody) == Group((Group((Condition("owner_id", "any", (1, 2, 3, 4)),), any=True),), any=True)


def test_only_what_reaches_differently_is_told_and_losses_come_first():
    before, after = Grants({"account.view": Scope.ALL, "account.export": Scope.ALL, "tag.edit": Scope.OWN}), Grants({"tag.edit": Scope.ALL})
    known = {"account.view": True, "account.export": True, "contact.export": True, "tag.edit": True}
    found = list(differences(before, after, known))
    assert found == [
        ("account.view", Scope.ALL, Scope.NONE), ("account.export", Scope.ALL, Scope.NONE), ("tag.edit", Scope.OWN, Scope.ALL),
    ]  # fmt: skip
    person = Touched(1, "王强", None, before, after)
    shifts = [Shift(*one, (person,)) for one in (*found[::-1], ("contact.export", Scope.ALL, Scope.NONE))]
    assert [(one.verb, one.modules, one.wider) for one in deeds(shifts)] == [
        ("export", ("account", "contact"), False), ("edit", ("tag",), True),
    ]  # fmt: skip
    assert [(one.module, one.wider) for one in sights(shifts)] == [("account", False)]


def test_what_knows_no_scopes_is_all_or_nothing():
    assert list(differences(Grants({"setting.edit": Scope.OWN}), Grants({"setting.edit": Scope.ALL}), {"setting.edit": False})) == []

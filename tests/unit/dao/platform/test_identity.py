"""Links to sign-in sources in the database."""

from datetime import timedelta

from crm.dao.platform.identity import IdentityDao
from tests.kit.rows import NOON


def test_a_subject_is_linked_to_one_person_and_unlinked_by_himself_alone(company, rows):
    links, wang, zhao = IdentityDao(rows.db), company.users["wang"], company.users["zhao"]
    source = rows.put("identity_provider", name="公司")
    assert [links.insert(source, user, issuer, "s", [1], "", NOON) for user, issuer in ((wang, "i"), (zhao, "i"), (wang, "j"))] == [1, 0, 1]
    links.insert(source, zhao, "k", "z", [], "", NOON)
    found = links.by_subject(source, "i", "s")
    assert (found.user_id, found.granted) == (wang, [1])
    assert (links.by_subject(source, "i", "t"), links.by_subject(source + 1, "i", "s"), links.by_subject(source, "k", "s")) == (None,) * 3
    later = NOON + timedelta(days=1)
    links.use(found.id, [2], "high", later)
    first, second = links.of_user(wang)
    assert (first.provider_name, first.linked_at, first.used_at, first.level) == ("公司", NOON, later, "high") and second.used_at == NOON
    assert (links.remove(found.id, zhao), links.remove(found.id, wang)) == (0, 1) and len(links.of_user(wang)) == 1


def test_a_branch_is_found_however_it_is_written_unless_it_is_gone(company, rows):
    links, made = IdentityDao(rows.db), [rows.put("department", name=name) for name in ("Sales", "SALES")]
    assert (links.branch("sales"), links.branch("sale")) == (made[0], None)
    rows.set("department", made[0], removed_at=NOON)
    assert links.branch("sales") == made[1]


def test_an_answer_comes_once_and_is_forgotten_when_it_is_over(company, rows):
    links = IdentityDao(rows.db)
    assert [links.insert_answer(state, NOON) for state in ("a", "a", "b")] == [1, 0, 1]
    assert (links.sweep_answers(NOON), links.sweep_answers(NOON + timedelta(seconds=1))) == (0, 2)
    assert (links.has_password(company.users["wang"]), links.has_password(1)) == (1, 0)

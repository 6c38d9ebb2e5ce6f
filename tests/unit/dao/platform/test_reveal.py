"""What was shown in full, in the database."""

from datetime import timedelta

from crm.dao.platform.reveal import RevealDao
from tests.kit.rows import NOON


def test_reveals_are_counted_by_person_from_a_moment_on_and_told_by_record_the_newest_first(company, rows):
    reveals, wang, zhao = RevealDao(rows.db), company.users["wang"], company.users["zhao"]
    for id, seconds, user, module, record in ((1, -1, wang, "account", 5), (2, 0, wang, "account", 5), (3, 1, zhao, "account", 5),
                                              (4, 1, wang, "contact", 5), (5, 1, wang, "account", 6)):  # fmt: skip
        reveals.insert(id, NOON + timedelta(seconds=seconds), user, module, record, "phone")
    assert (reveals.count_since(wang, NOON), reveals.count_since(zhao, NOON), reveals.count_since(1, NOON)) == (3, 1, 0)
    assert [(one.id, one.user_name) for one in reveals.of_record("account", 5, 9)] == [(3, "赵敏"), (2, "王强"), (1, "王强")]
    assert [one.id for one in reveals.of_record("account", 5, 1)] == [3]
    assert reveals.lock_person(wang) == (wang if rows.db.dialect == "postgresql" else 0)

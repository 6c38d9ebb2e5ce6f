"""The care plan in the database."""

from crm.domain.customer.care import CareDraft


def test_the_plan_is_read_grade_by_grade_by_everybody_without_what_was_removed(company):
    cares, service = company.container.customer.care_dao(), company.container.customer.care()
    with company.acting("lilei"):
        for grade, ideal in (("B", 20), ("A", 7), ("C", 40)):
            made = service.create(CareDraft.parse({"name": grade, "grade": grade, "ideal_days": ideal, "longest_days": ideal * 2}))
        service.remove_all([made.id])
    with company.acting("zhao"), cares.db.transaction(writes=False):
        assert [(one.grade, one.ideal_days, one.longest_days) for one in cares.gaps()] == [("A", 7, 14), ("B", 20, 40)]

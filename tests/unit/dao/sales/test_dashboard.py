"""The sums of the dashboard are held against the deals themselves."""

from datetime import date

from tests.unit.web.sales.deals import deal, stages_of


def test_a_sum_that_is_not_what_the_deals_add_up_to_is_found(company):
    stages, dao = stages_of(company), company.container.sales.dashboard_dao()
    with company.acting("wang"):
        made = [deal(company, stages, amount, date(2026, 12, 1)).id for amount in ("100", "40")]
    with company.acting("lilei"), dao.db.transaction() as work:
        assert dao.wrong_sums() == 0
        work.cursor.execute("UPDATE dashboard_sum SET amount_base = amount_base + 1 WHERE deals > 0")
        assert dao.wrong_sums() == 1
        work.cursor.execute("UPDATE dashboard_sum SET amount_base = amount_base - 1 WHERE deals > 0")
        dao.take_back(made[:1])
        dao.forget(made[:1])
        assert dao.wrong_sums() == 1 and dao.cells()[0].deals == 1
        dao.count_again(made[:1])
        dao.add_up(made[:1])
        assert dao.wrong_sums() == 0 and [(one.month, one.deals, one.amount_base) for one in dao.cells()] == [("2026-12", 2, 140)]

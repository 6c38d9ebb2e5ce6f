"""Rules of retention in the database: which are live, and how far each night has come."""

from crm import current
from crm.domain.sales.retention_rule import RetentionRuleDraft


def test_a_run_adds_up_its_pieces_until_it_ends_and_an_empty_one_leaves_nothing(company):
    rules = company.container.privacy.retention_rule()
    dao, now = rules.records, current.now()
    raw = {"name": "旧线索", "subject": "lead", "days": "400", "since": "created_at", "action": "remove"}
    with company.acting("lilei"):
        rule = rules.create(RetentionRuleDraft.parse(raw | {"active": "yes"}))
        rules.create(RetentionRuleDraft.parse(raw))
    with company.container.db().transaction():
        assert sorted(one.live for one in dao.every()) == [False, True]
        for id in (900_001, 900_002):
            dao.begin_run(id, rule.id, rule.name, rule.subject, rule.action, now)
        assert dao.drop_empty(900_002) == 1
        dao.move_run(900_001, 7, 2, 1, 0)
        dao.move_run(900_001, 9, 1, 0, 1)
        run = dao.open_run(rule.id)
        assert (run.id, run.after_id, run.done, run.held, run.refused) == (900_001, 9, 3, 1, 1)
        assert dao.drop_empty(900_001) == 0 and dao.end_run(900_001, now) == 1 and dao.open_run(rule.id) is None
        assert [one.id for one in dao.runs(rule.id, 5)] == [900_001] and dao.one_run(900_001).ended_at

"""What keeps deals in their stages, in the database."""

from crm.domain.kit.module import modules


def test_undone_is_what_the_stage_of_now_needs_and_nobody_has_ticked(company):
    sales = company.container.sales

    def made(noun, **raw):
        return getattr(sales, noun)().create(modules()[noun].draft.parse(raw)).id

    with company.acting("lilei"):
        deal, other = made("opportunity", name="甲"), made("opportunity", name="乙")
        here, later = [step.id for step in sales.stage().steps().values()][:2]
        needed = made("playbook", stage_id=here, name="确认预算", needed="yes", position=2)
        first = made("playbook", stage_id=here, name="了解现状", needed="yes", position=1)
        made("playbook", stage_id=here, name="可选")
        made("playbook", stage_id=later, name="以后", needed="yes")

        def undone():
            with sales.db().transaction(writes=False):
                return sorted((one.id, one.name) for one in sales.playbook_dao().undone([deal, other]))

        assert undone() == sorted([(deal, "了解现状"), (deal, "确认预算"), (other, "了解现状"), (other, "确认预算")])
        sales.opportunity_tick().tick(deal, needed, True)
        sales.opportunity_tick().tick(deal, first, True)
        sales.opportunity_tick().tick(deal, first, False)
        assert [name for id, name in undone() if id == deal] == ["了解现状"]

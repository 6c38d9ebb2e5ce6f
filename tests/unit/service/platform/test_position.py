"""Positions on both databases: the chart they stand in, and who keeps one from being removed."""


def test_the_chart_shows_who_leads_and_who_works_where_as_what(company):
    people, platform = company.container.people, company.container.platform
    with company.acting("lilei"):
        position = people.position().create(people.position().module.draft.parse({"name": "大客户经理", "grade": "P6"}))
        platform.user().change(company.users["wang"], {"position_id": str(position.id)})
        platform.department().change(company.departments["east"], {"manager_id": company.users["zhao"]})
        platform.department().change(company.departments["sales"], {"manager_id": company.users["han"]})
        chart = {unit.line.name: unit for unit in people.position().chart()}
        assert chart["华东组"].manager.name == "赵敏"
        assert [(one.name, one.position_name) for one in chart["华东组"].people] == [("王强", "大客户经理")]
        assert [one.name for one in people.reporting().line(company.users["wang"], company.departments["east"])] == ["赵敏", "韩梅梅"]
        assert [one.name for one in people.reporting().line(company.users["zhao"], company.departments["east"])] == ["韩梅梅"]
        assert "1 people" in str(people.position().remove_all([position.id]).refused[position.id])
        platform.user().change(company.users["wang"], {"position_id": ""})
        assert people.position().remove_all([position.id]).done == [position.id]

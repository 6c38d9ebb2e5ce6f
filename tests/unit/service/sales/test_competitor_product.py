"""Products of competitors: what they are compared with."""

from crm.domain.kit.filter import Query, parse_sort


def test_a_product_is_found_by_its_name_and_stands_with_its_competitor(company):
    sales = company.container.sales
    with company.acting("wang"):
        competitor = sales.competitor().create(sales.competitor().module.draft.parse({"name": "云桥软件"}))
        service = sales.competitor_product()
        raw = {"competitor_id": competitor.id, "name": "云桥 CRM 企业版", "launched_on": "2024-05-01"}
        made = service.create(service.module.draft.parse(raw))
        assert service.get(made.id).competitor_name == "云桥软件"
        assert [hit.id for hit in company.container.platform.search().find("企业版", module="competitor_product")] == [made.id]
        assert [row.id for row in service.page(Query(sort=parse_sort(service.module, "launched_on")))] == [made.id]

"""Market information: found by its text, filtered by kind, with files hung on it."""

import io

from crm.domain.kit.filter import Condition, Group, Query, parse_sort


def test_a_note_is_found_by_its_text_and_listed_by_kind(company):
    service = company.container.sales.market_note()
    with company.acting("wang"):
        raw = {"name": "云桥宣布降价", "kind": "competition", "noted_on": "2026-03-01", "impact": "threat", "body": "企业版下调两成"}
        made = service.create(service.module.draft.parse(raw))
        service.create(service.module.draft.parse({"name": "数据安全条例施行", "kind": "policy", "noted_on": "2026-02-01"}))
        assert [hit.id for hit in company.container.platform.search().find("下调两成", module="market_note")] == [made.id]
        listed = service.page(Query(Group((Condition("kind", "any", ("competition",)),)), parse_sort(service.module, None)))
        assert [row.id for row in listed] == [made.id]


def test_files_hang_on_a_note(company):
    service, files = company.container.sales.market_note(), company.container.platform.file()
    with company.acting("wang"):
        note = service.create(service.module.draft.parse({"name": "行业报告", "noted_on": "2026-03-01"}))
        made = files.attach("market_note", note.id, "报告.pdf", io.BytesIO(b"%PDF-1.4 a report"))
        assert [one.id for one in files.attached("market_note", note.id, 10)] == [made.id]

"""Exports over the API: the same terms as on the pages, made by a job, fetched by who asked."""

from tests.unit.web.api.conftest import client


def test_a_program_asks_with_a_reason_and_fetches_the_file(both):
    with both.company.acting("lilei"):
        both.container.platform.setting().change({"export_reason": "1"})
    han, wang = client(both, "han"), client(both, "wang")
    for name, city in (("甲公司", "北京"), ("乙公司", "北京"), ("丙公司", "上海")):
        assert han.post("/api/v1/accounts", json={"name": name, "kind": "company", "city": city}).status_code == 201
    way = "/api/v1/accounts/exports?f=city:is:北京"
    wrong = ({"kind": "csv"}, {"kind": "pdf"}, {"kind": "csv", "reason": 7}, {"kind": "csv", "x": 1})
    refused = [han.post(way, json=given) for given in wrong]
    assert [(one.status_code, [*one.json["error"]["fields"]]) for one in refused] == [
        (422, ["reason"]), (422, ["kind"]), (422, ["reason"]), (422, ["x"]),
    ]  # fmt: skip
    assert wang.post(way, json={"kind": "csv", "reason": "月度回访"}).status_code == 403
    made = han.post(way, json={"kind": "csv", "reason": "月度回访"})
    assert (made.status_code, made.json["state"], made.json["found"]) == (202, "approved", 2)
    assert han.get(made.json["file"]).status_code == 404
    both.container.platform.job_runner().run_due()
    file = han.get(made.json["file"])
    assert file.status_code == 200 and len(file.data.decode("utf-8-sig").splitlines()) == 3
    assert wang.get(made.json["file"]).status_code == 404

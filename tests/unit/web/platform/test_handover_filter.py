"""The filter of the wizard for whoever leaves: the one builder of filters, and nothing typed is lost on the way."""

import html
import json
import re


def test_a_filter_is_built_beside_what_was_typed_and_counts_only_what_is_handed_over(app, sign_in):
    company, accounts = app.company, app.container.customer.account()
    wang, zhao = company.users["wang"], company.users["zhao"]
    for who, grades in (("wang", "ABB"), ("chen", "A")):
        with company.acting(who):
            for grade in grades:
                accounts.create(accounts.module.draft.parse({"name": f"{who} {grade}", "grade": grade}))
    lilei, typed = sign_in("lilei"), {"to": str(zhao), "leaves": "no", "to:account.owner_id": "stay"}
    away = lilei.post(f"/handovers/of/{wang}", data={**typed, "step": "filter:account.owner_id"}).headers["Location"]
    assert away.startswith("/handovers/condition/account?") and "王强" in lilei.get(away).text
    built = lilei.get(f"{away}&f=grade:any:A").text
    assert "wang A" in built and "chen A" not in built
    back = html.unescape(re.search(r'href="([^"]*)" data-testid="use-condition"', built)[1])
    page = lilei.get(back).text
    assert "1 filter" in page and 'name="to:account.owner_id:1"' in page and f'name="to" value="{zhao}"' in page
    first = html.unescape(re.search(r'<option value="(\[[^"]*\])" selected', page)[1])
    again = lilei.post(f"/handovers/of/{wang}", data={**typed, "by:account.owner_id": first, "step": "filter:account.owner_id"})
    second = lilei.get(f"{again.headers['Location']}&f=grade:any:B").text
    back = html.unescape(re.search(r'href="([^"]*)" data-testid="use-condition"', second)[1])
    both = html.unescape(re.search(r'<option value="(\[[^"]*\])" selected', lilei.get(back).text)[1])
    assert [one["all"][0]["value"] for one in json.loads(both)] == [["A"], ["B"]]
    rules = {"by:account.owner_id": both, "to:account.owner_id:2": str(zhao)}
    sums = lilei.post(f"/handovers/of/{wang}", data={**typed, **rules, "step": "look"})
    assert re.search(r"赵敏</span><b>2</b>", sums.text)
    assert sign_in("wang").get("/handovers/condition/account").status_code == 403
    assert lilei.get("/handovers/condition/setting").status_code == 404

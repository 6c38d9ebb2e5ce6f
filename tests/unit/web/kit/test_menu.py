"""The menu: groups as people work, with what the reader may see and nothing else."""

import re


def groups(client) -> dict[str, list[str]]:
    text = client.get("/").text
    found = re.findall(r'<section class="side-group"(?: data-shelf="(\w+)")?>(.*?)</section>', text, re.S)
    return {name: re.findall(r'data-testid="([\w.]+)"', part) for name, part in found}


def test_modules_stand_in_their_group_beside_the_pages_that_are_no_module(sign_in):
    found = groups(sign_in("lilei"))
    assert found[""][0] == "customer_today.index"
    assert found["customer"][:2] == ["customer_account.index", "customer_contact.index"] and "customer_nearby.show" in found["customer"]
    assert found["sales"][0] == "sales_dashboard.index" and "sales_opportunity.index" in found["sales"]
    assert "platform_setting.index" in found["platform"]
    assert {"sales_contract.index", "sales_receipt.index", "sales_ageing.index"} <= set(found["trade"])
    assert "sales_target.index" in found["performance"] and "sales_product.index" in found["market"]


def test_what_one_may_not_see_is_left_out(sign_in):
    assert "platform_journal.index" not in sum(groups(sign_in("wang")).values(), [])


def test_a_folded_group_comes_folded(sign_in):
    client = sign_in("wang")
    client.set_cookie("folded", "trade-market")
    assert 'data-folded="trade market"' in client.get("/").text

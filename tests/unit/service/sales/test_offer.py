"""Which price a customer pays: the nearest list with a price for the quantity, else the catalogue; bundles cost their parts."""

from types import SimpleNamespace

import pytest

from crm.domain.kit.money import Money


class Shop:
    """A catalogue with price lists, told in few words."""

    def __init__(self, company):
        self.company, self.sales = company, company.container.sales

    def make(self, module, /, **raw):
        service = getattr(self.sales, module)()
        return service.create(service.module.draft.parse(raw))

    def product(self, name="企业版", **raw):
        return self.make("product", name=name, **raw)

    def list(self, name, product, *prices, **raw):
        made = self.make("price_list", name=name, **raw)
        for quantity, price in prices:
            self.make("price", price_list_id=made.id, product_id=product.id, min_quantity=str(quantity), unit_price=str(price))
        return made

    def price(self, product, quantity=1, account=None, currency="CNY"):
        document = SimpleNamespace(currency=currency, account_id=account and account.id)
        (line,) = self.sales.offer().fill(document, [{"product_id": product.id, "quantity": str(quantity)}])
        return line["unit_price"]


@pytest.fixture
def shop(company):
    with company.acting("lilei"):
        yield Shop(company)


def account(company, **raw):
    service = company.container.customer.account()
    return service.create(service.module.draft.parse({"name": "云帆", **raw}))


def test_without_a_list_the_catalogue_s_price_holds(shop):
    assert shop.price(shop.product(price="100")) == Money(100)
    assert shop.price(shop.product(name="赠品")) is None


def test_the_nearest_list_wins_and_one_without_the_product_is_passed_over(shop, company):
    one, other = shop.product(price="100"), shop.product(name="标准版", price="50")
    ours = account(company, grade="A", tags="VIP")
    shop.list("全部", one, (1, 95))
    shop.list("A 级", one, (1, 90), grades="A")
    shop.list("VIP", one, (1, 85), tags="VIP")
    shop.list("云帆协议价", other, (1, 40), account_id=ours.id)
    assert (shop.price(one, account=ours), shop.price(other, account=ours)) == (Money(85), Money(40))
    assert shop.price(one, account=account(company, name="安泰", grade="A")) == Money(90)
    assert shop.price(one, account=account(company, name="远航", grade="C")) == shop.price(one) == Money(95)
    assert shop.price(other) == Money(50)


def test_of_two_lists_equally_near_the_lower_position_wins(shop):
    one = shop.product(price="100")
    shop.list("甲", one, (1, 80), position="2")
    shop.list("乙", one, (1, 90), position="1")
    assert shop.price(one) == Money(90)


def test_larger_quantities_have_prices_of_their_own(shop):
    one = shop.product(price="100")
    shop.list("批量", one, (10, 90), (100, "79.9999"))
    assert [shop.price(one, quantity) for quantity in (1, "9.99", 10, 99, 100, 10**6)] == [
        Money(100), Money(100), Money(90), Money(90), Money("79.9999"), Money("79.9999")
    ]  # fmt: skip


def test_a_list_holds_for_its_days_its_currency_and_while_it_is_active(shop):
    one = shop.product(price="100")
    shop.list("过期", one, (1, 1), starts_on="2020-01-01", ends_on="2020-12-31")
    shop.list("未来", one, (1, 2), starts_on="2099-01-01")
    shop.list("停用", one, (1, 3), active="no")
    shop.list("美元", one, (1, 14), currency="USD")
    assert (shop.price(one), shop.price(one, currency="USD")) == (Money(100), Money(14))


def test_a_bundle_costs_its_parts_unless_it_has_a_price(shop):
    a, b = shop.product(name="许可", price="100"), shop.product(name="实施", price="2500")
    bundle, priced = shop.product(name="起步包", kind="bundle"), shop.product(name="特惠包", kind="bundle", price="3000")
    for product, quantity in ((a, "10"), (b, "0.5")):
        shop.make("product_part", bundle_id=bundle.id, product_id=product.id, quantity=quantity)
    assert (shop.price(bundle), shop.price(priced)) == (Money(2250), Money(3000))
    shop.list("批量", a, (20, 90))
    assert (shop.price(bundle), shop.price(bundle, 2)) == (Money(2250), Money(2150))  # two bundles hold twenty
    assert shop.price(shop.product(name="空包", kind="bundle")) is None


def test_a_price_nobody_touched_follows_the_quantity(shop):
    one = shop.product(price="100")
    shop.list("批量", one, (10, 90))
    document = SimpleNamespace(currency="CNY", account_id=None)
    fill = shop.sales.offer().fill
    typed = {"product_id": one.id, "priced_for": str(one.id), "quantity": "10", "unit_price": "100"}
    assert fill(document, [typed | {"offered": "100"}])[0]["unit_price"] == Money(90)
    assert fill(document, [typed | {"offered": ""}])[0]["unit_price"] == "100"

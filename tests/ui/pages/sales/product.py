"""Products: what is sold."""

from tests.ui.pages.record import RecordPages


class ProductPage(RecordPages):
    """Products in the browser."""

    path = "/products"
    endpoint = "sales_product"
    noun = {"en": "products", "zh": "产品"}

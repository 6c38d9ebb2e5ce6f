"""Customers: companies and persons."""

from tests.ui.pages.record import RecordPages


class AccountPage(RecordPages):
    """Customers: companies and persons in the browser."""

    path = "/accounts"
    endpoint = "customer_account"
    noun = {"en": "customers", "zh": "客户"}

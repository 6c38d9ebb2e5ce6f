"""Customers in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.customer.account import MODULE


class AccountDao(RecordDao):
    module = MODULE

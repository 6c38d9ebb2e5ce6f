"""Customers that may lie in public pools."""

from crm.dao.sales.pooled import PooledDao
from crm.domain.customer.account import MODULE


class AccountPoolDao(PooledDao):
    module = MODULE

"""Leads that may lie in public pools."""

from crm.dao.sales.pooled import PooledDao
from crm.domain.sales.lead import MODULE


class LeadPoolDao(PooledDao):
    module = MODULE

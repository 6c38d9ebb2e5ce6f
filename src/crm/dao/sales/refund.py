"""Refunds in the database."""

from crm.dao.sales.contract_part import ContractPartDao
from crm.domain.sales.refund import MODULE


class RefundDao(ContractPartDao):
    module = MODULE

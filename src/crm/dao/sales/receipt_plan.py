"""Instalments of contracts in the database."""

from crm.dao.sales.contract_part import ContractPartDao
from crm.domain.sales.receipt_plan import MODULE


class ReceiptPlanDao(ContractPartDao):
    module = MODULE

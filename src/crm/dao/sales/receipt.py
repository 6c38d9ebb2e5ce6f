"""Receipts in the database."""

from crm.dao.sales.contract_part import ContractPartDao
from crm.domain.sales.receipt import MODULE


class ReceiptDao(ContractPartDao):
    module = MODULE

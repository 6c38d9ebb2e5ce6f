"""Invoice requests in the database."""

from crm.dao.sales.contract_part import ContractPartDao
from crm.domain.sales.invoice_request import MODULE


class InvoiceRequestDao(ContractPartDao):
    module = MODULE

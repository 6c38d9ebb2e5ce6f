"""Households in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.customer.household import MODULE


class HouseholdDao(RecordDao):
    module = MODULE

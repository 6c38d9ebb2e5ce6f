"""Households: families and who belongs to them."""

from crm.dao.customer.household import HouseholdDao
from crm.domain.customer.household import Household, HouseholdDraft
from crm.service.kit.record import RecordService


class HouseholdService(RecordService[Household, HouseholdDraft]):
    records: HouseholdDao

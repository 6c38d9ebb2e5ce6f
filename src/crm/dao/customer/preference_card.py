"""Preference cards in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.customer.preference_card import MODULE


class PreferenceCardDao(RecordDao):
    module = MODULE

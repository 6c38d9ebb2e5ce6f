"""Questions of preference cards in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.customer.preference_field import MODULE


class PreferenceFieldDao(RecordDao):
    module = MODULE

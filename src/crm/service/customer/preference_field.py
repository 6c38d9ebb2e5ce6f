"""Questions of preference cards."""

from crm.dao.customer.preference_field import PreferenceFieldDao
from crm.domain.customer.preference_field import PreferenceField, PreferenceFieldDraft
from crm.service.kit.record import RecordService


class PreferenceFieldService(RecordService[PreferenceField, PreferenceFieldDraft]):
    records: PreferenceFieldDao

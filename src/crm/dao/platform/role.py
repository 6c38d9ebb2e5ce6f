"""Roles in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.platform.role import MODULE


class RoleDao(RecordDao):
    module = MODULE

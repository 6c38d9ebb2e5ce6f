"""What a database says of the settings that a power cut would put to the test."""

from crm.dao.kit.base import Dao, statement


class DoctorSafeDao(Dao):
    @statement
    def losing(self) -> list[str]: ...

"""Lines of deliveries in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.delivery_line import MODULE, DeliveryLine


class DeliveryLineDao(RecordDao):
    module = MODULE

    @statement
    def of(self, delivery_id: int, size: int) -> list[DeliveryLine]:
        """The lines of one delivery in the order of its order. The caller has read the delivery."""
        ...

    @statement
    def deliveries(self, ids: list[int]) -> list[int]:
        """The deliveries of these lines, also of those that were taken away."""
        ...

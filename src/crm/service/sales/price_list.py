"""Price lists."""

from crm.dao.sales.price_list import PriceListDao
from crm.domain.sales.price_list import PriceList, PriceListDraft
from crm.service.kit.record import RecordService


class PriceListService(RecordService[PriceList, PriceListDraft]):
    """Its prices stay with it when it is taken out of sight: no offer asks for them then."""

    records: PriceListDao

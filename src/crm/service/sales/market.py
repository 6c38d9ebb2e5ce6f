"""How we stand against competitors: win rates, their sales and prices."""

from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.market import Asked, MarketDao
from crm.domain.kit.span import period
from crm.domain.sales.competitor import Competitor
from crm.domain.sales.market import Meeting, Sold
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.sales.competitor import CompetitorService

PERIODS, PRICES, MOST = 12, 60, 200


@dataclass(frozen=True, slots=True)
class Standing:
    """One competitor with all that is known of him."""

    competitor: Competitor
    meeting: Meeting | None
    sold: list[Sold]  # oldest first
    asked: list[Asked]


class MarketService:
    """Reads what people wrote down about competitors together with the deals in which they were met."""

    def __init__(self, db: Database, market: MarketDao, competitors: CompetitorService):
        self.db = db
        self.market = market
        self.competitors = competitors

    @reading
    def standing(self, competitor_id: int) -> Standing:
        """NotFound for a competitor that may not be seen."""
        competitor = self.competitors.get(competitor_id)
        met = self.market.meetings(1, competitor_id)
        sold = self.market.sold(competitor_id, PERIODS)
        return Standing(competitor, met[0] if met else None, sold[::-1], self.market.asked(competitor_id, PRICES))

    @reading
    def meetings(self, span: str | None = None) -> list[Meeting]:
        """Every competitor met in deals that the actor sees, the one met most first; `span`: deals closed in this quarter or year."""
        self.competitors.require("view")
        since, until = (midnight(day) for day in period(span, current.today(), 0)) if span else (None, None)
        return self.market.meetings(MOST, since=since, until=until)

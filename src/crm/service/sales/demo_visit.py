"""Visits of the demo company: where its customers are, three weeks of visits, and those of this week."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.domain.customer.place import PlaceDraft
from crm.domain.sales.visit import VisitDraft
from crm.domain.sales.visit_check import CheckIn

ZONE = ZoneInfo("Asia/Shanghai")
CENTRES = {
    "上海": (31.2304, 121.4737), "苏州": (31.299, 120.5853), "杭州": (30.2741, 120.1551), "南京": (32.0603, 118.7969),
    "宁波": (29.8683, 121.544), "深圳": (22.5431, 114.0579), "广州": (23.1291, 113.2644), "东莞": (23.0207, 113.7518),
    "厦门": (24.4798, 118.0894), "长沙": (28.2282, 112.9388), "北京": (39.9042, 116.4074), "天津": (39.0842, 117.2009),
    "青岛": (36.0671, 120.3826), "西安": (34.3416, 108.9398), "成都": (30.5728, 104.0668),
}  # fmt: skip
TIMES = (("09:30", "10:30"), ("14:00", "15:30"), ("16:00", "17:00"))
PURPOSES = ("follow", "demo", "talks", "care", "first", "collection", "delivery")
RESULTS = (
    ("和对方负责人面谈，确认了二期的范围，预算走下月评审。", "发送二期方案"),
    ("现场演示顺利，仓库主管提了两条改进建议，已记录。", None),
    ("对方换了采购负责人，重新介绍了公司和案例，态度积极。", "寄送案例手册"),
    ("核对了对账单，尾款答应本月底前付清。", "跟进尾款到账"),
    ("例行回访，使用情况良好，愿意推荐给同园区的企业。", None),
)
FAR = "客户临时改在新厂区见面"
UNPLACED = "客户园区地下会议室，手机没有信号"
WEEKS = 3


class DemoVisit:
    """Adds places of customers, and visits to them by whoever has them."""

    def __init__(self, crm: Any, seed: int = 47):
        self.field = crm.field
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        self.today = current.now().astimezone(ZONE).date()
        for account in dict.fromkeys(one.owner for one in plan):
            own = [one for one in plan if one.owner == account]
            with current.acting(actor=actors[account], language="zh", source="form"):
                held = {row.id for row in self.field.place().records.heads([one.id for one in own]) if row.owner_id == actors[account].id}
                own = [one for one in own if one.id in held]  # some lie in a pool by now
                self._places(own)
                if len(own) > WEEKS:
                    self._visits(own)

    def _places(self, customers: list[Any]) -> None:
        """Three of four customers have a place, in their city."""
        self.points: dict[int, tuple[float, float]] = {}
        places = self.field.place()
        for one in customers:
            centre = CENTRES.get(one.raw.get("city"))
            if centre is None or self.random.random() < 0.25:
                continue
            point = tuple(round(part + self.random.uniform(-0.06, 0.06), 6) for part in centre)
            self.points[one.id] = (point[0], point[1])
            places.create(PlaceDraft.parse({"account_id": one.id, "latitude": point[0], "longitude": point[1]}))

    def _visits(self, customers: list[Any]) -> None:
        for back in range(7 * WEEKS, 0, -1):
            day = self.today - timedelta(days=back)
            if day.weekday() < 5 and self.random.random() < 0.6:
                self._made(self.random.choice(customers).id, day)
        for ahead in range(8):
            day = self.today + timedelta(days=ahead)
            if ahead == 0 or day.weekday() < 5 and self.random.random() < 0.7:
                for at, one in enumerate(self.random.sample(customers, 3 if ahead == 0 else 2)):
                    self._planned(one.id, day, at)

    def _planned(self, id: int, day: date, at: int) -> Any:
        starts, ends = TIMES[at]
        raw = {"account_id": id, "planned_on": day, "starts_at": starts, "ends_at": ends, "purpose": self.random.choice(PURPOSES)}
        return self.field.visit().create(VisitDraft.parse(raw))

    def _made(self, id: int, day: date) -> None:
        """Planned the Friday before; most took place."""
        at, luck = self.random.randrange(len(TIMES)), self.random.random()
        with current.acting(clock=self._moment(day - timedelta(days=day.weekday() + 3), "17:20")):
            made = self._planned(id, day, at)
        if luck < 0.1:
            with current.acting(clock=self._moment(day + timedelta(days=1), "00:10")):
                self.field.visit().change(made.id, {"state": "missed"})
            return
        if luck < 0.16:
            with current.acting(clock=self._moment(day, "08:40")):
                self.field.visit().change(made.id, {"state": "cancelled"})
            return
        with current.acting(clock=self._moment(day, TIMES[at][0]) + timedelta(minutes=self.random.randrange(-8, 12))):
            self.field.visit_check().check_in(made.id, CheckIn.parse(self._where(id, luck)))
        result, step = self.random.choice(RESULTS)
        with current.acting(clock=self._moment(day, TIMES[at][1]) + timedelta(minutes=self.random.randrange(-5, 15))):
            self.field.visit_check().check_out(made.id, {"result": result, "next_step": step})

    def _where(self, id: int, luck: float) -> dict[str, Any]:
        if id not in self.points or luck < 0.24:
            return {"place_text": UNPLACED}
        off = 0.02 if luck < 0.3 else 0.001
        latitude, longitude = (round(part + self.random.uniform(-off, off), 6) for part in self.points[id])
        return {"latitude": latitude, "longitude": longitude, "accuracy": self.random.randrange(8, 60), "far_reason": FAR}

    @staticmethod
    def _moment(day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), ZONE)

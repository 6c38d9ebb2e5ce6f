"""Names, places and numbers of the demo company's customers. None of them is meant to exist."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from crm.domain.kit.pinyin import readings

FIRST = "云恒瑞博华鼎盛远启智联中天海金宏凯卓信诚安易优锐新德力和嘉明晟朗"
SECOND = "帆达祥峰泰洋川利丰源诺程泽康腾森畅图景拓阳驰桥合澜岳舟"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆"
MALE = "伟 强 磊 军 洋 勇 杰 涛 明 超 刚 平 鹏 浩 凯 宇轩 子涵 志强 建国 文博 俊杰 海波 永福 国栋 晓东 天佑 嘉豪 思远 立群 振华".split()  # noqa: SIM905
FEMALE = "芳 娜 敏 静 丽 艳 霞 婷 雪 琳 慧 颖 倩 玲 梅 欣怡 雨桐 思琪 佳宁 晓燕 秀英 海燕 诗涵 梦洁 文静 雅婷 若曦 美玲 淑珍 春华".split()  # noqa: SIM905
MOBILE = "133 135 136 137 138 139 150 151 158 159 176 177 180 182 186 187 188 189".split()  # noqa: SIM905
SUFFIXES = ("有限公司",) * 7 + ("股份有限公司", "（集团）有限公司")
TRADES = {
    "technology": ("网络科技", "信息技术", "软件", "数据科技", "智能科技"),
    "manufacturing": ("精密机械", "电子", "汽车零部件", "新材料", "自动化设备", "包装制品"),
    "retail": ("商贸", "百货", "连锁超市", "母婴用品", "服饰"),
    "finance": ("融资租赁", "商业保理", "投资管理"),
    "medical": ("医疗器械", "医药", "生物科技", "口腔医疗"),
    "education": ("教育科技", "文化传播", "职业培训"),
    "hospitality": ("酒店管理", "餐饮管理", "旅游发展"),
    "logistics": ("物流", "供应链管理", "国际货运代理", "冷链物流"),
    "construction": ("建筑工程", "装饰设计", "幕墙工程"),
    "energy": ("新能源", "电力工程", "环保科技"),
    "services": ("人力资源", "企业管理咨询", "物业服务", "检测技术"),
    "marketing": ("广告传媒", "会展服务", "品牌策划"),
    "agriculture": ("农业科技", "食品", "粮油"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A city with some of its districts, its area code, and the code with which its credit codes begin."""

    province: str
    city: str
    districts: tuple[str, ...]
    area: str
    code: str
    roads: tuple[str, ...]


PLACES = {
    "east": (
        Place("上海", "上海", ("浦东新区", "徐汇区", "闵行区", "嘉定区"), "021", "310115", ("张江路", "宜山路", "沪青平公路", "曹安公路")),
        Place("江苏", "苏州", ("工业园区", "虎丘区", "昆山市"), "0512", "320505", ("星湖街", "狮山路", "前进西路")),
        Place("浙江", "杭州", ("余杭区", "滨江区", "西湖区"), "0571", "330110", ("文一西路", "江南大道", "文三路")),
        Place("江苏", "南京", ("江宁区", "鼓楼区", "雨花台区"), "025", "320115", ("将军大道", "中山北路", "软件大道")),
        Place("浙江", "宁波", ("鄞州区", "北仑区"), "0574", "330212", ("天童南路", "黄山路")),
    ),
    "south": (
        Place("广东", "深圳", ("南山区", "宝安区", "龙岗区"), "0755", "440305", ("科技南路", "新安二路", "坂雪岗大道")),
        Place("广东", "广州", ("天河区", "黄埔区", "番禺区"), "020", "440106", ("体育西路", "科学大道", "汉溪大道")),
        Place("广东", "东莞", ("松山湖", "长安镇"), "0769", "441900", ("新竹路", "振安路")),
        Place("福建", "厦门", ("思明区", "集美区"), "0592", "350203", ("软件园二期望海路", "杏林湾路")),
        Place("湖南", "长沙", ("岳麓区", "雨花区"), "0731", "430104", ("麓谷大道", "韶山南路")),
    ),
    "north": (
        Place("北京", "北京", ("海淀区", "朝阳区", "大兴区"), "010", "110108", ("上地十街", "望京东路", "荣华中路")),
        Place("天津", "天津", ("西青区", "滨海新区"), "022", "120111", ("海泰发展道", "第三大街")),
        Place("山东", "青岛", ("崂山区", "黄岛区"), "0532", "370212", ("株洲路", "前湾港路")),
        Place("陕西", "西安", ("雁塔区", "高新区"), "029", "610113", ("科技路", "锦业路")),
        Place("四川", "成都", ("武侯区", "高新区"), "028", "510107", ("天府大道", "天府三街")),
    ),
}

_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_IDENTITY = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Names:
    """Draws from the lists; the same seed draws the same."""

    def __init__(self, random: Random, today: date):
        self.random, self.today = random, today
        self.taken: set[str] = set()

    def company(self, place: Place, industry: str) -> tuple[str, str]:
        """A name that was not drawn before, and its short form in Latin letters."""
        pick = self.random.choice
        while True:
            mark = pick(FIRST) + pick(SECOND)
            if mark not in self.taken or len(self.taken) > 600:
                break
        self.taken.add(mark)
        return f"{place.city}{mark}{pick(TRADES[industry])}{pick(SUFFIXES)}", latin(mark)

    def person(self) -> tuple[str, str]:
        """A name and a gender."""
        gender = self.random.choice(("male", "female"))
        return self.random.choice(SURNAMES) + self.random.choice(MALE if gender == "male" else FEMALE), gender

    def mobile(self) -> str:
        return f"{self.random.choice(MOBILE)}{self.random.randrange(10**8):08}"

    def landline(self, place: Place) -> str:
        digits = 8 if len(place.area) == 3 or place.city in ("苏州", "杭州", "深圳", "东莞", "宁波", "青岛", "长沙") else 7
        return f"{place.area}-{self.random.choice('568')}{self.random.randrange(10 ** (digits - 1)):0{digits - 1}}"

    def address(self, place: Place) -> dict[str, Any]:
        road, number = self.random.choice(place.roads), self.random.randrange(8, 1999)
        floor = f"{self.random.randrange(1, 9)}号楼{self.random.randrange(2, 28)}层" if self.random.random() < 0.6 else ""
        return {
            "province": place.province,
            "city": place.city,
            "district": self.random.choice(place.districts),
            "address": f"{road}{number}号{floor}",
        }

    def credit_code(self, place: Place) -> str:
        """A 统一社会信用代码 whose two check characters hold (GB 32100-2015, GB 11714-1997)."""
        body = "MA" + "".join(self.random.choice(_CREDIT) for _ in range(6))
        rest = -sum(_ORGANISATION.index(char) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        code = f"91{place.code}{body}{'X' if rest == 10 else rest}"
        return code + _CREDIT[-sum(_CREDIT.index(char) * pow(3, at, 31) for at, char in enumerate(code)) % 31]

    def birthday(self, youngest: int = 22, oldest: int = 62) -> date:
        return self.today - timedelta(days=self.random.randrange(youngest * 365, oldest * 365))

    def identity(self, place: Place, born: date, gender: str) -> str:
        """A 居民身份证 number whose check digit holds (GB 11643-1999)."""
        order = self.random.randrange(100, 490) * 2 + (gender == "male")
        body = f"{place.code}{born:%Y%m%d}{order:03}"
        return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _IDENTITY, strict=True)) % 11]


def latin(name: str) -> str:
    """Pinyin without tones or spaces, for mail and web addresses."""
    return "".join(one.rstrip("12345") for one in readings(name)).replace("ü", "v")

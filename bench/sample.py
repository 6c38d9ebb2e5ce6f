"""Chinese customers for measurements, made up and the same for the same seed; nothing is copied from a file."""

import random
from collections.abc import Iterator

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红健晨宇浩然子轩欣怡佳琪雨泽梓涵思远嘉俊博志国建新海波云飞晓东春梅雪松"
TRADE = "云帆安泰远航知行川味鼎盛恒信博雅金桥瑞丰华宇天成嘉禾明德中和同创亿联万象星辰海纳百川卓越领航锐捷创新宏图伟业启明飞跃"
WORDS = (  # noqa: SIM905
    "科技 网络科技 信息技术 智能科技 医药 生物科技 物流 供应链管理 食品 餐饮管理 商贸 贸易 文化传媒 广告 装饰工程 "
    "建筑工程 机械设备 电子 新能源 环保科技 教育咨询 企业管理咨询 酒店管理 服饰 家居用品 化工 农业发展 汽车服务"
).split()
PLACES = (
    ("北京", "北京市", "海淀区", "110108"), ("上海", "上海市", "浦东新区", "310115"), ("广东省", "广州市", "天河区", "440106"),
    ("广东省", "深圳市", "南山区", "440305"), ("浙江省", "杭州市", "西湖区", "330106"), ("江苏省", "苏州市", "吴中区", "320506"),
    ("四川省", "成都市", "武侯区", "510107"), ("湖北省", "武汉市", "洪山区", "420111"), ("陕西省", "西安市", "雁塔区", "610113"),
)  # fmt: skip
PREFIXES = "130 131 132 133 135 136 137 138 139 150 151 152 155 156 157 158 159 177 180 181 182 185 186 187 188 189".split()  # noqa: SIM905
GRADES = ("A", "B", "C", "D", "")
INDUSTRIES = ("信息技术", "制造业", "零售", "金融", "医疗健康", "教育", "物流运输", "")
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
HEADER = ("客户名称", "客户级别", "行业", "联系电话", "邮箱", "省份", "城市", "区县", "详细地址", "统一社会信用代码", "法定代表人", "备注")


def credit_code(region: str, serial: int) -> str:
    """A 统一社会信用代码 with its check character."""
    digits: list[str] = []
    for _ in range(9):
        serial, rest = divmod(serial, 31)
        digits.append(CODE[rest])
    body = f"91{region}MA{''.join(digits)}"[:17]
    return body + CODE[-sum(CODE.index(char) * pow(3, place, 31) for place, char in enumerate(body)) % 31]


def customers(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Rows under HEADER; names, phones and credit codes of different rows differ."""
    chance = random.Random(seed)
    for number in range(count):
        province, city, district, region = chance.choice(PLACES)
        trade = "".join(chance.choice(TRADE) for _ in range(2)) + _distinct(number)
        yield (
            f"{city.removesuffix('市')}{trade}{chance.choice(WORDS)}有限公司",
            chance.choice(GRADES),
            chance.choice(INDUSTRIES),
            f"{PREFIXES[number % len(PREFIXES)]}{number // len(PREFIXES):04d}{chance.randrange(10**4):04d}",
            f"u{seed}x{number}@example.com" if number % 2 else "",
            province,
            city,
            district,
            f"{chance.choice('中山人民解放建设和平')}路{chance.randrange(1, 999)}号",
            credit_code(region, number * 7919 + seed),
            chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.randint(1, 2))),
            "" if number % 3 else "展会上认识，下周寄样品",
        )


def _distinct(number: int) -> str:
    """Two characters or three that no other number has."""
    said = ""
    while number or not said:
        number, rest = divmod(number, len(GIVEN))
        said += GIVEN[rest]
    return said

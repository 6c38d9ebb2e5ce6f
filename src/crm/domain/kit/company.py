"""Names of companies, brought down to what two spellings of one company share."""

import re
import unicodedata
from functools import lru_cache

# Traditional characters that names of companies and places are full of. Others differ as written, yet sound the same.
_TRADITIONAL = (
    "國国 東东 廣广 臺台 灣湾 門门 蘇苏 寧宁 濟济 陽阳 漢汉 蘭兰 爾尔 烏乌 魯鲁 齊齐 瀋沈 遼辽 龍龙 陝陕 貴贵 雲云 滬沪 縣县 "
    "區区 鄉乡 鎮镇 責责 業业 團团 實实 際际 貿贸 進进 電电 機机 車车 飛飞 鋼钢 鐵铁 銀银 錢钱 錦锦 華华 萬万 億亿 興兴 豐丰 "
    "發发 達达 遠远 聯联 網网 絡络 訊讯 資资 務务 諮咨 詢询 設设 計计 諾诺 證证 險险 財财 買买 賣卖 費费 產产 農农 漁渔 藥药 "
    "醫医 療疗 養养 飲饮 飯饭 館馆 賓宾 學学 書书 報报 傳传 藝艺 術术 樂乐 體体 運运 輸输 處处 環环 節节 風风 氣气 熱热 燈灯 "
    "燒烧 煙烟 爐炉 礦矿 紡纺 織织 紙纸 經经 綠绿 綜综 維维 線线 緣缘 總总 陳陈 張张 劉刘 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 "
    "鄭郑 謝谢 許许 馮冯 鄧邓 蕭萧 葉叶 蔣蒋 閻阎 衛卫 紅红 輝辉 偉伟 強强 傑杰 軍军 麗丽 豔艳 靜静 穎颖 瑩莹 瓊琼 鳳凤 鵬鹏 "
    "曉晓 亞亚 愛爱 寶宝 長长 開开 關关 時时 間间 會会 來来 個个 們们 從从 動动 勞劳 勝胜 協协 單单 參参 雙双 變变 號号 園园 "
    "圖图 場场 塊块 壓压 奧奥 聖圣 寬宽 對对 導导 層层 島岛 嶺岭 幣币"
)
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _TRADITIONAL.split()})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕|《|》|「|」")
_BRANCH = re.compile("(?<=公司).{0,12}(?:分公司|办事处|分部|分厂|营业部)$")
_FORM = re.compile(
    "(?:股份|控股|集团|实业|有限|责任|总|母|子|分)*公司$|(?:股份|控股)?集团$|股份$|控股$|"
    "(?:有限|普通|特殊普通)?合伙(?:企业)?$|个人独资企业$"
)
_LATIN_FORM = frozenset(
    (  # noqa: SIM905
        "co company corp corporation inc incorporated llc llp lp ltd limited plc gmbh mbh ag kg kgaa ug ev sa "
        "sas sarl srl spa bv nv ab oy oyj as asa aps sl slu sro kft zrt doo ooo pjsc jsc pty pte sdn bhd kk "
        "group holding holdings "
    ).split()
)
_PLACES = (  # noqa: SIM905
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 "
    "贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 "
    "承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 "
    "鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 "
    "长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 "
    "黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 "
    "金华 衢州 舟山 台州 丽水 义乌 昆山 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 "
    "池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 "
    "上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 "
    "安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 "
    "孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 "
    "深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 "
    "桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 "
    "广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 "
    "保山 昭通 丽江 普洱 临沧 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 "
    "天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 喀什 湘西 阿坝 甘孜 "
    "凉山 黔西南 黔东南 黔南 楚雄 西双版纳 德宏 怒江 迪庆 日喀则 昌都 林芝 那曲 临夏 果洛 吐鲁番 哈密 昌吉 巴音郭楞 "
    "阿克苏 伊犁 塔城 阿勒泰 锡林郭勒 阿拉善 大兴安岭 三沙 儋州"
).split()
_PLACE = re.compile("^(?:" + "|".join(sorted(_PLACES, key=len, reverse=True)) + ")(?:特别行政区|.{0,9}自治[区州]|省|市|盟|地区)?")
_BARE_PLACE = re.compile("|".join(sorted(_PLACES, key=len, reverse=True)))
# What would be left of 北京银行 says nothing: there the place is the name.
_GENERIC = re.compile(
    "^(?:农村|农业|城市|商业|农商|人民|第.|市|省|中心)*(?:银行|医院|大学|学院|中学|小学|学校|酒店|宾馆|饭店|机场|地铁|电力|热力|燃气|自来水|"
    "水务|铁路|公交|港|港口|港务|钢铁|日报|晚报|电视台|科技|贸易|商贸|实业|投资|信息|传媒|汽车|啤酒|证券|信托|保险|租赁|旅游|地产|房地产|集团)+$"
)


@lru_cache(maxsize=1024)
def company_key(name: str) -> str:
    """What twins share: the name without place, legal form, brackets, case, accents and punctuation."""
    said = unicodedata.normalize("NFKC", name).lower()
    if not said.isascii() and not unicodedata.is_normalized("NFKD", said):
        said = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFKD", said) if not _is_accent(c)))
    bare = _BRACKETS.sub(" ", said := simplified(said))
    words = re.findall(r"[^\W_]+", bare.replace(".", "").replace("'", ""))
    if len("".join(words)) < 2:
        words = re.findall(r"[^\W_]+", said)
    while len(words) > 1 and words[-1] in _LATIN_FORM:
        words.pop()
    key = "".join(words)
    return key if key.isascii() else _without_place(_without_form(key))


def simplified(text: str) -> str:
    """The text with the traditional characters of names as simplified ones."""
    return text.translate(_SIMPLIFIED)


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _without_form(key: str) -> str:
    short = _BRANCH.sub("", key)
    while (shorter := _FORM.sub("", short)) != short:
        if len(shorter) < 2:
            break
        short = shorter
    return short


def _without_place(key: str) -> str:
    for _ in range(2):  # province, then city
        short = _PLACE.sub("", key)
        if len(short) < 2 or _GENERIC.match(short):
            break
        key = short
    return key


def company_place(name: str) -> str | None:
    """The city, or else the province, that a company's name begins with: 杭州 of 浙江杭州云帆科技有限公司."""
    found = None
    for _ in range(2):
        place = _PLACE.match(name)
        if place is None:
            break
        found, name = _BARE_PLACE.match(place[0]), name[place.end() :]
    return found[0] if found else None

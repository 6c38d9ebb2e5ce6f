"""Chinese names in pinyin: how they are spelled for search, and in which order a Chinese reader expects them.

The readings come from the tables of pypinyin. Its own converter is not used: it takes ten times as long, and
reads surnames and names of companies as if they were prose.
"""

import importlib.util
import re
import unicodedata
from array import array
from functools import cache, lru_cache
from pathlib import Path

# Extensions A to G; Python 3.11 does not know the later ones as letters.
HAN = (
    "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U0002a6dd\U0002a700-\U0002ebe0"
    "\U0002f800-\U0002fa1d\U00030000-\U0003134a"
)

# What a character is read as in names, where the first reading of the table is another one.
_CHARS = (
    "都du1 长chang2 厦xia4 佛fo2 翟zhai2 缪miao4 隗wei3 阚kan4 郇xun2 晟sheng4 卜bu3 颉xie2 茄qie2 伽jia1 荨qian2 "
    "什shi2 似si4 率shuai4 靓liang4 鹄hu2 泊bo2 沓ta4 轧zha2 嚼jue2 珩heng2 琢zhuo2 焘tao1 "
    "偲si1 隽jun4 峤qiao2 玚yang2 昳yi4 擘bo4 囤tun2"
)
_WORDS = (
    "朝阳chao2,yang2 单县shan4,xian4 洪洞hong2,tong2 铅山yan2,shan1 区块qu1,kuai4 支行zhi1,hang2 车行che1,hang2 "
    "金行jin1,hang2 琴行qin2,hang2 茶行cha2,hang2 药行yao4,hang2 花行hua1,hang2 米行mi3,hang2 布行bu4,hang2 "
    "典当行dian3,dang4,hang2 珠宝行zhu1,bao3,hang2 批发行pi1,fa1,hang2 贸易行mao4,yi4,hang2 长孙zhang3,sun1 "
    "澹台tan2,tai2 万俟mo4,qi2 尉迟yu4,chi2 单于chan2,yu2"
)
# Read so only at the head of a person's name.
_SURNAMES = (
    "单shan4 任ren2 曾zeng1 解xie4 仇qiu2 区ou1 查zha1 朴piao2 盖ge3 乐yue4 覃qin2 员yun4 召shao4 黑he4 折she2 "
    "繁po2 秘bi4 洗xian3 种chong2 牟mu4 么yao1 句gou1 角jue2 薄bo2 圈juan4 祭zhai4 能nai4 粘nian2"
)
_FIRST, _LAST = 0x3007, 0x323AF  # 〇, the last of extension H
# The JSON is scanned, not loaded: its 47,000 nested lists would leave every process 40 MB larger.
_CHAR = re.compile(r'"([0-9]+)":\s*"([^",]+)')
_PHRASE = re.compile(r'"([^"]{2,4})":\s*\[((?:\s*\[[^\]]*\],?)+)\s*\]')
_STRING = re.compile(r'"([^"]+)"')
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


class _Tables:
    """Toned readings of characters, and of the words in which a character is read otherwise."""

    def __init__(self) -> None:
        spelled = _Spelled()
        folder = _data_folder()
        self.chars = _Chars()
        for found in _CHAR.finditer(_read(folder / "pinyin_dict.json")):
            self.chars.keep(int(found[1]), spelled[found[2]])
        for char, said in _own(_CHARS).items():
            self.chars.keep(ord(char), said)
        self.surnames = _own(_SURNAMES)
        self.words: dict[str, tuple[str, ...]] = {}
        self.plain_starts: set[str] = set()  # 单位, 解放: words that begin with what is also a surname
        for found in _PHRASE.finditer(_read(folder / "phrases_dict.json")):
            self._add(found[1], tuple(spelled[one] for one in _STRING.findall(found[2])))
        for word, said in _own(_WORDS).items():
            self._add(word, tuple(said.split(",")))
        self.longest: dict[str, int] = {}  # by the two characters that a word begins with
        for word in self.words:
            self.longest[word[:2]] = max(len(word), self.longest.get(word[:2], 0))

    def _add(self, word: str, said: tuple[str, ...]) -> None:
        if len(said) != len(word):  # 那些 is listed with two readings of its first character
            return
        if any(self.chars.kept(char)[:-1] != one[:-1] for char, one in zip(word, said, strict=True)):
            self.words[word] = said
        elif word in self.words:
            del self.words[word]  # ours is how the characters read anyway
        if word[0] in self.surnames and len(word) == 2:
            self.plain_starts.add(word)


class _Chars:
    """Character -> toned reading, empty for an unknown one. Two bytes for each of 40,000; those in use stand in `known` from when they
    are first asked for. All as entries would leave every process 5 MB larger."""

    def __init__(self) -> None:
        self._places, self._said = array("H", bytes(2 * (_LAST - _FIRST + 1))), [""]
        self._place = {"": 0}
        self.known: dict[str, str] = {}

    def keep(self, code: int, said: str) -> None:
        if _FIRST <= code <= _LAST:
            if said not in self._place:
                self._place[said] = len(self._said)
                self._said.append(said)
            self._places[code - _FIRST] = self._place[said]

    def kept(self, char: str) -> str:
        code = ord(char) - _FIRST
        return self._said[self._places[code]] if 0 <= code < len(self._places) else ""

    def of(self, run: str) -> list[str]:
        known = self.known
        try:
            return [known[char] for char in run]
        except KeyError:
            known.update((char, self.kept(char)) for char in run)
            return [known[char] for char in run]


class _Spelled(dict[str, str]):
    """zhōng → zhong1, lǜ → lv4, each spelling worked out once."""

    def __missing__(self, marked: str) -> str:
        tone, letters = "5", ""
        for char in unicodedata.normalize("NFD", marked):
            if char == "\u0308":
                letters = letters[:-1] + "v"
            elif char in _TONES:
                tone = _TONES[char]
            elif char.isalpha() and char.isascii():
                letters += char
        self[marked] = letters + tone
        return self[marked]


def _data_folder() -> Path:
    spec = importlib.util.find_spec("pypinyin")  # found, not imported: the import alone reads both tables
    if spec is None or not spec.origin:
        raise ImportError("pypinyin is not installed")
    return Path(spec.origin).parent


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _own(table: str) -> dict[str, str]:
    pairs = (re.fullmatch(f"([{HAN}]+)(.+)", item) for item in table.split())
    return {pair[1]: pair[2] for pair in pairs if pair}


@cache
def _tables() -> _Tables:
    return _Tables()


def readings(run: str) -> list[str]:
    """One toned syllable for each character of a run of Han: 重庆 is chong2 qing4. Unknown ones are empty."""
    tables = _tables()
    longest, words = tables.longest, tables.words
    said = tables.chars.of(run)
    past, end = 0, len(run)
    for place in [place for place in range(end - 1) if run[place : place + 2] in longest]:  # most begin no word
        if place < past:
            continue
        for size in range(min(longest[run[place : place + 2]], end - place), 1, -1):
            if word := words.get(run[place : place + size]):
                said[place : place + size] = word
                past = place + size
                break
    return said


@lru_cache(maxsize=256)  # of one record: how it sorts and what it is found by
def variants(run: str) -> list[list[str]]:
    """The readings of a run; first that of a person's name, where its first character is then read otherwise."""
    said = readings(run)
    tables = _tables()
    surname = tables.surnames.get(run[0])
    if not surname or not 2 <= len(run) <= 3 or said[0] == surname:
        return [said]
    person = [surname, *readings(run[1:])]
    return [said, person] if run[:2] in tables.plain_starts else [person, said]


@lru_cache(maxsize=4096)
def spellings(text: str) -> tuple[str, ...]:
    """The Han of a short text in full pinyin and in initials, without tones: 客户级别 is kehujibie and khjb."""
    run = "".join(_HAN_CHAR.findall(text))
    said = [one[:-1] for one in readings(run)]
    return ("".join(said), "".join(one[:1] for one in said)) if run else ()


_HAN_CHAR = re.compile(f"[{HAN}]")
_PART = re.compile(f"[{HAN}]+|[^{HAN}]+")


@cache
def _ascii(char: str) -> str:
    """A letter without its accents; one of another script as a code that sorts behind all of ours."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", char).lower() if c.isascii() and c.isalnum())
    return bare or (f"zz{ord(char):05x}" if char.isalpha() else "")


def sort_key(name: str) -> str:
    """At most 80 of a-z and 0-9, so that both databases, whatever their collation, sort names by pinyin.

    The tones stand between the syllables: 李明 (li3ming2) comes before 连云 (lian2yun2), as in a Chinese index.
    """
    said: list[str] = []
    for part in _PART.findall(name):
        if _HAN_CHAR.match(part):
            said += (one or _ascii(char) for one, char in zip(variants(part)[0], part, strict=True))
        elif part.isascii():
            said += re.findall("[a-z0-9]+", part.lower())
        else:
            said += map(_ascii, part)
    return "".join(said)[:80]

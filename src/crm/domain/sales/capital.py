"""Amounts in Chinese capitals (大写金额), as they stand on quotes, contracts and bills.

After 《正确填写票据和结算凭证的基本规定》 of the People's Bank: 整 closes an amount that ends at 元; a 零 stands for zeros between
digits, and where 角 is zero but 分 is not; none is written after a 万 or 元 whose own digits end in zeros (￥107,000.53 is
壹拾万柒仟元伍角叁分), which the rules leave to the writer.
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
YI = 10**8
LARGEST = YI**2  # one 亿 of 亿: far above every amount here
NAMES = {"CNY": "人民币", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "USD": "美元"}  # whose unit is written 元, with 角 and 分


def capitals(amount: Decimal, currency: str) -> str:
    """The amount with the name of its currency before it; empty for a currency that is not written so.

    Raises ValueError for an amount finer than 分, or too large.
    """
    if currency not in NAMES:
        return ""
    cents = abs(amount) * 100
    if cents != int(cents) or cents >= LARGEST * 100:
        raise ValueError(f"{amount} cannot be written in capitals")
    yuan, rest = divmod(int(cents), 100)
    return NAMES[currency] + ("负" if amount < 0 else "") + _amount(yuan, *divmod(rest, 10))


def _amount(yuan: int, jiao: int, fen: int) -> str:
    said = f"{_whole(yuan)}元" if yuan or not (jiao or fen) else ""
    if not (jiao or fen):
        return f"{said}整"
    if jiao:
        said += f"{DIGITS[jiao]}角"
    elif yuan:
        said += DIGITS[0]
    return f"{said}{DIGITS[fen]}分" if fen else said


def _whole(number: int) -> str:
    """Below 亿 in groups of four digits; above it the same again."""
    if number >= YI:
        high, low = divmod(number, YI)
        return f"{_whole(high)}亿" + (_after(low, YI // 10) if low else "")
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return f"{_four(high)}万" + (_after(low, 1000) if low else "")
    return _four(number)


def _after(number: int, least: int) -> str:
    """What follows a larger unit: a 零 says that there are zeros between."""
    return (DIGITS[0] if number < least else "") + _whole(number)


def _four(number: int) -> str:
    """At most four digits; zeros between digits are one 零."""
    if not number:
        return DIGITS[0]
    said = "".join(DIGITS[int(sign)] + (place if sign != "0" else "") for sign, place in zip(f"{number:04}", PLACES, strict=True))
    while DIGITS[0] * 2 in said:
        said = said.replace(DIGITS[0] * 2, DIGITS[0])
    return said.strip(DIGITS[0])

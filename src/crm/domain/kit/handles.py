"""What people and companies are reached and known by: phones, mails, links, identity and tax numbers."""

import re
from datetime import date
from functools import lru_cache
from operator import mul
from urllib.parse import urlsplit, urlunsplit

from crm.domain.kit.sealed import Marked
from crm.domain.kit.text import Refused, clean, fold
from crm.language import Words

_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_SERVICE = re.compile(r"(\+86)?(9[56][0-9]{3,4})")  # 95588: real, but not in the library's tables
_SEPARATORS = str.maketrans("", "", " -.()/")
_EXTENSION = re.compile(r"(?i)\s*(?:转|轉|分机号?|ext\.?|[x#])[\s:：.]*([0-9]{1,7})$")
_DASHED_EXTENSION = re.compile(r"(0[0-9]{2,3}[- ]?[0-9]{7,8})-([0-9]{1,6})")


def phone(text: str, region: str = "CN") -> str:
    """E.164, an extension kept: +8613800138000, +861065529988;ext=123. Without + it is a number of the region."""
    said = fold(text)
    # Nearly every number of an import is a Chinese mobile: the library takes 20 times as long.
    if region == "CN" and (mobile := _MOBILE.fullmatch(said.translate(_SEPARATORS))):
        return "+86" + mobile[1]
    return _any_phone(said[:80], region)


@lru_cache(maxsize=512)
def _any_phone(said: str, region: str) -> str:
    import phonenumbers  # 60 ms and some MB that a start without imports need not pay

    said = said.replace(";ext=", " ext ")
    bare, extension = said, ""
    if found := _DASHED_EXTENSION.fullmatch(said):
        bare, extension = found.groups()
    elif found := _EXTENSION.search(said):
        bare, extension = said[: found.start()], found[1]
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        number = None
    digits = bare.translate(_SEPARATORS)
    if (service := _SERVICE.fullmatch(digits)) and (region == "CN" or service[1]):
        main = "+86" + service[2]
    elif number is None or re.search("[A-Za-z]", bare) or not phonenumbers.is_valid_number(number):
        raise Refused(_not_a_phone(digits, region))
    else:
        main = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{main};ext={extension}" if extension else main


def _not_a_phone(digits: str, region: str) -> Words:
    if region == "CN" and re.fullmatch("[2-8][0-9]{6,7}", digits):
        return Words("The area code is missing: write it like 010 8888 6666.")
    if region == "CN" and re.fullmatch("1[3-9][0-9]+", digits):
        return Words("A mobile number has 11 digits; this one has {count}.", count=len(digits))
    return Words(
        "This is not a phone number. Write a mobile like 138 0013 8000, a landline with its area code like "
        "010 8888 6666, or a foreign number with + and its country code."
    )


def show_phone(e164: str) -> str:
    """As people read it: 138 0013 8000, 010 6552 9988-123, +1 650-253-0000."""
    if e164.startswith("+861") and len(e164) == 14 and e164[4] != "0":
        return f"{e164[3:6]} {e164[6:10]} {e164[10:]}"
    return _shown(e164)


@lru_cache(maxsize=1024)
def _shown(e164: str) -> str:
    import phonenumbers

    main, _, extension = e164.partition(";ext=")
    try:
        number = phonenumbers.parse(main)
    except phonenumbers.NumberParseException:
        return e164
    home = number.country_code == 86
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(number, form)
    return shown + (f"-{extension}" if home else f" ext. {extension}") if extension else shown


_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")


def mail(text: str) -> str:
    """The address, its domain in lower case and in its own script (李@… is refused, info@例子.中国 is not)."""
    said = fold(text)
    local, at, domain = said.rpartition("@")
    try:
        host = _host(domain)
    except UnicodeError:
        host = ""
    if not (at and host and _LOCAL.fullmatch(local)) or len(local) > 64 or len(local) + 1 + len(host) > 254:
        raise Refused(Words("This is not a mail address. Write it like name@example.com."))
    return f"{local}@{host.encode().decode('idna') if 'xn--' in host else host}"


def _host(domain: str) -> str:
    """The host name in lower-case ASCII; empty when it is none."""
    if len(domain) > 253:
        return ""
    host = (domain if domain.isascii() else domain.encode("idna").decode()).lower()
    return host if _HOST.fullmatch(host) else ""


_PORT = re.compile(r":[0-9]{1,5}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9])|.*?://")


def link(text: str) -> str:
    """A web address; https:// is added, anything but http and https is refused."""
    wrong = Words("This is not a web address. Write it like www.example.com or https://example.com/page.")
    said = clean(text, 2048)
    lower = said.lower()
    if not lower.startswith(("http://", "https://")):
        if _SCHEME.match(lower):
            raise Refused(Words("Only web addresses that begin with http:// or https:// are possible."))
        said = "https://" + said.lstrip("/")
    try:
        parts = urlsplit(said)
        name, port = parts.hostname or "", parts.port
        host = _host(name)
    except (ValueError, UnicodeError):
        raise Refused(wrong) from None
    if not host and not _IP.fullmatch(name) or "@" in parts.netloc or re.search(r"[\s\\<>\"]", said):
        raise Refused(wrong)
    shown = (host or name) + (f":{port}" if port is not None else "")
    return urlunsplit((parts.scheme, shown, parts.path, parts.query, parts.fragment))


_IP = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}")
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905
)
_RIC_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def idnumber(text: str, today: date | None = None) -> str:
    """An 18-digit 居民身份证 (GB 11643-1999), also of residents from 港澳台 and of foreigners (9…).

    Only the province is checked of the region: counties are renamed and split, and people keep old numbers
    or are given new ones, so that a table of counties refuses numbers that are real.
    """
    said = fold(text).upper().translate(_SEPARATORS)
    if not re.fullmatch("[0-9]{17}[0-9X]", said):
        raise Refused(Words("An identity number has 18 digits; the last may be X."))
    if "10X98765432"[sum(int(digit) * weight for digit, weight in zip(said, _RIC_WEIGHTS, strict=False)) % 11] != said[17]:
        raise Refused(Words("This identity number has a typing mistake: its last digit does not fit the others."))
    if (said[1:3] if said[0] == "9" else said[:2]) not in _PROVINCES:
        raise Refused(Words("This identity number begins with a region that does not exist."))
    born = _birthday(said)
    if born is None or born.year < 1900 or (today and born > today):
        raise Refused(Words("This identity number holds a birthday that is not possible (digits 7 to 14)."))
    return said


def _birthday(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def birthday_of(number: str) -> date:
    """The birthday in an identity number that idnumber() has accepted."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """`male` or `female`, from an identity number that idnumber() has accepted."""
    return "male" if int(number[16]) % 2 else "female"


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {char: value for value, char in enumerate(_USCC)}
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_USCC_FORM = re.compile(f"[{_USCC}]{{2}}[0-9]{{6}}[{_USCC}]{{10}}")


def taxid(text: str) -> str:
    """统一社会信用代码 (GB 32100-2015) with its check character, or a 15-digit tax number from before 2015."""
    said = fold(text).upper().translate(_SEPARATORS)
    if re.fullmatch("[0-9]{15}", said):
        return said
    if not _USCC_FORM.fullmatch(said):
        raise Refused(Words("A credit code has 18 characters, digits and capital letters except I, O, S, V and Z."))
    if _USCC[-sum(map(mul, map(_USCC_VALUES.__getitem__, said[:17]), _USCC_WEIGHTS)) % 31] != said[17]:
        raise Refused(Words("This credit code has a typing mistake: its last character does not fit the others."))
    return said


# Kinds of field whose values tell twins exactly, as `record_key` holds them.
NUMBERED = ("phone", "phones", "mail", "mails", "taxid", "idnumber")


def identity(text: str) -> Marked | None:
    """The identity number that the text is, as the key of a twin: its mark is all that is kept of it."""
    try:
        return Marked(idnumber(text).casefold(), "idnumber")
    except Refused:
        return None


def whole_numbers(text: str) -> set[str]:
    """The phone, mail address, tax or identity number that the text is, as keys of twins have it; nothing for a part of one."""
    found = set()
    for read in (phone, mail, taxid):
        try:
            found.add(read(text).casefold())
        except Refused:
            continue
    return found | {one for one in (identity(text),) if one}

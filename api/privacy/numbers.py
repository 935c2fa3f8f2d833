"""Numbers and addresses that lead to a person: telephone, identity, account, e-mail (号码).

Texts come narrowed. No pattern takes a mark for a part of a number or for its edge, so that a masked
number is never found again.
"""

import re
from collections.abc import Iterator
from datetime import date

from api.privacy.personal import Kind, Personal
from extractor.document import Span

_BEFORE = r"(?<![0-9A-Za-z*])(?<![0-9]\.)(?<![¥￥$€])"
# Not the start of a longer number, and no amount: 13800000000元, 13800000000.00.
_AFTER = r"(?![0-9A-Za-z*])(?!\.[0-9])(?!,[0-9]{3}(?![0-9]))(?! ?(?:元|万|亿|美元|港元|%))"

_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_LOCAL = r"[2-9][0-9]{2,3}[ -]?[0-9]{4}"
_MOBILE_NUMBER = r"1[3-9][0-9](?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}"
_MOBILE = re.compile(rf"(?:(?<![0-9A-Za-z*])(?:\+|00)86[ -]?|{_BEFORE})(?P<number>{_MOBILE_NUMBER}){_AFTER}")
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z*.-])(?P<number>(?:0{_AREA} ?[-—–]{{1,2}} ?|\(0{_AREA}\) ?-?|(?:\+|00)86[ -]{_AREA}[ -])"
    rf"{_LOCAL}){_AFTER}"
)
_IDENTITY = re.compile(rf"{_BEFORE}(?P<number>[1-9][0-9]{{5}}(?:[0-9]{{11}}[0-9Xx]|[0-9]{{9}})){_AFTER}")
_CARD = re.compile(
    rf"{_BEFORE}(?P<number>[3-69][0-9]{{3}}(?:[0-9]{{11,15}}|"
    rf"(?P<gap>[ -])[0-9]{{4}}(?:(?P=gap)[0-9]{{4}}){{1,2}}(?P=gap)[0-9]{{1,4}})){_AFTER}"
)
_CARD_ISSUERS = re.compile(
    r"62[0-9]{14,17}|60[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|35[2-8][0-9]{13}|9558[0-9]{15}|3[47][0-9]{13}"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+*@-])(?P<number>[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})"
    r"(?![A-Za-z0-9*@-])"
)
_LONG = re.compile(r"[0-9](?:[-() —–]{0,3}[0-9]){6}")  # every number but an address has as much

_GAP = r"(?:\([^()\n]{0,16}\))?[\s:_为是\"'“”]{0,6}"
_IDENTITY_LABELLED = re.compile(
    rf"(?P<label>身份证|身份号码|证件号)(?:件|明)?(?:号?码?|编号){_GAP}"
    rf"(?P<number>[0-9]{{17}}[0-9Xx]|[0-9]{{15}}|[A-Za-z]{{0,2}}[0-9](?:[ -]?[0-9]){{6,17}}+(?:[ -]?[Xx])?){_AFTER}"
)
_PERMIT = re.compile(
    rf"(?:护照|通行证|台胞证|回乡证|军官证|士兵证|居留证|驾驶证)(?:证件?)?(?:号?码?|编号){_GAP}"
    rf"(?P<number>[A-Za-z]{{0,3}}[0-9]{{6,18}}+[Xx]?){_AFTER}"
)
_ACCOUNT = re.compile(
    rf"(?:[账帐][号户]|卡号|存折|银行卡)(?:号?码?){_GAP}"
    rf"(?P<number>[0-9]{{10,34}}+|[0-9]{{2,9}}(?:[ -][0-9]{{1,9}}){{1,8}}+|[0-9]{{8,9}}){_AFTER}"
)
_CALLED = (
    rf"(?P<number>(?:(?:\+|00)?86[ -]?)?{_MOBILE_NUMBER}|"
    rf"(?:\(?0{_AREA}\)?[ —–-]{{0,2}}|(?:\+|00)86[ -]{_AREA}[ -]|(?![48]00[ -])){_LOCAL}){_AFTER}"
)
_TELEPHONE = re.compile(
    rf"(?:电话|手机|座机|传真|联系方式|(?<![A-Za-z])(?:[Tt]el|TEL|[Ff]ax|FAX|[Pp]hone|[Mm]obile))(?:号?码?|\.)"
    rf"{_GAP}{_CALLED}"
)
_ANOTHER = re.compile(rf" ?(?:[/、,;或和]|以及) ?{_CALLED}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])")

# A number so called is the company's or the contract's own.
_IMPERSONAL = re.compile(
    r"(?:(?:[单编文案票税]|合同|协议|注册|登记|许可证?|备案|批准|流水|业务|发动机|车架|识别|信用|机构)"
    r"编?(?:号码?|代码|码)|(?:保险?单|批单|合同|协议)|(?:policy|contract|order|serial) ?no)[.为是\s:_\"'“”]{0,6}\Z",
    re.IGNORECASE,
)
_IMPERSONAL_REACH = 20

_PROVINCES = frozenset(
    {
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
    }
)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_COMPANY_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def find_numbers(text: str) -> Iterator[Personal]:
    """Every such number in a narrowed text, in no order; two may overlap."""
    if "@" in text:
        yield from (Personal(_span(match), Kind.EMAIL) for match in _EMAIL.finditer(text))
    if _LONG.search(text) is None:
        return
    yield from _by_label(text)
    yield from _by_shape(text)


def _by_label(text: str) -> Iterator[Personal]:
    for match in _IDENTITY_LABELLED.finditer(text):
        number = _digits(match)
        if match["label"] != "证件号" or is_identity(number) or not is_company_code(number):
            yield Personal(_span(match), Kind.IDENTITY if len(number) >= 15 else Kind.PERMIT)
    yield from (Personal(_span(match), Kind.PERMIT) for match in _PERMIT.finditer(text))
    for match in _ACCOUNT.finditer(text):
        if len(_digits(match)) >= 8 and not _DAY.match(match["number"]):
            yield Personal(_span(match), Kind.ACCOUNT)
    yield from _telephones(text)


def _telephones(text: str) -> Iterator[Personal]:
    """The numbers after 电话 and the like, one after another; hotlines (400, 95518) are not so formed."""
    for first in _TELEPHONE.finditer(text):
        match: re.Match[str] | None = first
        while match is not None:
            yield Personal(_span(match), Kind.LANDLINE if match["gap"] is None else Kind.MOBILE)
            match = _ANOTHER.match(text, match.end())


def _by_shape(text: str) -> Iterator[Personal]:
    for pattern, kind in ((_MOBILE, Kind.MOBILE), (_LANDLINE, Kind.LANDLINE)):
        for match in pattern.finditer(text):
            if not _impersonal(text, match):
                yield Personal(_span(match), kind)
    for match in _IDENTITY.finditer(text):
        if is_identity(match["number"]) and not _impersonal(text, match):
            yield Personal(_span(match), Kind.IDENTITY)
    for match in _CARD.finditer(text):
        if is_card(_digits(match)) and not _impersonal(text, match):
            yield Personal(_span(match), Kind.ACCOUNT)


def _span(match: re.Match[str]) -> Span:
    return Span(*match.span("number"))


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", match["number"])


def _impersonal(text: str, match: re.Match[str]) -> bool:
    start = match.start("number")
    return _IMPERSONAL.search(text[max(start - _IMPERSONAL_REACH, 0) : start]) is not None


def is_identity(number: str) -> bool:
    """True for a citizen's number (公民身份号码): region, a day of birth, check digit per GB 11643.

    The old form of 15 digits has no check digit and the year of birth in two digits.
    """
    if len(number) == 15:
        return _born(number[:2], "19" + number[6:12])
    if len(number) != 18 or not _born(number[:2], number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _IDENTITY_WEIGHTS, strict=True))
    return number[17].upper() == _IDENTITY_CHECKS[total % 11]


def _born(province: str, day: str) -> bool:
    if int(province) not in _PROVINCES or not "1880" <= day[:4] <= "2099":
        return False
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:8]))
    except ValueError:
        return False
    return True


def is_card(number: str) -> bool:
    """True for a bank card: an issuer's first digits and length, and the check digit by Luhn's formula."""
    if not _CARD_ISSUERS.fullmatch(number):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_company_code(number: str) -> bool:
    """True for a unified social credit code (统一社会信用代码) with the check sign of GB 32100."""
    code = number.upper()
    if len(code) != 18 or any(sign not in _COMPANY_SIGNS for sign in code):
        return False
    total = sum(_COMPANY_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _COMPANY_SIGNS[-total % 31] == code[17]
